"""Publish: freeze a bank as an edition, and enter the registrations that arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.problem_list import problem_list
from screens.parts.words import plain
from workflows.content.editions import editions
from workflows.content.problems import banks
from workflows.content.publish import NotPublished, Published, TermsChanged
from workflows.content.publish import publish as freeze
from workflows.content.registration import enter as register
from workflows.refusals import Refused

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.content.editions import Published as Activity
    from workflows.content.problems import Checked
    from workflows.content.registration import Entered


def publish() -> None:
    """Show each bank with its state and its button, then the activities with their terms."""
    actor = enter()
    st.title("Publish", anchor=False)
    st.caption("Publishing freezes what the files hold now. Attempts under way keep theirs.")
    for bank in banks(actor):
        with st.container(border=True):
            _bank(actor, bank)
    st.subheader("Activities and editions", anchor=False)
    for one in editions(actor):
        with st.expander(f"{one.title} · {one.key}"):
            _activity(actor, one)


def _bank(actor: Actor, bank: Checked) -> None:
    head = st.empty()  # filled last: the button below may change what it says
    number, refused = bank.published, bank.refusals
    if any(one.severity == "error" for one in bank.problems):
        st.markdown(f":red[{bank.errors} errors keep it from being published: see Problems.]")
    else:
        with st.container(horizontal=True):
            fresh = st.button("Publish", key=f"{bank.slug}-publish")
            renew = number > 0 and st.button("New period", key=f"{bank.slug}-renew")
        if fresh or renew:
            done = _publish(actor, bank, renew=bool(renew))
            number = done.number if isinstance(done, Published) else number
            refused = done.problems if isinstance(done, NotPublished) else ()
        if refused:
            st.markdown(":red[Not published, because of:]")
        problem_list(refused)
    state = f"edition {number} is published" if number else "not published"
    head.markdown(f"**{plain(bank.title)}** · {state}")


def _publish(actor: Actor, bank: Checked, *, renew: bool) -> Published | NotPublished | None:
    """Publish a bank and say what came of it; what keeps it from that is returned."""
    try:
        done = freeze(actor, bank.folder, renew=renew)
    except TermsChanged as changed:
        st.warning(f"{changed} With “New period” the changed terms open a new activity.")
        return None
    except Refused as refused:
        st.error(str(refused))
        return None
    if isinstance(done, Published):
        if done.created:
            st.success(f"Published edition {done.number} of {done.key}, {done.items} questions.")
        else:
            st.info(f"This very content is edition {done.number} of {done.key} already.")
    return done


def _activity(actor: Actor, one: Activity) -> None:
    rules = one.terms.rules
    st.markdown(
        f"{one.released:%d %B %Y} to {one.expires:%d %B %Y}, claims until {one.claim_by:%d %B %Y}"
        f"  \nPassing standard {rules.passing_percent} %,"
        f" attempts {rules.attempts_max or 'unlimited'}, credits {one.terms.accreditation.credits}"
    )
    for edition in one.editions:
        st.caption(
            f"Edition {edition.number}: {edition.questions} questions drawn from {edition.items},"
            f" published {edition.published_at:%d %B %Y}, SHA-256 {edition.sha256[:16]}…"
        )
    if one.placeholders:
        st.caption(f"Texts not approved by their owners: {', '.join(one.placeholders)}.")
    for entered in one.registrations:
        _registration(actor, one.key, entered)


def _registration(actor: Actor, key: str, one: Entered) -> None:
    place = st.empty()
    value = _entry(place, key, one)
    if value is None:
        return
    try:
        saved = register(actor, key, one.kind, value, one.seq)
    except Refused as refused:
        st.error(str(refused))
    else:
        # What stands there now was saved: the next change starts from it.
        _entry(place, key, saved)
        st.success(f"Saved: {saved.value}")


def _entry(place: DeltaGenerator, key: str, one: Entered) -> str | None:
    """Draw the form of a registration in force; return what is to be saved, if that is asked."""
    label = "ACCME activity ID" if one.kind == "ACCME" else f"{one.kind} registration"
    name = f"{key}-{one.kind}-{one.seq}"
    with place.container(), st.form(name, border=False):
        value = st.text_input(label, value=one.value, key=f"{name}-value")
        return value if st.form_submit_button("Save") else None

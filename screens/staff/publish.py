"""Publish: freeze a bank as an edition, and enter the registrations that arrived."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal

import streamlit as st

from screens.door import enter, local, place
from screens.parts.board_findings import board_findings
from screens.parts.problem_list import problem_list
from screens.parts.table import Column, table
from screens.parts.words import day, plain
from screens.parts.words import number as count
from screens.staff.gate import gate_of
from screens.staff.reporter import reporter_of
from workflows.content.editions import editions
from workflows.content.problems import banks
from workflows.content.publish import NotPublished, Published
from workflows.content.publish import publish as freeze
from workflows.content.registration import enter as register
from workflows.content.terms import name_of, told, told_planning
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.content.editions import Published as Activity
    from workflows.content.problems import Checked, Newest
    from workflows.content.registration import Entered
    from workflows.content.terms import Change

TERMS = (Column("What", line=True), Column("As frozen"))


def publish() -> None:
    """Show each bank with its state and its button, then the activities with their terms."""
    actor = enter()
    st.title("Publish", anchor=False)
    st.page_link(place("statements"), label="Statements: fixed texts, and what of them is approved")
    st.caption("Publishing freezes what the bank holds now. Attempts under way keep theirs.")
    for bank in banks(actor):
        with st.container(border=True):
            _bank(actor, bank)
    st.subheader("Activities and editions", anchor=False)
    published = editions(actor)
    if not published:
        st.info("Nothing is published yet. What is published stands here with its terms for good.")
    for one in published:
        dates = f"{day(one.released)} to {day(one.expires)}"
        with st.expander(f"{plain(one.title)} · {one.key} · {dates}"):
            _activity(actor, one)


def _bank(actor: Actor, bank: Checked) -> None:
    head = st.empty()  # filled last: the button below may change what it says
    board_findings(bank.findings)
    needs = st.empty()  # filled last, too
    number, refused = bank.published, bank.refusals
    errors = sum(one.severity == "error" for one in bank.problems)
    if errors:
        keeps = "error keeps" if errors == 1 else "errors keep"
        st.markdown(f":red[{errors} {keeps} it from being published.]")
        st.page_link(place("problems"), label="See Problems")
    else:
        asked = _asked(bank)
        if asked is not None:
            done = _publish(actor, bank, renew=asked == "renew")
            number = done.number if isinstance(done, Published) else number
            refused = done.problems if isinstance(done, NotPublished) else ()
        if refused:
            st.markdown(":red[What the bank holds now is not published, because:]")
        problem_list(refused)
    with needs.container():
        gate_of(actor, bank.slug, refused if not errors else ())
    state = f"edition {number} is published" if number else "not published"
    head.markdown(f"**{plain(bank.title)}** · {state}")


def _asked(bank: Checked) -> Literal["publish", "renew"] | None:
    """Draw the one button that can do something; return what it asks for, if it was pressed."""
    if bank.newest is None or not bank.newest.changes:
        _stopped(bank.newest)
        return "publish" if st.button("Publish", key=f"{bank.slug}-publish") else None
    before, after = bank.newest, f"{bank.slug}.{bank.period + 1}"
    st.markdown(f"The terms differ from those of {before.key}, and an activity keeps its terms:")
    st.markdown("\n".join(_change(one) for one in before.changes))
    st.markdown(
        f"Change them back to publish within {before.key}, or open a new activity"
        f" {after} for a new accreditation period, which needs an ACCME activity ID of its own."
        f" {_before(before)}"
    )
    # Whoever compared other terms has not compared these.
    terms = ",".join(one.after for one in before.changes)
    label = f"I have compared these terms: open {after}"
    compared = st.checkbox(label, key=f"{after}-{terms}-compared")
    pressed = st.button("New period", disabled=not compared, key=f"{after}-renew")
    return "renew" if pressed and compared else None


def _stopped(newest: Newest | None) -> None:
    """Say that a new edition opens nothing, where the office stopped the activity."""
    if newest is None or not newest.halt:
        return
    st.warning(
        f"{plain(newest.halt)} Publishing puts the new edition into {newest.key} and opens it to"
        " nobody; that is decided under Pause or withdraw."
    )
    st.page_link(place("halt"), label="To Pause or withdraw", query_params={"id": newest.key})


def _change(one: Change) -> str:
    before, after = plain(one.before), plain(one.after)
    return f"- {plain(name_of(one.field))}: {before} → **{after}**"


def _before(newest: Newest) -> str:
    """Say what becomes of the activity before."""
    if newest.halt:
        return f"{newest.key} stays as it is: {plain(newest.halt)}"
    if not newest.is_open:
        return f"{newest.key} cannot be started today; its records and claims stay as they are."
    return (
        f"{newest.key} stays open until {day(newest.expires)}: until then people can take both and"
        " claim for both."
    )


def _publish(actor: Actor, bank: Checked, *, renew: bool) -> Published | NotPublished | None:
    """Publish a bank and say what came of it; what keeps it from that is returned."""
    try:
        done = freeze(actor, bank.folder, renew=renew)
    except Refused as refused:  # the files changed while the page was read
        st.error(str(refused))
        return None
    if isinstance(done, Published):
        if done.created:
            items = count(done.items, "question")
            shut = bank.newest is not None and bank.newest.halt and bank.newest.key == done.key
            still = " Nobody can start it: the activity is stopped." if shut else ""
            st.success(f"Published edition {done.number} of {done.key}, {items}.{still}")
        else:
            st.info(f"This very content is edition {done.number} of {done.key} already.")
    return done


def _activity(actor: Actor, one: Activity) -> None:
    for entered in one.registrations:
        _registration(actor, one.key, entered)
    reporter_of(actor, one.key)
    board_findings(one.findings)
    for edition in one.editions:
        st.caption(
            f"Edition {edition.number}: {count(edition.questions, 'question')} drawn from"
            f" {edition.items}, published {day(local(edition.published_at))},"
            f" SHA-256 {edition.sha256[:16]}…"
        )
    if one.placeholders:
        named = ", ".join(one.placeholders).replace("_", " ")
        st.caption(f"Texts not approved by their owners: {plain(named)}.")
    st.markdown("**Terms**")
    terms = [(escape(name_of(field)), escape(said)) for field, said in told(one.terms).items()]
    st.html(table(f"Terms of {one.key}", TERMS, terms))
    st.markdown("**Planning**")
    st.html(table(f"Planning of {one.key}", TERMS, list(_planning(one))))


def _planning(one: Activity) -> Iterator[tuple[str, str]]:
    """Say what an accreditor asks of the planning; learners never see it."""
    facts = told_planning(one.planning)
    for field, said in facts.items():
        value = ", ".join(one.planners) or said if field == "planners" else said
        yield escape(name_of(field)), escape(value)


def _registration(actor: Actor, key: str, one: Entered) -> None:
    spot = st.empty()
    value = _entry(spot, key, one)
    if value is None:
        return
    try:
        saved = register(actor, key, one.kind, value, one.seq)
    except Refused as refused:
        st.error(str(refused))
    else:
        # What stands there now was saved: the next change starts from it.
        _entry(spot, key, saved)
        st.success(f"Saved: {saved.value}")


def _entry(spot: DeltaGenerator, key: str, one: Entered) -> str | None:
    """Draw the form of a registration in force; return what is to be saved, if that is asked."""
    label = "ACCME activity ID" if one.kind == "ACCME" else f"{one.kind} registration"
    name = f"{key}-{one.kind}-{one.seq}"
    with spot.container(), st.form(name, border=False):
        value = st.text_input(label, value=one.value, key=f"{name}-value")
        return value if st.form_submit_button("Save") else None

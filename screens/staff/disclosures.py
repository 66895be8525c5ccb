"""Disclosures: who has given one, who is still to be asked, and what the office decided of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import streamlit as st

from quizzes.editing.plainer import sentence
from screens.door import enter
from screens.parts.words import DAYS, day, number, plain
from screens.staff.ruling import day_of, ruling
from workflows.content.disclosed import LOOK_BACK
from workflows.content.disclosures import everybody, invite
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Actor
    from workflows.content.disclosed import Stands
    from workflows.content.disclosures import Invited, OfBank

ROLES = {"course_director": "course director"}


def disclosures() -> None:
    """Show the people of the bank that the address names, else of the first one."""
    actor = enter()
    st.title("Disclosures", anchor=False)
    st.caption(
        "Everybody who plans, writes or reviews discloses before their role begins. Nothing is"
        " published while one disclosure is missing, too old, or not mitigated."
    )
    found = everybody(actor)
    if not found:
        st.info("There is no bank yet.")
        return
    bank = _chosen(actor, found)
    open_ = sum(bool(one.needs) for one in bank.people)
    st.markdown(
        f":orange-badge[{number(open_, 'person', 'people')} to see to]"
        if open_
        else ":green-badge[complete]"
    )
    for one in sorted(bank.people, key=lambda each: not each.needs):
        _person(actor, bank, one)


def _chosen(actor: Actor, found: Sequence[OfBank]) -> OfBank:
    slugs = [one.slug for one in found]
    asked = st.query_params.get("bank", slugs[0])
    picked = st.selectbox(
        "Bank",
        slugs,
        index=slugs.index(asked) if asked in slugs else 0,
        format_func={one.slug: plain(one.title) for one in found}.__getitem__,
        key=f"{actor.public_id}-disclosures-bank",
    )
    st.query_params["bank"] = picked
    return next(one for one in found if one.slug == picked)


def _person(actor: Actor, bank: OfBank, one: Stands) -> None:
    name = f"{bank.slug}-{one.faculty_id}-{one.seq}-{one.ruling_seq}"
    with st.container(border=True):
        st.markdown(f"**{plain(one.name)}** ({_roles(one)})  \n{_state(actor, bank, one)}")
        for fault in one.needs:
            st.markdown(f":red-badge[to do] {plain(sentence(fault))}")
        if one.note:
            st.markdown(f":orange-badge[note] {plain(one.note)}")
        _given(one)
        if one.source == "link" and one.given.relationships:
            with st.expander("Decide", expanded=one.ruling is None):
                ruling(actor, bank.slug, one, name)
        if one.address:
            with st.popover("Ask by link" if one.source != "link" else "Ask again"):
                _ask(actor, bank, one, name)


def _roles(one: Stands) -> str:
    return ", ".join(ROLES.get(role, role) for role in one.roles)


def _state(actor: Actor, bank: OfBank, one: Stands) -> str:
    if one.source == "link" and one.given_on is not None and one.good_until is not None:
        months = number(bank.months, "month")
        said = f"Given by link {day(one.given_on)}, good until {day(one.good_until)} ({months})"
    elif one.given_on is not None:
        said = f"Given {day(one.given_on)}, entered in the file"
    elif one.asked_at is not None:
        said = f"Asked {day(one.asked_at.astimezone(actor.service.settings.zone))}, no answer yet"
    else:
        said = "Not asked yet"
    renewed = " · nothing changed since the one before" if one.given.renewed else ""
    return f":small[:gray[{said}{renewed}]]"


def _given(one: Stands) -> None:
    if one.given_on is None:
        return
    if not one.given.relationships:
        st.markdown("Nothing to disclose.")
        return
    decided = {each.relationship: each for each in one.ruling.decisions} if one.ruling else {}
    lines = []
    for each in one.given.relationships:
        ended = f", ended {day(each.ended)}" if each.ended else ""
        line = f"- **{plain(each.company)}**: {plain(each.nature)}{ended}"
        if each in decided:
            told = decided[each]
            line += f" · {'relevant' if told.relevant else 'not relevant'}"
            line += f"  \n  {plain(told.mitigation)}" if told.mitigation else ""
        lines.append(line)
    st.markdown("\n".join(lines))


def _ask(actor: Actor, bank: OfBank, one: Stands, name: str) -> None:
    today = day_of(actor)
    begins = st.date_input(
        "The role begins on", value=one.role_from or today, key=f"{name}-role", format=DAYS
    )
    st.caption(
        f"The {LOOK_BACK} months before that day are asked for. A link made before stops working."
    )
    if st.button("Make the link", key=f"{name}-invite"):
        try:
            made = invite(actor, bank.slug, one.faculty_id, begins)
        except Refused as refused:
            st.error(str(refused))
        else:
            _link(made)


def _link(made: Invited) -> None:
    """Show a link that nobody can be shown again."""
    st.success(f"For {plain(made.name)}, until {day(made.good_until)}. It is shown only now.")
    st.code(made.link, language=None, wrap_lines=True)
    subject = quote("Your disclosure of financial relationships")
    body = quote(
        f"Dear {made.name},\n\nbefore your role in our education begins, please tell us about your"
        f" financial relationships here; it takes a few minutes and needs no account:\n\n"
        f"{made.link}\n\nThank you."
    )
    address = quote(made.address, safe="@+")
    st.link_button("Write the mail", f"mailto:{address}?subject={subject}&body={body}")

"""To confirm: what one of the office proposed and another decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, service
from screens.parts.words import day, plain
from workflows.credit import amend
from workflows.desk.waiting import waiting
from workflows.people import merge
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.desk.waiting import DoubleClaim, Proposal

ACTS = {"amendment": amend, "merge": merge}


def confirm() -> None:
    """Show what waits, with one button to confirm each and a form to refuse it."""
    actor = enter()
    st.title("To confirm", anchor=False)
    page = waiting(actor)
    if not page.proposals and not page.doubles:
        st.info(
            "Nothing waits. Amendments, withdrawals and merges of accounts are proposed on a"
            " person's page, and somebody else confirms them here."
        )
    for proposal in page.proposals:
        _proposal(actor, proposal)
    for double in page.doubles:
        _double(double)


def _proposal(actor: Actor, one: Proposal) -> None:
    place = st.empty()
    with place.container(border=True):
        told = _drawn(actor, one)
    if told:
        place.success(told)


def _drawn(actor: Actor, one: Proposal) -> str | None:
    """Draw one proposal, and return what was decided."""
    st.markdown(_person(one.shown, one.person))
    st.markdown(plain(one.about))
    st.markdown("\n".join(f"- {plain(line)}" for line in one.lines))
    zone = service().settings.zone
    when = day(one.at.astimezone(zone).date())
    st.caption(f"Proposed by {plain(one.by)}, {when}. Reason: {plain(one.reason)}")
    try:
        return _decided(actor, one)
    except Refused as refused:
        st.error(plain(str(refused)))
        return None


def _decided(actor: Actor, one: Proposal) -> str | None:
    acts = ACTS[one.kind]
    key = f"{one.on}-{one.proposal}"
    if one.own:
        st.caption("Somebody else confirms it: you proposed it, or it is about you.")
    elif st.button("Confirm", type="primary", key=f"{key}-confirm"):
        acts.confirm(actor, one.on, one.proposal)
        return f"Confirmed and in force: {plain(one.about)}, {plain(one.shown)}."
    label = "Take it back" if one.own else "Refuse"
    with st.expander(label), st.form(f"{key}-refuse", border=False):
        reason = st.text_input("Reason", key=f"{key}-reason")
        if st.form_submit_button(label):
            acts.refuse(actor, one.on, one.proposal, reason)
            return f"Not done: {plain(one.about)}, {plain(one.shown)}."
    return None


def _person(shown: str, person: str) -> str:
    return f"**[{plain(shown or 'No name')}](/person?id={person})**"


def _double(one: DoubleClaim) -> None:
    with st.container(border=True):
        st.markdown(_person(one.shown, one.person))
        st.markdown(f"{plain(one.title)} was claimed in two accounts of this person.")
        st.caption("Open the person, and propose to take one of the two back; this line goes then.")

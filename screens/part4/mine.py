"""Own quality projects: what is to be attested or verified, what one leads, and a new proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.part4.plan import LINE
from screens.door import enter, go, place
from screens.part4.plan_form import plan_form
from screens.parts.words import day, plain
from workflows.part4.attested import SAID
from workflows.part4.own import own
from workflows.part4.project import SAID as STATES
from workflows.part4.propose import begun_from, ideas, propose
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credit.part4.plan import Plan
    from workflows.act import Actor
    from workflows.part4.own import Part
    from workflows.part4.project import Project

AWARDED = (
    "Quality projects are recorded here and verified by the project's lead. The credit for Part IV"
    " is awarded by your board, which the program notifies."
)


def projects() -> None:
    """Show the person's own projects, and the form for a proposal."""
    actor = enter()
    st.title("Quality projects (Part IV)", anchor=False)
    st.markdown(AWARDED)
    if completion := st.query_params.get("completion", ""):
        _from_gap(actor, completion)
        return
    page = own(actor)
    for waiting in page.to_verify:
        st.info(f"**{plain(waiting.project.plan.title)}**: an attestation waits for you.")
        st.page_link(place("attest"), label="Verify it", query_params={"id": waiting.participation})
    # What one leads stands below until there is something to attest.
    _parts([one for one in page.parts if one.role != "lead" or one.project.approved_on])
    _leads(page.leads)
    if not page.parts and not page.leads:
        st.info(
            "You take part in no project yet. If a colleague leads one, ask them to name you. If"
            " you lead one yourself, propose it below."
        )
    if actor.has("learner"):
        with st.expander("Propose a project", expanded=False):
            _new(actor, None, actor.public_id)


def _parts(parts: Sequence[Part]) -> None:
    if not parts:
        return
    st.subheader("Where you take part", anchor=False)
    for one in parts:
        with st.container(border=True):
            part(one)


def part(one: Part) -> None:
    """Draw one participation, with what is to be done."""
    state = one.standing.state
    said = STATES[one.project.state] if state == "invited" else SAID[state]
    st.markdown(f"**{plain(one.project.plan.title)}** :gray-badge[{said}]")
    facts = ["You lead it" if one.role == "lead" else "You take part"]
    if one.completed_on is not None:
        facts += [f"completed on {day(one.completed_on)}", f"credit year: {one.year_said}"]
    st.caption(" · ".join(facts))
    if one.standing.reason:
        st.warning(f"Sent back: {plain(one.standing.reason)}")
    for each in one.boards:
        unsure = "" if each.award.confirmed else " (not confirmed with the board)"
        why = f": {plain(each.reason)}" if each.reason else ""
        st.markdown(f"{plain(each.award.said)}{unsure} · {each.sent}{why}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if state == "verified":
            st.link_button("Open the record", f"/part4/{one.participation}.pdf")
        if one.project.approved_on is not None:
            st.page_link(
                place("attest"),
                label="Attest" if one.may_attest else "What you attested",
                query_params={"id": one.participation},
            )
    if one.project.approved_on is None and one.project.state != "closed":
        st.caption("You are asked to attest once the project's report is approved.")


def _leads(leads: Sequence[Project]) -> None:
    if not leads:
        return
    st.subheader("What you lead", anchor=False)
    for one in leads:
        with st.container(border=True):
            st.markdown(f"**{plain(one.plan.title)}** :gray-badge[{STATES[one.state]}]")
            if one.reason:
                st.caption(f"The office says: {plain(one.reason)}")
            st.page_link(place("project"), label="Open", query_params={"id": one.id})


def _from_gap(actor: Actor, completion: str) -> None:
    """Let a project begin from an objective that a self-assessment showed weak."""
    title, objectives = ideas(actor, completion)
    st.subheader("From a gap to a project", anchor=False)
    if not objectives:
        st.info("Nothing was missed there. Propose a project of your own below.")
        _new(actor, None, completion)
        return
    st.caption(f"Objectives of which you missed something in {plain(title)}, the weakest first.")
    chosen = st.radio(
        "What is to be better?", objectives, format_func=plain, key=f"{completion}-objective"
    )
    at = objectives.index(chosen)
    _new(actor, begun_from(title, chosen), f"{completion}-{at}")


def _new(actor: Actor, begun: Plan | None, key: str) -> None:
    """Draw the form of a proposal; what was measured comes when it is under way."""
    with st.form(f"{key}-new-project", border=False):
        st.caption(f"A line holds {LINE} characters. What you measure is asked later.")
        made = plan_form(f"{key}-new", begun, cycles=False)
    if made is None:
        return
    try:
        project = propose(actor, made)
    except Refused as refused:
        st.error(str(refused))
    else:
        go("project", id=project)

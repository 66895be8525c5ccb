"""One quality project: its plan and cycles, who takes part, and what the office decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.part4.awards import ROLES
from credit.part4.plan import LEAST_CYCLES, linked_cycles
from screens.door import enter, place
from screens.part4.decision import decision
from screens.part4.plan_form import plan_form
from screens.parts.done import attempt, tell
from screens.parts.words import day, plain
from workflows.part4.answer import SAID as NOTICES
from workflows.part4.attested import SAID
from workflows.part4.opened import opened
from workflows.part4.project import SAID as STATES
from workflows.part4.propose import change, invite, name_second

if TYPE_CHECKING:
    from credit.part4.plan import Plan
    from workflows.act import Actor
    from workflows.part4.opened import Opened, Participant


def project() -> None:
    """Show the project that the address names, to its lead or to the office."""
    actor = enter()
    page = opened(actor, st.query_params.get("id", ""))
    one = page.project
    st.title(plain(one.plan.title), anchor=False)
    st.markdown(f":gray-badge[{STATES[one.state]}] led by {plain(one.lead)}")
    tell(one.id)
    if one.reason:
        st.info(f"The office says: {plain(one.reason)}")
    if one.approved_on is not None:
        st.markdown(f"Report approved on **{day(one.approved_on)}**.")
    _next(page)
    _plan(actor, page)
    _people(actor, page)
    if page.decides:
        decision(actor, page)
    back = ("part4", "All projects") if actor.has("staff") else ("projects", "Your projects")
    st.page_link(place(back[0]), label=back[1], icon=":material/arrow_back:")


def _next(page: Opened) -> None:
    """Say what comes next."""
    state = page.project.state
    if state == "draft" and page.decides:
        st.info("This is a proposal: let it begin below, or close it with a reason.")
    elif state == "draft":
        st.info("The office looks at the proposal and lets it begin. You can still change it.")
    elif state == "under_way" and page.lacks:
        st.info("Before the report can be approved: " + plain("; ".join(page.lacks)) + ".")
    elif state == "under_way":
        st.info("Everything that the report needs is there. The office approves it.")
    elif state == "approved":
        waiting = sum(one.standing.state == "invited" for one in page.people)
        if waiting:
            st.info(
                "Each participant was sent a link of their own; it stands in the list below, too."
            )


def _plan(actor: Actor, page: Opened) -> None:
    st.subheader("The project", anchor=False)
    one = page.project
    _facts(one.plan)
    if page.may_write:
        with st.expander("Change it, or write down a cycle", expanded=False):
            key = f"{one.id}-{one.seq}"
            with st.form(f"{key}-plan", border=False):
                made = plan_form(key, one.plan, cycles=True)
            if made is not None:
                attempt(one.id, "Saved.", lambda: change(actor, one.id, one.seq, made))


def _facts(plan: Plan) -> None:
    days = " to ".join(day(one) for one in (plan.starts, plan.ends) if one)
    facts = {
        "Department": plan.department, "Days": days, "Specialties": plan.specialties,
        "Funding": plan.funding, "Aim": plan.aim, "Measure": plan.measure,
        "Began from": plan.idea,
    }  # fmt: skip
    st.markdown("  \n".join(f"{name}: {plain(text)}" for name, text in facts.items() if text))
    if plan.doubts:
        st.caption("Not ticked by who proposed it: " + plain("; ".join(plan.doubts)) + ".")
    if plan.baseline is not None:
        st.markdown(f"Baseline on {day(plan.baseline.on)}: **{plain(plan.baseline.value)}**")
    for at, cycle in enumerate(plan.cycles, start=1):
        after = cycle.remeasured
        measured = (
            f"Measured on {day(after.on)}: **{plain(after.value)}**"
            if after
            else "Not measured yet"
        )
        changed = f"Cycle {at}, {day(cycle.changed_on)}: {plain(cycle.change)}"
        st.markdown(f"{changed}  \n{measured}")
    st.caption(f"Linked cycles completed: {linked_cycles(plan)}, of at least {LEAST_CYCLES}.")


def _people(actor: Actor, page: Opened) -> None:
    st.subheader("Who takes part", anchor=False)
    for one in page.people:
        with st.container(border=True):
            _participant(actor, page, one)
    if page.project.second:
        st.caption(f"{plain(page.project.second)} confirms what the lead attests.")
    elif any(one.role == "lead" for one in page.people):
        st.caption("What the lead attests is confirmed by the office, or by somebody you name.")
    if page.may_name:
        with st.expander("Name people"):
            _invite(actor, page)
            _second(actor, page)


def _participant(actor: Actor, page: Opened, one: Participant) -> None:
    st.markdown(
        f"**{plain(one.name)}** · {ROLES[one.role].lower()} :gray-badge[{SAID[one.standing.state]}]"
    )
    if one.standing.completed_on is not None:
        st.caption(f"Completed on {day(one.standing.completed_on)}")
    for board, sent in one.notices:
        st.caption(f"{board}: {NOTICES[sent]}")
    if page.project.approved_on is None:
        return
    if not one.own and one.standing.state in {"invited", "returned"}:
        link = f"{actor.service.settings.public_url}/attest?id={one.participation}"
        st.caption("The personal link; only they can open it:")
        st.code(link, language=None, wrap_lines=True)
        return
    label = "Verify it" if one.may_verify else "What was attested"
    if one.own:
        label = "Your part"
    st.page_link(place("attest"), label=label, query_params={"id": one.participation})


def _invite(actor: Actor, page: Opened) -> None:
    one = page.project
    key = f"{one.id}-{len(page.people)}"
    with st.form(f"{key}-invite", border=False):
        text = st.text_area(
            "Add participants: their sign-in addresses, one on each line", key=f"{key}-addresses",
            height=80, placeholder="name@example.edu",
        )  # fmt: skip
        sent = st.form_submit_button("Add them")
    if sent:
        attempt(one.id, "They are in the list.", lambda: invite(actor, one.id, text.split()))


def _second(actor: Actor, page: Opened) -> None:
    one = page.project
    key = f"{one.id}-{one.seq}"
    with st.form(f"{key}-second", border=False):
        address = st.text_input(
            "Who confirms what the lead attests (sign-in address; empty: the office)",
            key=f"{key}-second-address",
        )
        sent = st.form_submit_button("Name them")
    if sent:
        attempt(one.id, "Named.", lambda: name_second(actor, one.id, one.seq, address))

"""Ask for MOC points: whether an activity can carry them, and what the office answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit import boards
from screens.door import enter
from screens.parts import request_said
from screens.parts.words import DAYS, day, plain
from workflows.desk.answer import KINDS
from workflows.desk.ask import RequestRefused, ask, filled, own, reply, withdraw
from workflows.people.profile import see
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.desk.request import Request


def request() -> None:
    """Show the person's own requests with their answers, and the form for another."""
    actor = enter()
    st.title("Ask for MOC points", anchor=False)
    st.markdown(
        "For course directors: can an activity carry points for Maintenance of Certification"
        " (Part II)? The office answers for each board, with reasons and a letter. What boards ask"
        " stands on [MOC explained](/moc)."
    )
    asked = f"{actor.public_id}-asked"
    if st.session_state.pop(asked, False):
        st.success("Asked. The answer will stand on this page; nothing is sent by mail.")
    mine = own(actor)
    with st.expander("A new request", expanded=not mine):
        _new(actor, asked)
    for one in own(actor):
        with st.container(border=True):
            _request(actor, one)


def _new(actor: Actor, asked: str) -> None:
    """Draw the form; what was asked leaves an empty one, so that nobody asks twice."""
    key = f"{actor.public_id}-request-{len(own(actor))}"
    with st.form(key, border=False):
        fields = {**_activity(key), **_boards(key)}
        fields["contact"] = st.text_input("Whom to ask", _address(actor), key=f"{key}-contact")
        fields["note"] = st.text_area("Anything else", key=f"{key}-note")
        if not st.form_submit_button("Ask", type="primary"):
            return
    try:
        ask(actor, filled(**fields))
    except RequestRefused as refused:
        for fault in refused.faults:
            st.error(fault)
    except Refused as refused:
        st.error(str(refused))
    else:
        st.session_state[asked] = True
        st.rerun()


def _activity(key: str) -> dict[str, object]:
    title = st.text_input("Title of the activity", key=f"{key}-title")
    kind = st.selectbox("Kind", list(KINDS), format_func=lambda one: KINDS[one], key=f"{key}-kind")
    first, last, most = st.columns(3)  # one below the other on a phone
    begins = first.date_input("First day", value=None, format=DAYS, key=f"{key}-begins")
    ends = last.date_input("Last day", value=None, format=DAYS, key=f"{key}-ends")
    amount = most.text_input("Credits, at most", placeholder="2.00", key=f"{key}-credits")
    return {
        "title": title, "kind": kind, "begins": begins, "ends": ends, "credits": amount.strip(),
    }  # fmt: skip


def _boards(key: str) -> dict[str, object]:
    names = {one.board: one.name for one in boards.load().all}
    chosen = st.multiselect(
        "Boards", list(names), format_func=lambda one: f"{one}: {names[one]}", key=f"{key}-boards",
        placeholder="Choose one or more",
    )  # fmt: skip
    assessment = st.checkbox("Each learner is assessed", key=f"{key}-assessment")
    passing = st.text_input(
        "Passing standard", placeholder="none, or for example 75% of ten questions",
        key=f"{key}-passing",
    )  # fmt: skip
    feedback = st.checkbox("Each learner gets feedback on the answers", key=f"{key}-feedback")
    return {
        "boards": tuple(chosen), "assessment": assessment, "passing_standard": passing,
        "feedback": feedback,
    }  # fmt: skip


def _address(actor: Actor) -> str:
    return next(iter(see(actor).addresses), "")


def _request(actor: Actor, one: Request) -> None:
    st.markdown(f"**{plain(one.asked.title)}** {request_said.STATES[one.state]}")
    st.caption(f"Asked on {day(one.asked_on)}")
    request_said.answer(one)
    request_said.conversation(one)
    with st.expander("What was asked"):
        request_said.asked(one)
    if one.open:
        _go_on(actor, one)


def _go_on(actor: Actor, one: Request) -> None:
    """Reply, or withdraw it."""
    key = f"{one.id}-{one.seq}"
    with st.form(f"{key}-reply", border=False):
        label = "Your reply" if one.state == "question" else "Add something"
        text = st.text_area(label, key=f"{key}-text", height=80)
        with st.container(horizontal=True):
            sent = st.form_submit_button("Send")
            taken = st.form_submit_button("Withdraw the request")
    try:
        if sent:
            reply(actor, one.id, text, one.seq)
        elif taken:
            withdraw(actor, one.id, one.seq)
        else:
            return
    except Refused as refused:
        st.error(str(refused))
    else:
        st.rerun()

"""What people ask the office: requests for MOC points with what the rules suggest, and the rest."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, local, place
from screens.parts import request_said
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number, plain
from screens.staff.inquiries import inquiries, inquiry
from workflows.desk.answer import Verdicts, answer, open_request, question, queue, tick
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from credit.suggestion import Suggestion, Verdict
    from workflows.act import Actor
    from workflows.desk.answer import Opened
    from workflows.desk.request import Request

COLUMNS = (
    Column("Activity"),
    Column("Boards", phone=False),
    Column("State", line=True),
    Column("Age", line=True),
)
STATES = {
    "asked": "Waits for you",
    "question": "Waits for a reply",
    "answered": "Answered",
    "withdrawn": "Withdrawn",
}
QUEUES = {"moc": "MOC points", "office": "Questions and ideas"}
VERDICTS: tuple[Verdict, ...] = ("eligible", "needs change", "not eligible")


def requests() -> None:
    """Show a queue, or the request or the question that the address names."""
    actor = enter()
    asked, inquired = (st.query_params.get(one, "") for one in ("id", "inquiry"))
    if asked:
        _one(actor, asked)
    elif inquired:
        inquiry(actor, inquired)
    else:
        _choose(actor)


def _choose(actor: Actor) -> None:
    """Show one of the two queues; the address keeps which."""
    st.title("Requests", anchor=False)
    of = st.query_params.get("of", "")
    chosen = st.segmented_control(
        "What", list(QUEUES), format_func=QUEUES.__getitem__, default=of if of in QUEUES else "moc",
        required=True, label_visibility="collapsed", key=f"{actor.public_id}-requests-of",
    )  # fmt: skip
    if chosen != (of or "moc"):
        st.query_params.from_dict({"of": str(chosen)})
    if chosen == "office":
        inquiries(actor)
    else:
        _queue(actor)


def _queue(actor: Actor) -> None:
    held = queue(actor)
    if not held:
        st.info("Nobody has asked yet. Course directors ask under *Ask for MOC points*.")
        return
    waiting = sum(one.state == "asked" for one in held)
    st.caption(f"{number(waiting, 'request')} to answer, {len(held)} in all")
    st.html(table("Requests for MOC points", COLUMNS, [_row(one) for one in held]))


def _row(one: Request) -> tuple[str, ...]:
    age = number(one.age, "day") if one.open else day(one.asked_on)
    return (
        small(link(one.asked.title, "requests", id=one.id), one.by),
        escape(", ".join(one.asked.boards)),
        STATES[one.state],
        age,
    )


def _one(actor: Actor, asked: str) -> None:
    page = open_request(actor, asked)
    one = page.request
    st.title(plain(one.asked.title), anchor=False)
    st.markdown(
        f"{request_said.STATES[one.state]} · asked by {plain(one.by)} on {day(one.asked_on)}"
    )
    st.page_link(place("requests"), label="All requests")
    request_said.asked(one)
    request_said.conversation(one)
    request_said.answer(one)
    if one.state == "withdrawn":
        return
    if desk := actor.service.settings.desk:
        st.info(
            "The office's checklist and texts are at the authors' desk:"
            f" [answer it there]({desk}/requests?id={one.id})."
        )
        return
    if one.open:
        _checklist(actor, page)
        _question(actor, one)
    with st.expander("Answer" if one.open else "Answer anew", expanded=one.open):
        _answer(actor, page)


def _checklist(actor: Actor, page: Opened) -> None:
    st.subheader("Checklist of the office", anchor=False)
    if not page.checklist:
        st.caption("The office has no checklist.")
    one = page.request
    for line in page.checklist:
        held = one.ticks.get(line.id)
        label = plain(line.text) + ("" if line.required else " (optional)")
        key = f"{one.id}-{line.id}-{one.seq}"
        now = st.checkbox(label, value=held is not None, key=key)
        if held is not None:
            st.caption(f"{plain(held.by)}, {day(local(held.at))}")
        if now != (held is not None):
            _done(partial(tick, actor, one.id, line.id, one.seq, ticked=now))


def _question(actor: Actor, one: Request) -> None:
    key = f"{one.id}-{one.seq}-question"
    with st.form(key, border=False):
        text = st.text_area("Ask back", key=f"{key}-text", height=80)
        if st.form_submit_button("Send the question"):
            _done(lambda: question(actor, one.id, text, one.seq))


def _answer(actor: Actor, page: Opened) -> None:
    one = page.request
    st.caption(
        "Suggested from the boards' dated rules and what was asked. You decide: change the verdict"
        " and the reasons as you know better. The reasons stand in the letter."
    )
    key = f"{one.id}-{one.seq}-answer"
    with st.form(key, border=False):
        given = {each.board: _board(key, each) for each in page.suggestions}
        in_spite = st.text_area(
            "If lines of the checklist are open: why it is eligible all the same",
            key=f"{key}-in-spite", height=68,
        )  # fmt: skip
        if st.form_submit_button("Give this answer", type="primary"):
            _done(lambda: answer(actor, one.id, Verdicts(given, in_spite), one.seq))


def _board(key: str, one: Suggestion) -> tuple[Verdict, str]:
    st.markdown(f"**{one.board}**")
    verdict = st.radio(
        f"Answer for {one.board}", VERDICTS, index=VERDICTS.index(one.verdict), horizontal=True,
        key=f"{key}-{one.board}-verdict", label_visibility="collapsed",
    )  # fmt: skip
    reasons = st.text_area(
        f"Reasons for {one.board}", one.reasons, key=f"{key}-{one.board}-reasons", height=80
    )
    st.caption(f"Suggested: {one.verdict}. " + plain(" ".join(one.rests_on)))
    return verdict, reasons


def _done(act: Callable[[], None]) -> None:
    """Act once, and draw the page anew: what stands there next starts from it."""
    try:
        act()
    except Refused as refused:
        st.error(str(refused))
    else:
        st.rerun()

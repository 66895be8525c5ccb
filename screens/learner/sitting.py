"""The end of a sitting: five questions are done, and a physician stops or goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go
from screens.parts.resume import GOAL, sitting_of
from screens.parts.who import who
from screens.parts.words import number, plain
from workflows.attempts.question import question

if TYPE_CHECKING:
    from workflows.attempts.question import Question

DIGITS = 4  # of a number in the address


def sitting() -> None:
    """Say calmly what is done, and what is left."""
    actor = enter()
    page = question(actor, st.query_params.get("attempt", ""))
    if _has_another_end(page):
        go("attempt", attempt=page.attempt)
    st.html(who(actor, alone=True))
    st.title(f"{_done(page)} done", anchor=False)
    st.caption(plain(page.title))
    left = len(page.missing)
    st.progress(page.done / page.total)
    st.markdown(f"**{left} left; everything is saved.** Go on whenever you like, on any device.")
    with st.container(horizontal=True):
        if st.button("Stop here", type="primary", key=f"{page.attempt}-stop"):
            go("")
        more = "Five more" if left > GOAL else f"The last {number(left, 'question')}"
        if st.button(more, key=f"{page.attempt}-more"):
            go("attempt", attempt=page.attempt, **sitting_of(page.done, page.total))


def _has_another_end(page: Question) -> bool:
    """Whether the question page has something else to say of the attempt."""
    stands = page.standing
    return stands.submitted or stands.overdue or stands.paused or not page.missing


def _done(page: Question) -> str:
    """Return how many questions this sitting had: who goes back to one has done more than five."""
    goal = st.query_params.get("goal", "")
    aim = int(goal) if goal.isdecimal() and len(goal) <= DIGITS else page.done
    count = max(GOAL, page.done - aim + GOAL)
    return "Five" if count == GOAL else str(min(count, page.done))

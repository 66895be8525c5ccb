"""An open attempt as the strongest thing on a page: how far it is, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import go, service
from screens.parts.words import day, moment, plain

if TYPE_CHECKING:
    from datetime import date

    from workflows.content.own import OpenAttempt

GOAL = 5
"""Questions of one sitting."""
PAUSED = (
    "Your answers are kept, and a time limit stands still. You can go on here once the office"
    " opens it again."
)

WITHDRAWN = "You can finish it for your own learning; it gives no credit any more."


def resume(at: OpenAttempt, expires: date, title: str | None = None) -> None:
    """Draw an open attempt with its two ways to go on."""
    with st.container(border=True, key=f"{at.attempt}-resume"):
        if title is not None:
            st.subheader(plain(title), anchor=False)
        if at.halt is not None:
            st.warning(plain(at.halt))
        st.progress(at.answered / at.total)
        if at.paused:
            st.markdown(PAUSED)
            return
        if at.halt is not None:
            st.markdown(WITHDRAWN)
        st.markdown(_where(at, expires))
        with st.container(horizontal=True):
            if st.button(_label(at), type="primary", key=f"{at.attempt}-continue"):
                go("attempt", attempt=at.attempt)
            if _offers_goal(at) and st.button("Five now", key=f"{at.attempt}-goal"):
                go("attempt", attempt=at.attempt, **sitting_of(at.answered, at.total))


def sitting_of(answered: int, total: int) -> dict[str, str]:
    """Return what an attempt's address says of a sitting of five; nothing for the last few."""
    return {"goal": str(answered + GOAL)} if total - answered > GOAL else {}


def _offers_goal(at: OpenAttempt) -> bool:
    """Stopping on the way makes sense where the clock does not run and enough is left."""
    return at.due is None and bool(sitting_of(at.answered, at.total))


def _label(at: OpenAttempt) -> str:
    if at.overdue:
        return "See what was submitted"
    if at.answered == at.total:
        return "Look over and submit"
    return f"Continue: question {at.position} of {at.total}"


def _where(at: OpenAttempt, expires: date) -> str:
    if at.overdue:
        return "The time limit is over."
    if at.answered == at.total:
        return f"All {at.total} questions are answered, {_until(at, expires)}"
    return f"About {at.minutes_left} min, {_until(at, expires)}"


def _until(at: OpenAttempt, expires: date) -> str:
    if at.due is None:
        return f"expires {day(expires)}"
    return f"time runs out on {moment(at.due.astimezone(service().settings.zone))}"

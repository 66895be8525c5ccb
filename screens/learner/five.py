"""Five now: a link that opens questions about a topic, wherever somebody stands with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go, place
from screens.parts.resume import sitting_of
from screens.parts.words import plain, specialty
from workflows.content.five import five_now

if TYPE_CHECKING:
    from workflows.content.five import FiveNow

LONGEST_TOPIC = 100  # characters


def five() -> None:
    """Open the first question without an answer, or say that nothing about the topic has one."""
    topic = " ".join(st.query_params.get("topic", "").replace("-", " ").split())[:LONGEST_TOPIC]
    found = five_now(enter(), topic)
    card = found.card
    if card is not None and card.own.open is not None:
        at = card.own.open
        aim = sitting_of(at.answered, at.total) if at.due is None else {}
        go("attempt", attempt=at.attempt, **aim)
    if card is not None:
        go("activity", id=card.key, five="now")
    _nothing(topic, found)


def _nothing(topic: str, found: FiveNow) -> None:
    """Say so, with what else there is."""
    st.title("Five now", anchor=False)
    about = f" about “{plain(topic)}”" if topic else ""
    if (whole := found.in_one_go) is None:
        st.info(f"No self-assessment{about} has a question left that you can answer now.")
    else:
        st.info(f"What there is{about} has a time limit: it is taken in one go, not by fives.")
        st.page_link(place("activity"), label=plain(whole.title), query_params={"id": whole.key})
    if found.others:
        st.markdown("There are questions about:")
        with st.container(horizontal=True):
            for one in found.others:
                if st.button(specialty(one), key=f"five-{one}"):
                    go("five", topic=one)
    st.page_link(place("activities"), label="All self-assessments", icon=":material/search:")

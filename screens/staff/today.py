"""Today: what waits for the office, an author or a reviewer, each thing one click from its fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, place, service
from screens.parts.words import number, plain
from workflows.today.due import LEVELS
from workflows.today.today import today

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.today.due import Due, Level, Where

HEADINGS: dict[Level, str] = {
    "late": ":red[Late]",
    "now": "Now",
    "soon": "Soon",
    "later": "When there is time",
}
FIX: dict[Where, str] = {
    "reporting": "Reporting",
    "correct": "Put right",
    "requests": "Requests",
    "confirm": "To confirm",
    "messages": "Messages",
    "problems": "Problems",
    "disclosures": "Disclosures",
    "review": "Review",
    "approve": "Approve",
    "write": "Write",
    "calendar": "Calendar",
    "halt": "Decide",
    "initiative": "Initiative",
    "statements": "Statements",
    "part4": "Part IV",
}
"""What the link to each screen says."""


def today_screen() -> None:
    """Show what waits, the most urgent first."""
    found = today(enter())
    st.title("Today", anchor=False)
    if desk := service().settings.desk:
        st.caption(
            f"What waits in the banks themselves stands [at the authors' desk]({desk}/today)."
        )
    if not found:
        said = "Nothing else waits." if desk else "Nothing waits. Enjoy the quiet."
        st.success(said, icon=":material/check_circle:")
        return
    pressing = sum(one.level in {"late", "now"} for one in found)
    st.caption(f"{number(pressing, 'thing')} to see to today, {len(found) - pressing} ahead.")
    for level in LEVELS:
        _section(level, [one for one in found if one.level == level])


def _section(level: Level, those: Sequence[Due]) -> None:
    if not those:
        return
    st.subheader(HEADINGS[level], anchor=False)
    for at, one in enumerate(those):
        with st.container(border=True, key=f"today-{level}-{at}"):
            _line(one)


def _line(one: Due) -> None:
    what, where = st.columns([7, 2], vertical_alignment="center")
    what.markdown(plain(one.said))
    where.page_link(
        place(one.to),
        label=FIX[one.to],
        icon=":material/arrow_forward:",
        query_params=dict(one.query),
    )

"""Calendar: what falls due and when, and which questions cite a source that was replaced."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number
from screens.staff.sources import sources
from workflows.content.due import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.content.due import Due

KINDS = {"review": "Review", "expiry": "Expires", "disclosure": "Disclosure"}
COLUMNS = (Column("By", line=True), Column("What"), Column("Kind", line=True))
MOST = 100  # rows
FEW = 12  # questions that a row names


def calendar_screen() -> None:
    """Show what is late or soon, then the rest, then the sources."""
    actor = enter()
    st.title("Calendar", anchor=False)
    found = calendar(actor)
    _section("Late", [one for one in found.due if one.late], "Nothing is late.")
    _section("Soon", [one for one in found.due if one.soon], "Nothing in the next months.")
    later = [one for one in found.due if not (one.late or one.soon)]
    with st.expander(f"Later ({len(later)})"):
        _rows("Later", later, "Nothing.")
    sources(actor, found.sources)


def _section(title: str, those: Sequence[Due], nothing: str) -> None:
    st.subheader(title, anchor=False)
    _rows(title, those, nothing)


def _rows(title: str, those: Sequence[Due], nothing: str) -> None:
    if those:
        st.html(table(title, COLUMNS, [_row(one) for one in those[:MOST]]))
    else:
        st.markdown(nothing)


def _row(one: Due) -> list[str]:
    said = escape(one.what)
    if one.kind == "review":
        said = small(said, f"{number(len(one.items), 'question')}: {_named(one.items)}")
    elif one.kind == "disclosure":
        said = small(link(one.what, "disclosures", bank=one.slug), one.slug)
    else:
        said = small(said, "its bank needs a review and a new period")
    return [escape(day(one.day)), said, KINDS[one.kind]]


def _named(items: Sequence[str]) -> str:
    left = len(items) - FEW
    return ", ".join(items[:FEW]) + (f" and {left} more" if left > 0 else "")

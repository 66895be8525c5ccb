"""Calendar: what falls due and when, and which questions cite a source that was replaced."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.text import Reference
from screens.door import enter
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number, plain, reference
from workflows.content.due import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.content.due import Cited, Due

KINDS = {"review": "Review", "expiry": "Expires", "disclosure": "Disclosure"}
COLUMNS = (Column("By", line=True), Column("What"), Column("Kind", line=True))
MOST = 100  # rows, and sources that a search shows
FEW = 12  # questions that a row names
SHORTEST = 3  # letters of a search


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
    _superseded([one for one in found.sources if one.superseded])
    _search(actor.public_id, found.sources)


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


def _superseded(those: Sequence[Cited]) -> None:
    st.subheader("Sources that were replaced", anchor=False)
    if not those:
        st.markdown("None is marked as superseded.")
    for one in those:
        _source(one)


def _search(key: str, sources: Sequence[Cited]) -> None:
    st.subheader("Who cites it?", anchor=False)
    text = st.text_input(
        "Author, journal, year or DOI of a source",
        key=f"{key}-calendar-source",
        placeholder="When a guideline is replaced: find every question that cites it",
    ).strip()
    if len(text) < SHORTEST:
        st.caption(f"{number(len(sources), 'source')} in all banks.")
        return
    words = text.lower().split()
    hits = [
        one for one in sources if all(word in f"{one.cite} {one.link}".lower() for word in words)
    ]
    if not hits:
        st.markdown("No question cites that.")
    for one in hits[:MOST]:
        _source(one)


def _source(one: Cited) -> None:
    badge = ":red-badge[superseded] " if one.superseded else ""
    source = Reference(id="x", cite=one.cite, url=one.link or None)
    count = number(len(one.items), "question cites it", "questions cite it")
    named = ", ".join(
        f"[{plain(item)}](/review?bank={slug}&item={item})" for slug, item in one.items
    )
    further = (
        f"  \nFor further study in: {plain(', '.join(one.activities))}" if one.activities else ""
    )
    with st.container(border=True):
        st.markdown(f"{badge}{reference(source)}  \n**{count}**: {named or 'none'}{further}")

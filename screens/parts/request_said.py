"""A request for MOC points as both sides read it: what was asked, said and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import local
from screens.parts.words import day, plain
from workflows.desk.answer import facts
from workflows.desk.request import Answered, Said

if TYPE_CHECKING:
    from workflows.desk.request import Decided, Note, Request

STATES = {
    "asked": ":orange-badge[waits for the office]",
    "question": ":blue-badge[question from the office]",
    "answered": ":green-badge[answered]",
    "withdrawn": ":gray-badge[withdrawn]",
}
VERDICTS = {
    "eligible": ":green-badge[eligible]",
    "needs change": ":orange-badge[needs a change]",
    "not eligible": ":gray-badge[not eligible]",
}


def asked(one: Request) -> None:
    """Show what was asked."""
    lines = [f"**{name}:** {plain(value)}" for name, value in facts(one.asked)]
    lines.append(f"**Boards:** {plain(', '.join(one.asked.boards))}")
    if one.asked.note.strip():
        lines.append(f"**Note:** {plain(one.asked.note)}")
    st.markdown("  \n".join(lines))


def conversation(one: Request) -> None:
    """Show what was said, oldest first."""
    for note in one.notes:
        if isinstance(note.entry, Said):
            st.markdown(f"**{plain(_who(note))}, {day(local(note.at))}:** {plain(note.entry.text)}")


def answer(one: Request) -> None:
    """Show the answer in force, board by board, with its letter."""
    found = one.answer
    if found is None:
        return
    for each in found.boards:
        _decided(each)
    if found.in_spite:
        st.caption(f"Given although lines of the checklist were open: {plain(found.in_spite)}")
    earlier = sum(isinstance(note.entry, Answered) for note in one.notes) - 1
    dated = f"Answered on {day(found.letter.dated)}"
    st.caption(f"{dated}, in place of an earlier answer." if earlier else f"{dated}.")
    st.link_button("Letter as PDF", f"/letter/{one.id}.pdf")


def _decided(one: Decided) -> None:
    st.markdown(f"**{plain(one.board)}** {VERDICTS[one.verdict]}  \n{plain(one.reasons)}")
    since = f" from {day(one.rule_from)} on" if one.rule_from is not None else ""
    st.caption(f"Rule looked at{since}: {plain(one.source)}")


def _who(note: Note) -> str:
    return note.by if note.own else f"{note.by} (office)"

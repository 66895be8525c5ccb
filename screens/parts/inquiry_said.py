"""A question or an idea as both sides read it: what was written, said and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import local
from screens.parts.words import day, plain
from workflows.desk.inquiry import KINDS, OUTCOMES, Answer

if TYPE_CHECKING:
    from workflows.desk.inquiry import Inquiry

COLORS = {"asked": "orange", "answered": "green", "withdrawn": "gray"}


def badge(one: Inquiry) -> str:
    """Return what became of it, in the color of its state."""
    return f":{COLORS[one.state]}-badge[{one.became.lower()}]"


def said(one: Inquiry) -> None:
    """Show what was written and everything since, oldest first."""
    st.markdown(plain(one.written.text))
    for note in one.notes:
        when = day(local(note.at))
        if isinstance(note.entry, Answer):
            head = f"**The office, {when}** · {OUTCOMES[note.entry.outcome].lower()}"
        else:
            head = f"**{plain(note.by)}, {when}**"
        st.markdown(f"{head}  \n{plain(note.entry.text)}")


def when(one: Inquiry) -> str:
    """Return which kind it is, when it came, and until when an answer is promised."""
    waits = f", answer due by {day(one.due)}" if one.state == "asked" else ""
    return f"{KINDS[one.kind]}, {day(one.asked_on)}{waits}"

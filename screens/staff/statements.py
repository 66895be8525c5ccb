"""Statements: each fixed text that belongs to somebody else, and whether it may be used yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.words import day, plain, statement
from workflows.content.statements import texts

if TYPE_CHECKING:
    from credit.elements import Checked

APPROVED = ":green-badge[approved]"
PLACEHOLDER = ":orange-badge[placeholder]"


def statements() -> None:
    """Show each text with source, day and elements; what lacks something comes first."""
    actor = enter()
    st.title("Statements", anchor=False)
    held = texts(actor)
    waiting = sum(not one.approved for one in held)
    st.markdown(
        "These texts belong to the AMA, the ACCME, the boards or counsel. They stand in"
        " `provider.yaml` and in `credit/boards/`; put in the owner's wording there, with its"
        " source and day, and write `approved: true`. Until then only demonstrations are published"
        " with them."
    )
    st.caption(f"{len(held) - waiting} of {len(held)} approved.")
    for one in sorted(held, key=lambda one: (not one.missing, one.approved)):
        with st.container(border=True):
            _text(one)


def _text(one: Checked) -> None:
    name = one.name.replace("_", " ")
    st.markdown(
        f"**{plain(name[:1].upper() + name[1:])}** {APPROVED if one.approved else PLACEHOLDER}"
    )
    if one.missing:
        st.markdown(f":red[Missing: {plain(', '.join(one.missing))}.]")
    st.markdown(statement(one.text.text))
    st.caption(f"Found: {plain(', '.join(one.found) or 'nothing')}.")
    st.caption(f"{plain(one.text.source)} · taken from there on {day(one.text.dated)}")

"""What an activity gives at each board, and the rule that says so, as staff read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from credit.findings import Finding


def board_findings(findings: Iterable[Finding]) -> None:
    """Draw a line for each board: what it gives or why not, what it asks for, and the rule."""
    lines = [f"- {_lines(one)}" for one in findings]
    if lines:
        st.markdown("\n".join(lines))


def _lines(one: Finding) -> str:
    said = plain(one.sentence)
    first = said if one.eligible else f":red[{said}]"
    missing = (f":orange-badge[missing] {plain(text)}" for text in one.missing)
    notes = (plain(text) for text in (*one.notes, *one.rests_on))
    return "  \n  ".join((first, *missing, *(f":small[:gray[{text}]]" for text in notes)))

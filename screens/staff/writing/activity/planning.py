"""What an accreditor asks of the planning: gap, need, change, format, attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.staff.writing.words import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.staff.writing.pad import Pad

NEEDS = ("knowledge", "competence", "performance")
ATTRIBUTES = (
    "Patient care", "Medical knowledge", "Practice-based learning and improvement",
    "Interpersonal and communication skills", "Professionalism", "Systems-based practice",
)  # fmt: skip
"""The core competencies of the ABMS and the ACGME; others can be typed."""


def gap(pad: Pad) -> None:
    """Ask what is wrong in practice and what is to change."""
    pad.area("The gap: what is done in practice, and what should be", "planning", "practice_gap")
    pad.room("planning", "practice_gap")
    pad.several("What underlies the gap", NEEDS, "planning", "needs")
    pad.room("planning", "needs")
    pad.area("The educational need", "planning", "need")
    pad.room("planning", "need")
    pad.area("What is meant to change", "planning", "change")
    pad.room("planning", "change")
    pad.area("Why a self-assessment is the right format", "planning", "format_reason")
    pad.room("planning", "format_reason")


def attributes(pad: Pad) -> None:
    """Ask which desirable physician attributes it addresses."""
    pad.words("Desirable physician attributes", ATTRIBUTES, "planning", "competencies")
    pad.room("planning", "competencies")


def planners(pad: Pad, initiatives: Sequence[str]) -> None:
    """Ask which of the people planned it, with whom, and for which initiatives."""
    names = {str(one.get("id")): str(one.get("name", "")) for one in pad.entries("faculty")}
    pad.several("Planners", list(names), "planning", "planners", words=named(names))
    pad.room("planning", "planners")
    pad.words("Joint providers", (), "planning", "joint_providers")
    pad.words("Clinical initiatives", initiatives, "planning", "initiatives")
    pad.room("planning")


def outlines(pad: Pad, boards: tuple[str, ...]) -> None:
    """Ask for the lines of boards' content outlines under which it is registered."""
    place = ("planning", "content_outline")
    st.subheader("Boards' content outlines", anchor=False)
    for at in range(len(pad.entries(*place))):
        board, code = st.columns(2)
        with board:
            pad.choose(f"Board of outline line {at + 1}", boards, *place, at, "board")
        with code:
            pad.line(f"Code of outline line {at + 1}", *place, at, "code")
        pad.room(*place, at)
        if pad.press(f"Remove outline line {at + 1}", *place, at, act="out"):
            pad.remove(at, *place)
    if pad.press("Add an outline line", *place, act="add"):
        pad.add({"board": boards[0], "code": ""}, *place)

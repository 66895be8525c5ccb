"""What the amount of credit rests on: a formula, or the time that testers took."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.choices import METHODS, ROUNDING
from screens.parts.words import number
from screens.staff.writing.words import named

if TYPE_CHECKING:
    from screens.staff.writing.pad import Pad

PLACE = ("planning", "credit_basis")
RATINGS = {"1": "1 very easy", "2": "2", "3": "3", "4": "4", "5": "5 very hard"}


def basis(pad: Pad, told: tuple[int, ...]) -> None:
    """Ask for the method and what it needs; `told` are the minutes of the pilot's testers."""
    st.subheader("What the amount rests on", anchor=False)
    _pilot(pad, told)
    pad.choose("Method", list(METHODS), *PLACE, "method", words=named(METHODS))
    method = pad.text(*PLACE, "method")
    if not method:
        pad.put(PLACE, None)
        return
    if method == "mergener":
        pad.choose(
            "Difficulty, as an expert rates it", list(RATINGS), *PLACE, "difficulty",
            words=named(RATINGS),
        )  # fmt: skip
    else:
        _minutes(pad)
    pad.choose("Rounded to quarters of an hour", list(ROUNDING), *PLACE, "rounding",
               words=named(ROUNDING))  # fmt: skip
    pad.room(*PLACE)


def _pilot(pad: Pad, told: tuple[int, ...]) -> None:
    """Offer the times that testers told by their links."""
    if not told or pad.value(*PLACE, "pilot_minutes") == told:
        return
    said = ", ".join(map(str, told))
    st.caption(f"{number(len(told), 'tester')} of the pilot told their minutes: {said}.")
    if pad.press("Take the testers' minutes over", *PLACE, act="pilot"):
        method = pad.text(*PLACE, "method")
        if method not in {"pilot_mean", "pilot_median"}:
            pad.fill("pilot_median", *PLACE, "method")
        pad.fill(told, *PLACE, "pilot_minutes")


def _minutes(pad: Pad) -> None:
    held = pad.value(*PLACE, "pilot_minutes")
    before = ", ".join(map(str, held)) if isinstance(held, tuple) else ""
    typed = st.text_input(
        "Minutes that each tester took, with commas",
        value=before,
        placeholder="52, 61, 70",
        key=f"{pad.key}-pilot_minutes",
    )
    parts = (one.strip() for one in typed.split(",") if one.strip())
    # What is no number stays as it was typed, to be found by the checker.
    pad.put((*PLACE, "pilot_minutes"), tuple(int(one) if one.isdecimal() else one for one in parts))

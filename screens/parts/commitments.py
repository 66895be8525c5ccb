"""What somebody means to change: objectives they missed at a tap, and own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.following_up import AFTER
from screens.parts.words import plain
from workflows.commitments.meant import LONGEST, MOST

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 4  # objectives offered: more are read by nobody
OWN = "In your own words, one on each line (optional)"
NO_PATIENTS = "No patient details, please."
NOTE = (
    f"It has no effect on your credit. After {AFTER.days} days you are asked what became of it; the"
    " office and the authors see it without your name."
)


def tick_key(key: str, at: int) -> str:
    """Return the key of the tick before the objective at a place."""
    return f"{key}-tick-{at}"


def choose(key: str, offered: Sequence[str]) -> list[str]:
    """Let the person tick and write, and return what is meant; nothing is ticked beforehand."""
    if offered:
        st.caption("Objectives of which you missed something. Tick what you will do:")
    ticked = [
        text
        for at, text in enumerate(offered[:SHOWN])
        if st.checkbox(plain(text), key=tick_key(key, at), persist_state="session")
    ]
    own = st.text_area(
        OWN, key=key, max_chars=MOST * LONGEST, height=80, placeholder=NO_PATIENTS,
        on_change="ignore", persist_state="session",
    )  # fmt: skip
    return [*ticked, *(own or "").splitlines()]

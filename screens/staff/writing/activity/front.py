"""What stands before question 1: title, summary, audience, objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import specialty
from screens.staff.writing.pad import entries_of, fresh
from screens.staff.writing.words import STATUSES, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.editing.opened import Fields
    from screens.staff.writing.pad import Pad

_OBJECTIVES = tuple(f"OBJ-{one}" for one in range(1, 1_000))


def title(pad: Pad) -> None:
    """Ask for the title and how it is found in the catalog."""
    pad.line("Title, as it stands on certificates", "title")
    pad.room("title")
    pad.area("Summary for the catalog", "summary", height=120)
    pad.room("summary")


def audience(pad: Pad, specialties: Sequence[str]) -> None:
    """Ask whom it is for, with the specialties that other banks name."""
    pad.area("Who it is for, in a sentence", "audience", height=80)
    pad.room("audience")
    pad.words(
        "Specialties",
        specialties,
        "specialties",
        words=specialty,
        help_="By these the catalogue is filtered. Type one that is not in the list.",
    )
    pad.room("specialties")


def state(pad: Pad, base: Fields) -> None:
    """Ask how far it is, in which language, and whether it is only shown."""
    offered = [one for one in STATUSES if one != "approved" or base.get("status") == "approved"]
    left, right = st.columns(2)
    with left:
        pad.choose(
            "Status",
            offered,
            "status",
            words=named(STATUSES),
            help_="With In review it waits on Review for the course director, who approves it.",
        )
        pad.room("status")
    with right:
        pad.line("Language", "language", hint="en-US")
    pad.tick("A demonstration: not for credit, which every page then says", "demonstration")


def objectives(pad: Pad, base: Fields) -> None:
    """Ask what a physician can do afterwards; an id of before is given to nothing else."""
    st.subheader("Objectives", anchor=False)
    pad.room("objectives")
    for at, one in enumerate(pad.entries("objectives")):
        pad.area(f"{one.get('id')}: a physician can …", "objectives", at, "text", height=70)
        pad.room("objectives", at)
        pad.arrange("objectives", at, str(one.get("id")), 1)
    if pad.press("Add an objective", "objectives", act="add"):
        known = (*entries_of(base, "objectives"), *pad.entries("objectives"))
        pad.add({"id": fresh(_OBJECTIVES, known), "text": ""}, "objectives")

"""The terms of credit: amount, dates, boards, support."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.choices import SUPPORT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.staff.writing.pad import Pad

DAY = "2026-12-01"


def amount(pad: Pad) -> None:
    """Ask for the most that can be claimed."""
    left, right = st.columns(2)
    with left:
        pad.line("Most AMA PRA Category 1 credits", "accreditation", "credits", hint="1.25")
        pad.room("accreditation", "credits")
    with right:
        pad.count("Minutes a typical learner takes", "accreditation", "estimated_minutes")
        pad.room("accreditation", "estimated_minutes")
    pad.line("Designated by", "accreditation", "designated_by", hint="The accredited provider")
    pad.room("accreditation", "designated_by")


def dates(pad: Pad) -> None:
    """Ask from when to when it is offered."""
    st.caption("Each day as year-month-day. An activity lasts at most three years.")
    left, right = st.columns(2)
    with left:
        _day(pad, "First day", "release_date")
        _day(pad, "Last day", "expiration_date")
    with right:
        _day(pad, "Last day of claims", "claim_by")
        _day(pad, "Designated on", "designated_on")
    pad.room("accreditation")


def _day(pad: Pad, label: str, name: str) -> None:
    pad.line(label, "accreditation", name, hint=DAY)
    pad.room("accreditation", name)


def boards(pad: Pad, types: Mapping[str, tuple[str, ...]]) -> None:
    """Ask for the points planned at each board; `types` are each board's own."""
    st.subheader("Points at boards", anchor=False)
    pad.room("boards")
    for at in range(len(pad.entries("boards"))):
        board, kind, points = st.columns([1, 2, 1])
        with board:
            pad.choose(f"Board {at + 1}", list(types), "boards", at, "board")
        with kind:
            offered = types.get(pad.text("boards", at, "board"), ())
            pad.choose(f"Type of credit at board {at + 1}", offered, "boards", at, "credit_type")
        with points:
            pad.line(f"Points at board {at + 1}", "boards", at, "points", hint="1.25")
        pad.room("boards", at)
        pad.arrange("boards", at, f"board {at + 1}", 0)
    if pad.press("Add a board", "boards", act="add"):
        pad.add({"board": "ABIM", "credit_type": "", "points": ""}, "boards")


def support(pad: Pad) -> None:
    """Ask for commercial support; none is said to learners, too."""
    place = ("accreditation", "commercial_support")
    st.subheader("Commercial support", anchor=False)
    if not pad.entries(*place):
        st.caption("None, and learners are told so.")
    for at in range(len(pad.entries(*place))):
        with st.container(border=True):
            pad.line(f"Company {at + 1}", *place, at, "company")
            pad.choose(
                f"What company {at + 1} gave",
                list(SUPPORT),
                *place,
                at,
                "kind",
                words=SUPPORT.__getitem__,
            )
            if pad.text(*place, at, "kind") == "in_kind":
                pad.line(f"Goods or services of company {at + 1}", *place, at, "description")
            pad.room(*place, at)
            if pad.press(f"Remove company {at + 1}", *place, at, act="out"):
                pad.remove(at, *place)
    if pad.press("Add a supporter", *place, act="add"):
        pad.add({"company": "", "kind": "grant"}, *place)


def elsewhere(pad: Pad) -> None:
    """Ask for the activity that gives the credit, where that is held somewhere else."""
    place = ("accreditation", "held_elsewhere")
    held = pad.value(*place)
    ticked = st.checkbox(
        "The credit is that of an activity held elsewhere: here there are points only",
        value=held is not None,
        key=f"{pad.key}-elsewhere",
    )
    if not ticked:
        pad.put(place, None)
        return
    pad.line("Title of that activity", *place, "title")
    pad.line("Its provider, where that is not the own office", *place, "provider")
    pad.line("Its ACCME activity ID", *place, "accme_id", hint="202612345")
    pad.room(*place)

"""Where the reports of one completion stand: who is told, how far it is, and what to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import go
from screens.parts.words import day, number, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflows.pars.tracker import Stage, Tracked

STEPS: tuple[Stage, ...] = ("earned", "in batch", "sent", "accepted")
NAMES: dict[Stage, str] = {
    "earned": "Earned",
    "waiting": "Waiting",
    "in batch": "In batch",
    "sent": "Sent",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "corrected": "Corrected",
    "taken back": "Taken back",
    "not needed": "Not reported",
}
COLOURS: dict[Stage, str] = {
    "earned": "blue",
    "waiting": "orange",
    "in batch": "blue",
    "sent": "blue",
    "accepted": "green",
    "rejected": "red",
    "corrected": "blue",
    "taken back": "gray",
    "not needed": "gray",
}


def tracker(reports: Iterable[Tracked], key: str) -> None:
    """Draw each report of a completion, and a button for what its owner can put right."""
    for one in reports:
        st.markdown(_line(one))
        here = one.fix is not None and one.fix.where == "profile"
        if here and st.button("Put it right in Profile", key=f"{key}-{one.subject}-fix"):
            go("profile")


def _line(one: Tracked) -> str:
    to = f"{plain(one.to)}, {plain(one.amount)}" if one.amount else plain(one.to)
    lines = [f"**{to}** {way(one.stage)}", *_said(one), *_clock(one)]
    return "  \n".join(lines)


def way(stage: Stage) -> str:
    """Return the steps of a report with the one that is reached marked, in words and colour."""
    badge = f":{COLOURS[stage]}-badge[{NAMES[stage]}]"
    if stage not in STEPS:
        return badge
    at = STEPS.index(stage)
    before = "".join(f"{NAMES[one]} → " for one in STEPS[:at])
    after = "".join(f" → {NAMES[one]}" for one in STEPS[at + 1 :])
    return f":small[{before}]{badge}:small[{after}]"


def _said(one: Tracked) -> list[str]:
    if one.declined:
        return ["Not reported to state boards (you have not agreed). You can agree in Profile."]
    silent = {"earned", "in batch", "waiting", "not needed"}
    said = [] if one.stage in silent else [f"{plain(one.said)}."]
    if one.reason:
        said.append(plain(one.reason))
    if one.fix is not None:
        own = one.fix.who == "the physician"
        said.append(plain(one.fix.said) if own else "The office puts this right, not you.")
    return said


def _clock(one: Tracked) -> list[str]:
    if one.days_left is None:
        return []
    if one.days_left < 0:
        left = f"{number(-one.days_left, 'day')} late"
    else:
        left = f"{number(one.days_left, 'day')} left"
    year = f"It counts for {one.year_ends.year}, which ends on {day(one.year_ends)}."
    return [f":small[Due by {day(one.report_by)}, {left}. {year}]"]

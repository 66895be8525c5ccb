"""Where the reports of one completion stand: who is told, how far it is, and what to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.completion import CME
from screens.door import go
from screens.parts.words import day, number, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflows.pars.tracker import Fix, Stage, Tracked

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
    every = tuple(reports)
    clocks = sorted({one.report_by for one in every if one.days_left is not None})
    wrong = [one for one in every if one.fix is not None and one.fix.where == "profile"]
    for one in every:
        clock = _clock(one) if clocks[1:] else []
        st.markdown("  \n".join((f"**{_what(one)}** {way(one.stage)}", *_said(one), *clock)))
        if wrong and one is wrong[-1]:
            _repair([one.fix for one in wrong if one.fix is not None], key)
    if clocks:
        _counts_for(every, alone=not clocks[1:])


def _repair(fixes: list[Fix], key: str) -> None:
    """Lead to the page, once for all reports that need it, below the last of them."""
    if st.button("Put it right in Profile", key=f"{key}-fix"):
        if any(one.about == "consent" for one in fixes):
            go("profile", first="consents")
        go("profile")


def _what(one: Tracked) -> str:
    """Say what is reported; an amount of points names its board itself."""
    if not one.amount:
        return plain(one.to)
    return f"{plain(one.to)}, {plain(one.amount)}" if one.subject == CME else plain(one.amount)


def _counts_for(every: tuple[Tracked, ...], *, alone: bool) -> None:
    """Say once for all reports of a completion what year it counts for, and their one day."""
    timed = next(one for one in every if one.days_left is not None)
    year = f"It counts for {timed.year_ends.year}, which ends on {day(timed.year_ends)}."
    st.markdown(f":small[{' '.join((*_due(timed), year) if alone else (year,))}]")


def way(stage: Stage) -> str:
    """Return the steps of a report with the one that is reached marked, in words and color."""
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
    return [f":small[{said}]" for said in _due(one)]


def _due(one: Tracked) -> list[str]:
    if one.days_left is None:
        return []
    if one.days_left < 0:
        left = f"{number(-one.days_left, 'day')} late"
    else:
        left = f"{number(one.days_left, 'day')} left"
    return [f"Due by {day(one.report_by)}, {left}."]

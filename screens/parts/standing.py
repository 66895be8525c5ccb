"""Where a person stands in an activity, in words, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.parts.words import day, number

if TYPE_CHECKING:
    from datetime import date

    from workflows.content.own import Own, State

STATES: Mapping[State, str] = {
    "not_started": "Not started",
    "in_progress": "In progress",
    "failed": "Not passed yet",
    "passed": "Passed",
    "evaluation_due": "Evaluation due",
    "claim_due": "Claim due",
    "completed": "Completed",
    "claimed": "Claimed",
}
COLORS: Mapping[State, str] = {
    "not_started": "gray",
    "in_progress": "blue",
    "failed": "gray",
    "passed": "green",
    "evaluation_due": "orange",
    "claim_due": "orange",
    "completed": "gray",
    "claimed": "green",
}

NOT_A_LEARNER = "Your role lets you read this, but not start it: that needs the role of a learner."


@dataclass(frozen=True)
class Step:
    """One thing to do next: a button's words and where it leads."""

    label: str
    path: str
    to: Mapping[str, str]


def badge(own: Own, claim_by: date) -> str:
    """Return the standing as a coloured word with what belongs to it."""
    return f":{COLORS[own.state]}-badge[{STATES[own.state]}{_detail(own, claim_by)}]"


def _detail(own: Own, claim_by: date) -> str:
    if own.state == "in_progress" and own.open is not None:
        return f": {own.open.answered} of {own.open.total}"
    if own.state == "failed" and own.attempts_left is not None:
        return f": {number(own.attempts_left, 'attempt')} left"
    if own.state in {"evaluation_due", "claim_due"}:
        return f": claim by {day(claim_by)}"
    return ""


def to_claim(*, participates: bool) -> str:
    """Return what a person claims: credit is for physicians, others claim their hours."""
    return "hours of participation" if participates else "credit"


def next_step(key: str, own: Own) -> Step:
    """Return the one thing to do next in an activity."""
    what = to_claim(participates=own.participates)
    if own.state == "evaluation_due" and own.passed_attempt is not None:
        return Step("Evaluate and claim", "evaluate", {"attempt": own.passed_attempt})
    if own.state == "claim_due" and own.completion is not None:
        return Step(f"Claim {what}", "claim", {"completion": own.completion})
    if own.open is not None:
        return Step("Continue", "attempt", {"attempt": own.open.attempt})
    if own.state == "not_started":
        return Step("Read and start", "activity", {"id": key})
    if own.state == "failed" and own.attempts_left != 0:
        return Step("Try again", "activity", {"id": key})
    return Step("Open", "activity", {"id": key})


def read(key: str) -> Step:
    """Return what those who do not take activities can do with one."""
    return Step("Read", "activity", {"id": key})

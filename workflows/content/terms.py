"""The terms of an activity in words, and what of them another accreditation period would change.

The words are those of the forms: whoever reads them has never seen a bank's file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel

from credit.calendar import written
from quizzes.editing.choices import BY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.edition import Terms
    from quizzes.models import Planning


NAMES = {
    "demonstration": "Demonstration", "estimated_minutes": "Minutes a typical learner takes",
    "claim_by": "Last day of claims", "release_date": "First day", "expiration_date": "Last day",
    "passing_percent": "Percent to pass", "passing_rationale": "Why this standard",
    "attempts_max": "Most attempts", "retake": "Next attempt", "overdue": "At the time limit",
    "time_limit_minutes": "Time limit in minutes", "grace_minutes": "Minutes to submit after it",
    "confidence": "How sure one is", "strike_out": "Options may be struck out",
    "default_scoring": "Marking by type", "held_elsewhere": "Credit held elsewhere",
    "boards": "Points by board", "need": "Educational need", "needs": "What underlies the gap",
    "change": "What is meant to change", "format_reason": "Why this format",
    "competencies": "Attributes", "credit_basis": "What the amount rests on",
}  # fmt: skip
"""Fields that the forms call otherwise than the files."""


@dataclass(frozen=True)
class Change:
    """One term before and after."""

    field: str
    before: str
    after: str


def changed(before: Terms, after: Terms) -> tuple[Change, ...]:
    """Return the terms that differ, the ones inside credit and rules singly."""
    old, new = told(before), told(after)
    return tuple(Change(name, old[name], new[name]) for name in new if old[name] != new[name])


def name_of(field: str) -> str:
    """Return what a form calls a field: "practice_gap" is "Practice gap"."""
    return NAMES.get(field, field.replace("_", " ").capitalize())


def told(terms: Terms) -> dict[str, str]:
    """Return every term by the name of its field in activity.yaml."""
    parts = (
        (terms, ("title", "demonstration")),
        (terms.accreditation, type(terms.accreditation).model_fields),
        (terms, ("boards",)),
        (terms.rules, type(terms.rules).model_fields),
    )
    said = {name: _said(getattr(part, name), name) for part, names in parts for name in names}
    unlimited = terms.rules.attempts_max is None
    return said | ({"attempts_max": "not limited"} if unlimited else {})


def told_planning(planning: Planning) -> dict[str, str]:
    """Return what an accreditor asks of the planning, by the name of its field."""
    return {name: _said(getattr(planning, name), name) for name in type(planning).model_fields}


def _said(value: object, field: str) -> str:
    match value:
        case None | ():
            said = "none"
        case bool():
            said = "yes" if value else "no"
        case date():
            said = written(value)
        case tuple():
            said = "; ".join(_said(one, field) for one in value)
        case dict():
            pairs = (f"{name}: {one}" for name, one in value.items())
            said = "; ".join(pairs).replace("_", " ")
        case BaseModel():
            said = " ".join(_parts(value))
        case _:
            said = BY_FIELD.get(field, {}).get(str(value), str(value))
    return said or "none"


def _parts(value: BaseModel) -> Iterator[str]:
    for name in type(value).model_fields:
        one = getattr(value, name)
        if one is not None:
            yield _said(one, name)

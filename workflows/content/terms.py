"""The terms of an activity in words, and what of them another accreditation period would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel

from credit.calendar import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.edition import Terms
    from quizzes.models import Planning


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


def told(terms: Terms) -> dict[str, str]:
    """Return every term by the name of its field in activity.yaml."""
    parts = (
        (terms, ("title", "demonstration")),
        (terms.accreditation, type(terms.accreditation).model_fields),
        (terms, ("boards",)),
        (terms.rules, type(terms.rules).model_fields),
    )
    said = {name: _said(getattr(part, name)) for part, names in parts for name in names}
    unlimited = terms.rules.attempts_max is None
    return said | ({"attempts_max": "not limited"} if unlimited else {})


def told_planning(planning: Planning) -> dict[str, str]:
    """Return what an accreditor asks of the planning, by the name of its field."""
    return {name: _said(getattr(planning, name)) for name in type(planning).model_fields}


def _said(value: object) -> str:
    match value:
        case None | ():
            said = "none"
        case bool():
            said = "yes" if value else "no"
        case date():
            said = written(value)
        case tuple():
            said = "; ".join(_said(one) for one in value)
        case dict():
            said = "; ".join(f"{name}: {one}" for name, one in value.items())
        case BaseModel():
            said = " ".join(_parts(value))
        case _:
            said = str(value)
    return said or "none"


def _parts(value: BaseModel) -> Iterator[str]:
    for name in type(value).model_fields:
        one = getattr(value, name)
        if one is not None:
            yield _said(one)

"""Outcomes of an activity that can be measured here: scores of first attempts, and of the last."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from scoring.passing import Tally, percent_text
from storage import binder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Row


@dataclass(frozen=True)
class First:
    """Mean share of points of the first attempts at one edition."""

    edition: int
    people: int
    mean: Fraction


@dataclass(frozen=True)
class Outcomes:
    """First attempts by edition, and those who tried again: their mean first and last share."""

    first: tuple[First, ...]
    repeaters: int
    low: Fraction | None
    high: Fraction | None

    @property
    def people(self) -> int:
        """How many finished a first attempt."""
        return sum(one.people for one in self.first)

    @property
    def mean(self) -> Fraction | None:
        """The mean of all first attempts."""
        total = sum((one.mean * one.people for one in self.first), Fraction(0))
        return total / self.people if self.people else None


def outcomes_of(
    connection: Connection, activity_id: int, span: tuple[datetime, datetime] | None = None
) -> Outcomes:
    """Return the outcomes of an activity, of all first attempts or of those submitted in a span.

    Means are exact: equal scores are counted in the database and added up as fractions here.
    """
    by_edition: dict[int, list[tuple[Fraction, int]]] = {}
    for row in binder.first_scores(connection, activity_id, span):
        by_edition.setdefault(row.number, []).append((Fraction(row.num, row.den), row.people))
    again = binder.gains(connection, activity_id, span)
    return Outcomes(
        tuple(
            First(number, sum(people for _, people in found), _mean(found))
            for number, found in by_edition.items()
        ),
        sum(row.people for row in again),
        _mean_of(again, "num", "den"),
        _mean_of(again, "last_num", "last_den"),
    )


def percent_of(share: Fraction | None) -> str:
    """Return a mean share for display, rounded down to a tenth of a percent; "–" where none is."""
    return "–" if share is None else f"{percent_text(Tally(share, Fraction(1)))}%"


def _mean_of(rows: Iterable[Row[Any]], num: str, den: str) -> Fraction | None:
    found = [(Fraction(getattr(row, num), getattr(row, den)), row.people) for row in rows]
    return _mean(found) if found else None


def _mean(found: Iterable[tuple[Fraction, int]]) -> Fraction:
    pairs = list(found)
    return sum((share * n for share, n in pairs), Fraction(0)) / sum(n for _, n in pairs)

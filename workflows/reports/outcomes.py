"""Outcomes of activities that can be measured here: scores of first attempts, and of the last.

Each person counts once, whatever their accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from credit.calendar import end_of
from scoring.passing import Tally, percent_text
from storage import content, overview
from storage.overview import EVERYTHING, Span

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy import Connection

    from storage.overview import Wanted

FINEST = 10**6  # the denominator up to which a mean of the database is read as the fraction it is


@dataclass(frozen=True)
class First:
    """The first attempts at one edition: their mean share of points, and how many passed."""

    edition: int
    people: int
    mean: Fraction
    passed: int


@dataclass(frozen=True)
class Outcomes:
    """First attempts by edition, and those who tried again: their mean first and last share."""

    first: tuple[First, ...] = ()
    repeaters: int = 0
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def people(self) -> int:
        """How many finished a first attempt."""
        return sum(one.people for one in self.first)

    @property
    def mean(self) -> Fraction | None:
        """The mean of all first attempts."""
        total = sum((one.mean * one.people for one in self.first), Fraction(0))
        return total / self.people if self.people else None


def outcomes_in(
    connection: Connection, span: Span, wanted: Wanted = EVERYTHING
) -> dict[int, Outcomes]:
    """Return by activity what came of the attempts that were submitted in a span.

    Of those who tried again, the last attempt was.
    """
    first: dict[int, list[First]] = {}
    for row in overview.scores(connection, span, wanted):
        edition = content.edition_by_id(connection, row.edition_id)
        one = First(edition.number, row.people, _fraction(row.mean), int(row.passed))
        first.setdefault(edition.activity_id, []).append(one)
    again = {row.activity_id: row for row in overview.gains(connection, span, wanted)}
    found = {}
    for activity in first.keys() | again.keys():
        scores = tuple(sorted(first.get(activity, ()), key=lambda one: one.edition))
        tried = again.get(activity)
        found[activity] = (
            Outcomes(scores, tried.people, _fraction(tried.first), _fraction(tried.last))
            if tried is not None
            else Outcomes(scores)
        )
    return found


def until(day: date, zone: ZoneInfo) -> Span:
    """Return the span from the beginning of everything to the end of a day."""
    return Span(date.min, day, datetime(1970, 1, 1, tzinfo=UTC), end_of(day, zone))


def percent_of(share: Fraction | None) -> str:
    """Return a mean share for display, rounded down to a tenth of a percent; "–" where none is."""
    return "–" if share is None else f"{percent_text(Tally(share, Fraction(1)))}%"


def _fraction(mean: float) -> Fraction:
    """Return the mean that the database reckoned, freed of what its floats lost."""
    return Fraction(mean).limit_denominator(FINEST)

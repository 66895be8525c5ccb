"""Passing: the score of a whole form, its standard, and what a retake carries over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FULL = Fraction(1)


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked item of a form; `mark` runs from 0 to 1, `points` is what full mark gives."""

    objectives: tuple[str, ...]
    mark: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Tally:
    """Points got of points there were."""

    points: Fraction
    max_points: Fraction


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a form; an item with two objectives counts in both."""

    points: Fraction
    max_points: Fraction
    by_objective: tuple[tuple[str, Tally], ...]


def score(form: Sequence[Marked]) -> Score:
    """Add up a form; objectives stand in the order they first appear."""
    whole = _tally(form)
    objectives = dict.fromkeys(name for one in form for name in one.objectives)
    by_objective = tuple(
        (name, _tally(one for one in form if name in one.objectives)) for name in objectives
    )
    return Score(whole.points, whole.max_points, by_objective)


def passed(got: Score | Tally, standard: str) -> bool:
    """Whether a score reaches a standard in percent, compared exactly: 7/10 reaches "70"."""
    reached = got.points * 100 >= Fraction(standard) * got.max_points
    return got.max_points > 0 and reached


def percent_text(got: Score | Tally) -> str:
    """Return a percentage for display, rounded down to a tenth: 74.99 is never shown as 75."""
    tenths = int(got.points * 1000 / got.max_points) if got.max_points else 0
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth}" if tenth else str(whole)


def carried_items(marks: Iterable[Fraction]) -> tuple[int, ...]:
    """Return the positions, from 0, that a retake of missed items carries at full mark."""
    return tuple(position for position, one in enumerate(marks) if one == FULL)


def _tally(items: Iterable[Marked]) -> Tally:
    held = tuple(items)
    got = sum((one.mark * one.points for one in held), Fraction())
    return Tally(got, sum((one.points for one in held), Fraction()))

"""Passing: the score of a whole form, its standard, and what a retake carries over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FULL = Fraction(1)


class Marked(NamedTuple):
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

    @property
    def share(self) -> Fraction:
        """The points got as a share of those there were; of nothing it is nothing."""
        return self.points / self.max_points if self.max_points else Fraction(0)


def score(form: Sequence[Marked]) -> Score:
    """Add up a form; objectives stand in the order they first appear."""
    sums: dict[tuple[str, ...], _Sum] = {}
    for one in form:
        held = sums.get(one.objectives)
        if held is None:
            held = sums[one.objectives] = _Sum({}, {})
        held.add(one.mark, one.points)
    whole = _tally(sums.values())
    objectives = dict.fromkeys(name for names in sums for name in names)
    by_objective = tuple(
        (name, _tally(one for names, one in sums.items() if name in names)) for name in objectives
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


class _Sum(NamedTuple):
    """Numerators by their denominator: adding is whole numbers, and a fraction is made once.

    A sum of fifty fractions, made one by one, costs more than all the rest of marking.
    """

    got: dict[int, int]
    most: dict[int, int]

    def add(self, mark: Fraction, points: Fraction) -> None:
        """Add one item."""
        worth, of = points.numerator, points.denominator
        self.most[of] = self.most.get(of, 0) + worth
        parts = of * mark.denominator
        self.got[parts] = self.got.get(parts, 0) + worth * mark.numerator


def _tally(sums: Iterable[_Sum]) -> Tally:
    held = tuple(sums)
    return Tally(_total(one.got for one in held), _total(one.most for one in held))


def _total(sums: Iterable[dict[int, int]]) -> Fraction:
    parts = (Fraction(number, of) for one in sums for of, number in one.items())
    return sum(parts, Fraction())

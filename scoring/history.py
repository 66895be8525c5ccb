"""History: what one person answered, by objective and year, each question as it was first met.

Whoever meets a question again was told its answer before: that is counted beside, never with it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from scoring.statistics.interval import difference, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

FEW = 5  # questions: of fewer a share says nothing that the count does not
Objective = tuple[str, str]  # the bank, and the objective's id in it


class Met(NamedTuple):
    """One question in one closed attempt; `mark` runs from 0 to 1."""

    question: str
    objectives: tuple[Objective, ...]
    mark: Fraction
    answered: bool
    confidence: str | None
    day: date

    @property
    def right(self) -> bool:
        """Whether it earned the full mark."""
        return self.mark == 1


@dataclass(frozen=True, slots=True)
class Year:
    """One objective in one year: n questions met for the first time, and what they earned.

    `again` counts those answered that had been met before, `again_right` what these earned.
    """

    year: int
    n: int
    right: Fraction
    again: int = 0
    again_right: Fraction = Fraction(0)

    @property
    def share(self) -> Fraction | None:
        """What was earned as a share of all; nothing where no question was new."""
        return self.right / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval around that share, for display."""
        return wilson(float(self.right / self.n), self.n) if self.n else None


def told_apart(met: Iterable[Met]) -> Iterator[tuple[Met, bool]]:
    """Give each question, in the order of attempts, and whether it is met for the first time."""
    known: set[str] = set()
    for one in met:
        yield one, one.question not in known
        known.add(one.question)


def first_met(met: Iterable[Met]) -> Iterator[Met]:
    """Give those that are met for the first time."""
    return (one for one, is_new in told_apart(met) if is_new)


def by_year(met: Iterable[Met]) -> dict[Objective, tuple[Year, ...]]:
    """Count by objective and year, the newest year first; what has two objectives is in both.

    A question that was met before and left open now is not counted: it may have been carried over.
    """
    n: Counter[tuple[Objective, int]] = Counter()
    again: Counter[tuple[Objective, int]] = Counter()
    right: dict[tuple[Objective, int], Fraction] = {}
    again_right: dict[tuple[Objective, int], Fraction] = {}
    for one, is_new in told_apart(met):
        if not is_new and not one.answered:
            continue
        count, sums = (n, right) if is_new else (again, again_right)
        for objective in one.objectives:
            key = objective, one.day.year
            count[key] += 1
            sums[key] = sums.get(key, Fraction(0)) + one.mark
    found: dict[Objective, list[Year]] = {}
    for key in sorted(n.keys() | again.keys(), key=lambda key: -key[1]):
        objective, year = key
        found.setdefault(objective, []).append(
            Year(
                year, n[key], right.get(key, Fraction(0)),
                again[key], again_right.get(key, Fraction(0)),
            )
        )  # fmt: skip
    return {objective: tuple(years) for objective, years in found.items()}


def change(before: Year, after: Year) -> int | None:
    """Say whether the later year is better (1), worse (-1) or not told apart (0).

    None where one of them has fewer than five new questions. Told apart means that the 95%
    interval of the difference leaves out 0.
    """
    if min(before.n, after.n) < FEW:
        return None
    one, two = ((float(each.right / each.n), each.n) for each in (before, after))
    low, high = difference(one, two)
    return 1 if low > 0 else -1 if high < 0 else 0

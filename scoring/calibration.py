"""Calibration: how often somebody was right at each level of confidence; no score depends on it.

What a level should mean is taken from certainty-based marking (Gardner-Medwin, ALT-J 1995;3:80),
whose levels give 1, 2 or 3 for what is right and 0, -2 or -6 for what is not: the lowest is the
best choice for whoever is right in up to two of three, the highest from four in five on.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from scoring.history import FEW, first_met
from scoring.statistics.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring.history import Met, Objective

Reading = Literal["few", "too_sure", "well_placed", "knows_more", "open"]
LEVELS = ("sure", "fairly", "guess")
SURE_FITS = Fraction(4, 5)
GUESS_FITS = Fraction(2, 3)
CHI_SQUARED = Fraction("3.841459")  # its 95% quantile with one degree of freedom: 1.96 squared


@dataclass(frozen=True, slots=True)
class Level:
    """One level of confidence: `right` of n questions earned the full mark."""

    name: str
    right: int
    n: int

    @property
    def wrong(self) -> int:
        """How many did not."""
        return self.n - self.right

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval around the share that was right, for display."""
        return wilson(self.right / self.n, self.n) if self.n else None

    def against(self, share: Fraction) -> int:
        """Say whether it is clearly above a share (1), clearly below (-1), or neither (0).

        Clearly: the share lies outside of Wilson's 95% interval, which is decided here without
        rounding: the interval holds what the score test does not reject.
        """
        away = (Fraction(self.right, self.n) - share) if self.n else Fraction(0)
        if away * away * self.n <= CHI_SQUARED * share * (1 - share):
            return 0
        return 1 if away > 0 else -1

    @property
    def fit(self) -> int | None:
        """Say how the level compares with what it should mean, None where n is fewer than five.

        Sure: clearly right in more (1) or less (-1) than four of five; a guess: in more than two of
        three (1). Else 0.
        """
        if self.n < FEW:
            return None
        if self.name == "sure":
            return self.against(SURE_FITS)
        return max(0, self.against(GUESS_FITS)) if self.name == "guess" else 0


class Quarter(NamedTuple):
    """A quarter of a year, in the provider's days."""

    year: int
    number: int


def levels(met: Iterable[Met]) -> tuple[Level, Level, Level]:
    """Count what was right by confidence, surest first; what has no confidence is left out.

    Each question counts once, as it was first met.
    """
    return _counted(first_met(met))


def by_objective(met: Iterable[Met]) -> dict[Objective, tuple[Level, Level, Level]]:
    """Count the same by objective; what has two objectives is in both."""
    groups: dict[Objective, list[Met]] = {}
    for one in first_met(met):
        for objective in one.objectives if one.confidence else ():
            groups.setdefault(objective, []).append(one)
    return {objective: _counted(some) for objective, some in groups.items()}


def by_quarter(met: Iterable[Met]) -> dict[Quarter, tuple[Level, Level, Level]]:
    """Count the same by quarter of the year, the first one first."""
    groups: dict[Quarter, list[Met]] = {}
    for one in first_met(met):
        if one.confidence:
            quarter = Quarter(one.day.year, (one.day.month + 2) // 3)
            groups.setdefault(quarter, []).append(one)
    return {quarter: _counted(groups[quarter]) for quarter in sorted(groups)}


def reading(of: Sequence[Level]) -> Reading:
    """Say what the levels come to, the graver first: sure too often comes before all else."""
    sure, _, guess = (one.fit for one in of)
    if sure is None and guess is None:
        return "few"
    if sure == -1:
        return "too_sure"
    if guess == 1:
        return "knows_more"
    return "well_placed" if sure == 1 else "open"


def _counted(met: Iterable[Met]) -> tuple[Level, Level, Level]:
    right, n = dict.fromkeys(LEVELS, 0), dict.fromkeys(LEVELS, 0)
    for one in met:
        if one.confidence in n:
            n[one.confidence] += 1
            right[one.confidence] += one.right
    sure, fairly, guess = (Level(name, right[name], n[name]) for name in LEVELS)
    return sure, fairly, guess

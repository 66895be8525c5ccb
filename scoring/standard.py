"""A passing standard from judges' ratings: the modified Angoff method.

Each judge says of each item how many of 100 barely competent physicians would answer it right. The
standard is the share of points that such a physician is expected to earn (Angoff 1971, in
Educational Measurement, 2nd edition).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Standard:
    """What the ratings propose, in percent of all points, and what they rest on."""

    percent: Fraction
    rated: int  # items that anybody rated
    items: int
    judges: int


@dataclass(frozen=True, slots=True)
class Rated:
    """One item: its points, and each judge's percent by the judge's id."""

    points: Fraction
    percents: Mapping[int, int]

    @property
    def mean(self) -> Fraction:
        """The mean over the judges of this item."""
        return Fraction(sum(self.percents.values()), len(self.percents))


def standard(pools: Sequence[tuple[int, Sequence[Rated]]]) -> Standard | None:
    """Return the standard of a form that draws so many items from each pool (number, its items).

    A pool stands in by the mean of its rated items, weighted with their points; None while a pool
    has no rated item.
    """
    earned = possible = Fraction(0)
    for drawn, held in pools:
        rated = [one for one in held if one.percents]
        if not rated:
            return None
        earned += Fraction(drawn, len(rated)) * sum(one.points * one.mean for one in rated)
        possible += Fraction(drawn, len(rated)) * sum(one.points for one in rated)
    if not possible:
        return None
    everything = [one for _, held in pools for one in held]
    return Standard(
        percent=earned / possible,
        rated=sum(bool(one.percents) for one in everything),
        items=len(everything),
        judges=len({judge for one in everything for judge in one.percents}),
    )

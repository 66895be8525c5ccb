"""Intervals: what a share of everybody, or the difference of two, may be after n were asked."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


def wilson(share: float, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the interval around a share among n people (Wilson, JASA 1927;22:209).

    For marks between right and wrong it is an upper bound of the width: they vary less.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = share + z**2 / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    size = 1 + z**2 / n
    return max(0.0, (middle - reach) / size), min(1.0, (middle + reach) / size)


def difference(
    before: tuple[float, int], after: tuple[float, int], level: float = LEVEL
) -> tuple[float, float]:
    """Return the interval around `after` minus `before`, each a share with its number of people.

    They are different people. It joins the two intervals of Wilson (Newcombe, Statistics in
    Medicine 1998;17:873, method 10).
    """
    (low_1, high_1), (low_2, high_2) = (wilson(*one, level) for one in (before, after))
    (one, _), (two, _) = before, after
    apart = two - one
    return (
        apart - sqrt((two - low_2) ** 2 + (high_1 - one) ** 2),
        apart + sqrt((high_2 - two) ** 2 + (one - low_1) ** 2),
    )

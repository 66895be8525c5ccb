"""Wilson's interval for a share: what the share of everybody may be, after so many were asked."""

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

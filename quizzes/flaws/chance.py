"""What chance alone would do, exactly."""

from __future__ import annotations

from fractions import Fraction
from math import comb


def at_least(hits: int, trials: int, one_in: int) -> Fraction:
    """Return the probability of `hits` or more in `trials`, each with probability 1/`one_in`.

    The upper tail of the binomial distribution, summed over whole numbers.
    """
    ways = sum(
        comb(trials, number) * (one_in - 1) ** (trials - number)
        for number in range(hits, trials + 1)
    )
    return Fraction(ways, one_in**trials)


def at_most(hits: int, trials: int, one_in: int) -> Fraction:
    """Return the probability of `hits` or fewer."""
    return 1 - at_least(hits + 1, trials, one_in)

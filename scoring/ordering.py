"""Marks for ordering: how much of the right order is in the given one, from 0 to 1.

An order is given as the right place of each thing, from 0: (0, 1, 2) is the right order itself.
The names are those of Moodle's ordering question where it has one.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import pairwise

Order = tuple[int, ...]


def exact(order: Order) -> Fraction:
    """Full mark for the right order only."""
    return Fraction(_is_right(order))


def absolute_position(order: Order) -> Fraction:
    """Return the share of things that stand in their own place."""
    return Fraction(sum(one == place for place, one in enumerate(order)), len(order))


def adjacent_pairs(order: Order) -> Fraction:
    """Return the share of neighbours of which the second rightly follows the first at once."""
    return Fraction(sum(after == one + 1 for one, after in pairwise(order)), len(order) - 1)


def longest_ordered_subset(order: Order) -> Fraction:
    """Return the longest ascending subsequence as a share of all; a single thing is no order."""
    tails: list[int] = []
    for one in order:
        at = bisect_left(tails, one)
        tails[at : at + 1] = [one]
    return _share(len(tails), len(order))


def longest_contiguous_subset(order: Order) -> Fraction:
    """Return the longest run of things that rightly follow each other at once, as a share."""
    longest = run = 1
    for one, after in pairwise(order):
        run = run + 1 if after == one + 1 else 1
        longest = max(longest, run)
    return _share(longest, len(order))


def kendall_pairs(order: Order) -> Fraction:
    """Return the share of all pairs that stand in the right order to each other."""
    count = len(order)
    right = sum(order[one] < order[other] for other in range(count) for one in range(other))
    return Fraction(right, count * (count - 1) // 2)


def relative_to_correct_position(order: Order) -> Fraction:
    """Return the mean nearness of each thing to its own place: 1 − distance/(n − 1)."""
    most = len(order) - 1
    distance = sum(abs(one - place) for place, one in enumerate(order))
    return 1 - Fraction(distance, most * len(order))


def _is_right(order: Order) -> bool:
    return all(one == place for place, one in enumerate(order))


def _share(length: int, count: int) -> Fraction:
    return Fraction(length, count) if length > 1 else Fraction(0)

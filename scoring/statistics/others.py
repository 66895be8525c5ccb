"""How other people answered one question, told to somebody beside whom they work.

What is shown is worked out so that no count of one to four people can be reckoned from it. Options
that fewer than five chose, nobody included, are told together, and only where their sum leaves each
of them at least two values: five or more, and not four for each. Else only how many were right is
told, and that only where neither the right nor the wrong are one to four.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.statistics.small import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True)
class Others:
    """The first answers of n other people.

    `counts` has a count for each option, None for those that are told together as the `rest`; it
    is empty where options are not told. `right` is None where it is not told.
    """

    n: int
    right: int | None
    counts: tuple[int | None, ...] = ()
    rest: int = 0


def by_option(counts: Sequence[int], keyed: Collection[int]) -> Others | None:
    """Return what may be told of the people at each option, of which those at `keyed` are right.

    Nothing is told of fewer than five people.
    """
    n, right = sum(counts), sum(counts[at] for at in keyed)
    few = [one for one in counts if one < SMALLEST]
    rest = sum(few)
    if n < SMALLEST or (rest and not SMALLEST <= rest < (SMALLEST - 1) * len(few)):
        return right_or_not(right, n)
    shown = tuple(one if one >= SMALLEST or not rest else None for one in counts)
    told = all(shown[at] is not None for at in keyed)
    return Others(n, right if told else None, shown, rest)


def right_or_not(right: int, n: int) -> Others | None:
    """Return what may be told where the answers have no options: how many were right.

    Nothing is told of fewer than five people.
    """
    if n < SMALLEST:
        return None
    told = not any(0 < one < SMALLEST for one in (right, n - right))
    return Others(n, right if told else None)

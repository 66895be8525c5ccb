"""Cells that say too much: of few people somebody could tell whose answers they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLEST = 5  # people in a cell that is shown
NOBODY = 1e-6  # what a share of people may be wrong by


def is_small(people: float) -> bool:
    """Whether a count is of one to four people; a share of some belongs to nobody less."""
    return NOBODY < people < SMALLEST - NOBODY


def few_either_way(n: int, share: float) -> bool:
    """Whether of n people fewer than five had a share of something, or fewer than five had not.

    Nobody counts as few here, too: whoever is told of few cannot tell how few.
    """
    return min(n * share, n * (1 - share)) < SMALLEST - NOBODY


def hidden(counts: Sequence[int]) -> tuple[bool, ...]:
    """Return which cells of a row or column may not be shown beside its sum.

    Those of one to four people; and where their sum would give them away, the next larger ones too:
    all of the same count, so that the same cells in another order hide the same. Nobody is a count
    that names nobody, unless it says that all others are one each.
    """
    small = {at for at, one in enumerate(counts) if 0 < one < SMALLEST}
    larger = sorted({one for one in counts if one >= SMALLEST})
    while small and larger and _given_away(counts, small):
        least = larger.pop(0)
        small.update(at for at, one in enumerate(counts) if one == least)
    # One each would follow from zeros that are shown, or from none that is.
    if small and (len(small) == _sum(counts, small) or len(counts) == sum(counts)):
        small = set(range(len(counts)))
    return tuple(at in small for at in range(len(counts)))


def _given_away(counts: Sequence[int], cells: set[int]) -> bool:
    """Whether hidden cells follow from their sum: one alone, few, all of one, or all of four."""
    total, n = _sum(counts, cells), len(cells)
    return n == 1 or total < SMALLEST or total in {n, (SMALLEST - 1) * n}


def _sum(counts: Sequence[int], cells: set[int]) -> int:
    return sum(counts[at] for at in cells)

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

    Those of one to four people; and where these are fewer than five together, so that the sum would
    give them away, the next larger ones too: all of the same count, so that the same cells in
    another order hide the same. Nobody is a count that names nobody.
    """
    small = {at for at, one in enumerate(counts) if 0 < one < SMALLEST}
    larger = sorted({one for one in counts if one >= SMALLEST})
    while small and larger and (len(small) == 1 or _sum(counts, small) < SMALLEST):
        least = larger.pop(0)
        small.update(at for at, one in enumerate(counts) if one == least)
    return tuple(at in small for at in range(len(counts)))


def _sum(counts: Sequence[int], cells: set[int]) -> int:
    return sum(counts[at] for at in cells)

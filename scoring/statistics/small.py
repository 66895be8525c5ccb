"""Cells that say too much: of few people somebody could tell whose answers they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLEST = 5  # people in a cell that is shown


def hidden(counts: Sequence[int]) -> tuple[bool, ...]:
    """Return which cells of a row or column may not be shown beside its sum.

    Those of one to four people; and where these are fewer than five together, so that the sum would
    give them away, the next larger ones too. Nobody is a count that names nobody.
    """
    small = {at for at, one in enumerate(counts) if 0 < one < SMALLEST}
    others = sorted((one, at) for at, one in enumerate(counts) if one >= SMALLEST)
    while small and others and (len(small) == 1 or _sum(counts, small) < SMALLEST):
        small.add(others.pop(0)[1])
    return tuple(at in small for at in range(len(counts)))


def _sum(counts: Sequence[int], cells: set[int]) -> int:
    return sum(counts[at] for at in cells)

"""Marks for items that are answered part by part: stems to match, statements to judge."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ByPart = tuple[tuple[str, Fraction], ...]
"""The mark of each part, from 0 to 1, in the item's order."""


def by_part(given: Mapping[str, str], key: Mapping[str, str]) -> ByPart:
    """Mark each part: 1 for its key, 0 for anything else and where nothing was said."""
    return tuple((part, Fraction(given.get(part) == right)) for part, right in key.items())


def best_of_each(several: Iterable[ByPart]) -> ByPart:
    """Return each part with the best of its marks under several keys."""
    return tuple((same[0][0], max(one for _, one in same)) for same in zip(*several, strict=True))


def share_right(marks: ByPart) -> Fraction:
    """Return the mean of the parts' marks."""
    return sum((one for _, one in marks), Fraction()) / len(marks)

"""What about an item's figures wants a look, from first signs to a key that is probably wrong.

The two levels of the wrong-key screen were tried on re-keyed items of real tables: the first finds
nine of ten and also points at good items that hide a common misconception, so a person decides;
the second is seldom wrong. Below 20 people nothing is said.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.statistics.item import ItemStatistics, OptionStatistics

Flag = Literal[
    "too_few", "probably_miskeyed", "look_at_key", "negative", "hard", "easy", "unchosen_option"
]
FEW = 20
CHOSEN = 0.05  # what fewer choose tells nothing
HARD, WEAK, EASY = 0.30, 0.15, 0.97
NOISE = 1e-9  # a correlation this near to another is the same


def flags(item: ItemStatistics) -> tuple[Flag, ...]:
    """Return what wants a look, the gravest first."""
    return ("too_few",) if item.n < FEW else tuple(_flags(item))


def _flags(item: ItemStatistics) -> Iterator[Flag]:
    lead = _lead(item)
    if lead is not None:
        yield "probably_miskeyed" if lead > 2 / sqrt(item.n) else "look_at_key"
    if item.r_item_rest is not None and item.r_item_rest < 0:
        yield "negative"
    facility = item.facility or 0
    if facility < HARD and (item.discrimination_27 or 0) < WEAK:
        yield "hard"
    if facility > EASY:
        yield "easy"
    if any(one.n == 0 for one in item.options):
        yield "unchosen_option"


def _lead(item: ItemStatistics) -> float | None:
    """Return by how much a distractor goes better with the other items than the key does."""
    key = [one.r_rest for one in item.options if one.key]
    if not key:
        return None
    right = max((one for one in key if one is not None), default=0.0)
    leads = [
        r - right for one in item.options if (r := _rival(one)) is not None and r > right + NOISE
    ]
    return max(leads, default=None)


def _rival(one: OptionStatistics) -> float | None:
    rivals = (
        not one.key and one.proportion >= CHOSEN and one.r_rest is not None and one.r_rest > NOISE
    )
    return one.r_rest if rivals else None

"""What one attempt shows: items drawn from pools, and options in an order, by a stored seed.

Order comes from SHA-256 over the seed and an id, so a seed means the same draw in every version
of Python and on every machine.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from quizzes.kinds.item import ItemBase
    from quizzes.models import Activity, Pool

Share = tuple[str, int, tuple[str, ...]]
"""A pool's id, how many items an attempt draws from it, and the ids of the items it holds."""


class PoolTooSmallError(Exception):
    """A pool holds fewer items than its draw; the checker refuses such a bank."""

    def __init__(self, pool: str, draw: int, left: int) -> None:
        super().__init__(f"pool {pool} has {left} items left, of which {draw} are to be drawn")


def pools_of(activity: Activity, items: Mapping[str, ItemBase]) -> tuple[Share, ...]:
    """Return, for each line of the blueprint, its pool with the approved items it holds."""
    pools = {one.id: one for one in activity.pools}
    return tuple(
        (line.pool, line.draw, tuple(approved(selected(pools[line.pool], items.values()))))
        for line in activity.blueprint
        if line.pool in pools
    )


def selected(pool: Pool, items: Iterable[ItemBase]) -> list[ItemBase]:
    """Return the items a pool selects, by topic or by id, whatever their status."""
    topics, ids = set(pool.select.topics), set(pool.select.items)
    return [
        one
        for one in items
        if one.id in ids or (one.blueprint is not None and one.blueprint.topic in topics)
    ]


def approved(items: Iterable[ItemBase]) -> list[str]:
    """Return the ids of the items that may be drawn, in alphabetical order."""
    return sorted(one.id for one in items if one.status == "approved")


def draw(pools: Sequence[Share], seed: str, seen: Collection[str] = ()) -> tuple[str, ...]:
    """Draw the items of one attempt, pool after pool: items not seen before come first.

    Raises:
        PoolTooSmallError: if a pool holds too few items that are not drawn already.
    """
    drawn: list[str] = []
    for pool, number, ids in pools:
        left = [one for one in ids if one not in drawn]
        if len(left) < number:
            raise PoolTooSmallError(pool, number, len(left))
        unseen_first = sorted(left, key=lambda one: (one in seen, _rank(seed, one)))
        drawn += sorted(unseen_first[:number], key=lambda one: _rank(seed, one))
    return tuple(drawn)


def option_order(item: ItemBase, seed: str) -> tuple[str, ...]:
    """Return the option ids in the order of this attempt; the author's where it is fixed."""
    if item.fixed_order:
        return item.choice_ids
    return tuple(sorted(item.choice_ids, key=lambda one: _rank(seed, item.id, one)))


def _rank(seed: str, *ids: str) -> bytes:
    # Ids hold no space, so no two lists of ids make the same text.
    return hashlib.sha256(" ".join((*ids, seed)).encode()).digest()

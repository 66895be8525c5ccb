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
        super().__init__(f"pool {pool} has {left} questions left, of which {draw} are to be drawn")


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


def groups_of(items: Iterable[ItemBase]) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the items that share a stimulus, each group in the order of its parts."""
    groups: dict[str, list[ItemBase]] = {}
    for one in items:
        if one.stimulus is not None:
            groups.setdefault(one.stimulus, []).append(one)
    return tuple(
        tuple(one.id for one in sorted(groups[name], key=lambda one: (one.part or 0, one.id)))
        for name in sorted(groups)
    )


def draw(
    pools: Sequence[Share],
    seed: str,
    seen: Collection[str] = (),
    groups: Iterable[tuple[str, ...]] = (),
) -> tuple[str, ...]:
    """Draw the items of one attempt, pool after pool: items not seen before come first.

    The items of a group are drawn together or not at all, and stay in the group's order.

    Raises:
        PoolTooSmallError: if a pool holds too few items that are not drawn already, or if its
            groups cannot give exactly the number to draw.
    """
    held = tuple(groups)
    drawn: list[str] = []
    for pool, number, ids in pools:
        left = units([one for one in ids if one not in drawn], held)
        taken = _taken(sorted(left, key=lambda one: _turn(one, seed, seen)), number)
        if taken is None:
            raise PoolTooSmallError(pool, number, sum(map(len, left)))
        for unit in sorted(taken, key=lambda one: _rank(seed, *one)):
            drawn += unit
    return tuple(drawn)


def units(ids: Sequence[str], groups: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return what is drawn whole: groups as far as `ids` hold them, and the other ids alone."""
    held = set(ids)
    whole = [tuple(one for one in group if one in held) for group in groups]
    grouped = {one for group in whole for one in group}
    return [(one,) for one in ids if one not in grouped] + [one for one in whole if one]


def sums_of(sizes: Iterable[int]) -> frozenset[int]:
    """Return every number of items that whole units of these sizes can give."""
    reached = {0}
    for size in sizes:
        reached |= {one + size for one in reached}
    return frozenset(reached)


def _turn(unit: tuple[str, ...], seed: str, seen: Collection[str]) -> tuple[bool, bytes]:
    return all(one in seen for one in unit), _rank(seed, *unit)


def _taken(units_in_turn: Sequence[tuple[str, ...]], number: int) -> list[tuple[str, ...]] | None:
    """Take units in their turn, passing over one after which `number` could not be met."""
    later = [frozenset({0})]
    for unit in reversed(units_in_turn):
        later.append(
            later[-1] | {one + len(unit) for one in later[-1] if one + len(unit) <= number}
        )
    if number not in later[-1]:
        return None
    taken = []
    for unit, rest in zip(units_in_turn, reversed(later[:-1]), strict=True):
        if len(unit) <= number and number - len(unit) in rest:
            taken.append(unit)
            number -= len(unit)
    return taken


def option_order(item: ItemBase, seed: str) -> tuple[str, ...]:
    """Return the ids in the order of this attempt; the author's where it is fixed."""
    if item.fixed_order:
        return item.choice_ids
    order = tuple(sorted(item.choice_ids, key=lambda one: _rank(seed, item.id, one)))
    if order != item.forbidden_order:
        return order
    # Which place the rest moves by is by the seed, too: no shown order is more likely.
    turn = 1 + _rank(seed, item.id)[0] % (len(order) - 1)
    return (*order[turn:], *order[:turn])


def _rank(seed: str, *ids: str) -> bytes:
    # Ids hold no space, so no two lists of ids make the same text.
    return hashlib.sha256(" ".join((*ids, seed)).encode()).digest()

"""Which objectives a bank's items ask about, topic by topic: what is covered, and what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.drawing import selected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from quizzes.models import Activity, AnyItem

NO_TOPIC = ""


@dataclass(frozen=True)
class Line:
    """A line of the blueprint: how many items an attempt draws, and how many there are."""

    pool: str
    draw: int
    approved: int
    under_way: int


@dataclass(frozen=True)
class Coverage:
    """How many items stand in each cell; retired ones are in none."""

    topics: tuple[str, ...]
    approved: Mapping[tuple[str, str], int]  # by topic and objective
    under_way: Mapping[tuple[str, str], int]  # drafts and items in review
    uncovered: tuple[str, ...]  # objectives without an approved item
    blueprint: tuple[Line, ...]


def coverage(
    items: Iterable[AnyItem], approved: Collection[str], activity: Activity | None
) -> Coverage:
    """Count items by topic and objective; an item with two objectives counts for both.

    `approved` are the ids of those whose approval holds, whatever their files say.
    """
    live = [one for one in items if one.status != "retired"]
    held, under_way = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in live:
        counted = held if one.id in approved else under_way
        counted.update((_topic(one), objective) for objective in one.objectives)
    asked = {objective for _, objective in held}
    objectives = activity.objectives if activity is not None else ()
    return Coverage(
        topics=tuple(sorted({_topic(one) for one in live})),
        approved=held,
        under_way=under_way,
        uncovered=tuple(one.id for one in objectives if one.id not in asked),
        blueprint=tuple(_lines(live, approved, activity)) if activity is not None else (),
    )


def _topic(one: AnyItem) -> str:
    return one.blueprint.topic if one.blueprint else NO_TOPIC


def _lines(live: list[AnyItem], approved: Collection[str], activity: Activity) -> Iterator[Line]:
    pools = {one.id: one for one in activity.pools}
    for line in activity.blueprint:
        if line.pool in pools:
            found = [one.id in approved for one in selected(pools[line.pool], live)]
            yield Line(line.pool, line.draw, sum(found), len(found) - sum(found))

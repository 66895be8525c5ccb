"""Which objectives a bank's items ask about, topic by topic: what is covered, and what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.models import AnyItem

NO_TOPIC = ""


@dataclass(frozen=True)
class Coverage:
    """How many items stand in each cell; retired ones are in none."""

    topics: tuple[str, ...]
    approved: Mapping[tuple[str, str], int]  # by topic and objective
    under_way: Mapping[tuple[str, str], int]  # drafts and items in review
    uncovered: tuple[str, ...]  # objectives without an approved item


def coverage(items: Iterable[AnyItem], objectives: Iterable[str]) -> Coverage:
    """Count items by topic and objective; an item with two objectives counts for both."""
    approved, under_way, topics = Counter[tuple[str, str]](), Counter[tuple[str, str]](), set[str]()
    for one in items:
        if one.status == "retired":
            continue
        topic = one.blueprint.topic if one.blueprint else NO_TOPIC
        topics.add(topic)
        counted = approved if one.status == "approved" else under_way
        counted.update((topic, objective) for objective in one.objectives)
    asked = {objective for _, objective in approved}
    return Coverage(
        topics=tuple(sorted(topics)),
        approved=approved,
        under_way=under_way,
        uncovered=tuple(one for one in objectives if one not in asked),
    )

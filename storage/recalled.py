"""Statements that count what was kept of what was missed: people and questions by activity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, exists, func, select

from storage import people
from storage.overview import EVERYTHING, Span, Wanted, whose
from storage.tables import completion, recall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

_earlier = recall.alias("earlier_recall")


def kept(
    connection: Connection, span: Span, days: int, wanted: Wanted = EVERYTHING
) -> Sequence[Row[Any]]:
    """Count who answered a returned question so many days or more after they missed it.

    By activity_id of what was completed in a span: `people`, somebody with several accounts once,
    `questions`, and how many of them were `right`, each by its first such answer.
    """
    into = people.merges()
    first = ~exists().where(
        _earlier.c.completion_id == recall.c.completion_id,
        _earlier.c.item_id == recall.c.item_id,
        _earlier.c.seq < recall.c.seq,
        _earlier.c.age >= days,
    )
    statement = (
        select(
            completion.c.activity_id,
            func.count(func.coalesce(into.c.into_id, completion.c.person_id).distinct()).label(
                "people"
            ),
            func.count().label("questions"),
            func.sum(case((recall.c.correct, 1), else_=0)).label("right"),
        )
        .join_from(recall, completion, completion.c.id == recall.c.completion_id)
        .join(into, into.c.person_id == completion.c.person_id, isouter=True)
        .where(
            recall.c.age >= days,
            first,
            completion.c.completed_on.between(span.first, span.last),
            *whose(connection, completion.c.person_id, wanted),
        )
        .group_by(completion.c.activity_id)
    )
    if wanted.activity is not None:
        statement = statement.where(completion.c.activity_id == wanted.activity)
    return connection.execute(statement).all()

"""Statements about questions that return: what people wished, and what became of each question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, insert, or_, select

from storage.tables import choice, person, recall, recall_choice

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, Row, Select

_later_choice = recall_choice.alias("later_choice")
_later = recall.alias("later_recall")
_later_topic = choice.alias("later_topic")
_CHOSEN = ~exists().where(
    _later_choice.c.completion_id == recall_choice.c.completion_id,
    _later_choice.c.seq > recall_choice.c.seq,
)
_IN_FORCE = ~exists().where(
    _later.c.completion_id == recall.c.completion_id,
    _later.c.item_id == recall.c.item_id,
    _later.c.seq > recall.c.seq,
)
_LAST_SAID = ~exists().where(
    _later_topic.c.person_id == choice.c.person_id,
    _later_topic.c.topic == choice.c.topic,
    _later_topic.c.seq > choice.c.seq,
)


def choices(connection: Connection, completions: Collection[int]) -> dict[int, Row[Any]]:
    """Return by completion what was last wished for it."""
    rows = connection.execute(
        select(recall_choice).where(recall_choice.c.completion_id.in_(completions), _CHOSEN)
    )
    return {row.completion_id: row for row in rows}


def choose(connection: Connection, completion_id: int, seq: int, state: str, now: datetime) -> None:
    """Write what is wished from now on: on, paused or off."""
    connection.execute(
        insert(recall_choice).values(completion_id=completion_id, seq=seq, state=state, at=now)
    )


def histories(
    connection: Connection, completions: Collection[int]
) -> dict[tuple[int, str], list[Row[Any]]]:
    """Return by completion and item all that became of a question, oldest first."""
    found: dict[tuple[int, str], list[Row[Any]]] = {}
    rows = connection.execute(
        select(recall)
        .where(recall.c.completion_id.in_(completions))
        .order_by(recall.c.completion_id, recall.c.item_id, recall.c.seq)
    )
    for row in rows:
        found.setdefault((row.completion_id, row.item_id), []).append(row)
    return found


def add(connection: Connection, columns: Mapping[str, object]) -> None:
    """Write what became of a question; the primary key refuses a second row with that seq."""
    connection.execute(insert(recall).values(columns))


def at_home(
    connection: Connection, completions: Collection[int], today: date, week: date
) -> Sequence[Row[Any]]:
    """Return what was wished for each completion, once for each question that is due or asked.

    `week` of a question that was asked this week, None of one that waits; `asked` its state, None
    where a completion has no such question.
    """
    now = and_(
        recall.c.completion_id == recall_choice.c.completion_id,
        or_(recall.c.due_on <= today, recall.c.week == week),
        _IN_FORCE,
    )
    statement: Select[Any] = (
        select(
            recall_choice.c.completion_id,
            recall_choice.c.state,
            recall.c.state.label("asked"),
            recall.c.week,
        )
        .join_from(recall_choice, recall, now, isouter=True)
        .where(recall_choice.c.completion_id.in_(completions), _CHOSEN)
    )
    return connection.execute(statement).all()


def wishing(connection: Connection, topic: str) -> Sequence[Row[Any]]:
    """Return who last said, in that account, that they wish messages of a topic: id, public_id."""
    statement: Select[Any] = (
        select(person.c.id, person.c.public_id)
        .join_from(choice, person, person.c.id == choice.c.person_id)
        .where(choice.c.topic == topic, choice.c.wanted, _LAST_SAID)
        .order_by(person.c.id)
    )
    return connection.execute(statement).all()

"""Statements about commitments to change, and about what became of them after sixty days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, insert, select

from storage import people
from storage.tables import commitment, completion, follow_up

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, Row, Table

_later = commitment.alias("later_commitment")
# Whose later row takes its place is in force no more; few are changed, so each is looked for.
_IN_FORCE = ~exists().where(
    _later.c.completion_id == commitment.c.completion_id,
    _later.c.number == commitment.c.number,
    _later.c.seq > commitment.c.seq,
)
_ANSWERED = exists().where(
    follow_up.c.completion_id == commitment.c.completion_id,
    follow_up.c.number == commitment.c.number,
)


def of_completion(connection: Connection, completion_id: int) -> list[Row[Any]]:
    """Return the row in force of each commitment by number, those taken back too."""
    return _in_force(connection, commitment, completion_id)


def answers(connection: Connection, completion_id: int) -> dict[int, Row[Any]]:
    """Return by number of the commitment the answer in force."""
    return {row.number: row for row in _in_force(connection, follow_up, completion_id)}


def _in_force(connection: Connection, table: Table, completion_id: int) -> list[Row[Any]]:
    rows = connection.execute(
        select(table)
        .where(table.c.completion_id == completion_id)
        .order_by(table.c.number, table.c.seq)
    )
    return list({row.number: row for row in rows}.values())


def write(
    connection: Connection,
    completion_id: int,
    number: int,
    seq: int,
    body: str,
    objective: str | None,
    now: datetime,
) -> None:
    """Write a commitment, the row after the one numbered `seq - 1`; without words: taken back."""
    connection.execute(
        insert(commitment).values(
            completion_id=completion_id,
            number=number,
            seq=seq,
            kept=bool(body),
            objective=objective,
            body=body,
            at=now,
        )
    )


def add_answer(connection: Connection, **columns: object) -> None:
    """Write what became of a commitment."""
    connection.execute(insert(follow_up).values(**columns))


def with_any(connection: Connection, completions: Collection[int]) -> frozenset[int]:
    """Return which of these completions have a commitment in force."""
    found = select(commitment.c.completion_id).where(
        commitment.c.completion_id.in_(completions), commitment.c.kept, _IN_FORCE
    )
    return frozenset(connection.execute(found.distinct()).scalars())


def in_question(
    connection: Connection, days: tuple[date, date], *, person_id: int | None = None
) -> Sequence[Row[Any]]:
    """Return completions of some days with a commitment in force that nobody answered for.

    Those of a person, in all accounts, where one is named; the oldest first.
    """
    meant = exists().where(
        commitment.c.completion_id == completion.c.id, commitment.c.kept, _IN_FORCE, ~_ANSWERED
    )
    statement = (
        select(completion)
        .where(and_(completion.c.completed_on.between(*days), meant))
        .order_by(completion.c.completed_on, completion.c.id)
    )
    if person_id is not None:
        own = people.ids_within(person_id)
        statement = statement.where(completion.c.person_id.in_(own))
    return connection.execute(statement).all()

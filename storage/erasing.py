"""Statements that erase what a person asked to be forgotten: the only deletes there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from storage.tables import (
    attempt,
    completion,
    erasure,
    metadata,
    pars_record,
    task,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

# Whoever refers to others comes first. What each needs is said in storage/triggers.py.
ORDER = (
    "pars_event", "pars_record", "certificate", "claim", "evaluation", "task_note", "task", "grant",
    "comment", "aside", "choice", "elsewhere", "identity", "profile",
)  # fmt: skip
APPEAL = "appeal"


@dataclass(frozen=True)
class Reach:
    """Whose rows may go: those of `ids`, and of credit what was completed before a day."""

    ids: tuple[int, ...]
    credit_before: date
    without_credit: tuple[int, ...]  # of the ids: whoever has no completion since that day
    profiles_below: int  # profiles of the first id with a lower seq go; the others stay


def reach(
    connection: Connection, ids: tuple[int, ...], credit_before: date, profiles_below: int
) -> Reach:
    """Return whose rows may go."""
    held = set(
        connection.execute(
            select(completion.c.person_id).where(
                completion.c.person_id.in_(ids), completion.c.completed_on >= credit_before
            )
        ).scalars()
    )
    free = tuple(one for one in ids if one not in held)
    return Reach(ids, credit_before, free, profiles_below)


def keys(connection: Connection, name: str, of: Reach) -> list[tuple[Any, ...]]:
    """Return the primary keys of the rows of a table that would go, in their order."""
    table = metadata.tables[name]
    columns = table.primary_key.columns
    rows = connection.execute(select(*columns).where(_where(name, of)).order_by(*columns))
    return [tuple(row) for row in rows]


def erase(connection: Connection, name: str, of: Reach) -> None:
    """Delete those rows; an erasure of each person has to be there."""
    connection.execute(delete(metadata.tables[name]).where(_where(name, of)))


def add(connection: Connection, **columns: object) -> None:
    """Write the erasure that lets a person's rows go."""
    connection.execute(insert(erasure).values(**columns))


def last(connection: Connection, person_id: int) -> int:
    """Return the seq of a person's newest erasure, 0 before the first."""
    found = select(func.max(erasure.c.seq)).where(erasure.c.person_id == person_id)
    return int(connection.execute(found).scalar() or 0)


def every(connection: Connection) -> Iterator[Row[Any]]:
    """Stream the erasures."""
    statement: Select[Any] = select(erasure).order_by(erasure.c.person_id, erasure.c.seq)
    with connection.execute(statement) as rows:
        yield from rows


def completions(connection: Connection, ids: Collection[int], since: date) -> Sequence[Row[Any]]:
    """Return the completions that must be kept yet, oldest first."""
    return connection.execute(
        select(completion)
        .where(completion.c.person_id.in_(ids), completion.c.completed_on >= since)
        .order_by(completion.c.completed_on, completion.c.id)
    ).all()


def _where(name: str, of: Reach) -> ColumnElement[bool]:
    """Return which rows of a table go; the groups are those of storage/triggers.py."""
    columns = metadata.tables[name].c
    if name == "profile":
        kept = (columns.person_id == of.ids[0]) & (columns.seq >= of.profiles_below)
        return columns.person_id.in_(of.ids) & ~kept
    if name == "task":
        return _tasks(of)
    if "person_id" in columns and name != "pars_record":
        return columns.person_id.in_(of.without_credit if name == "grant" else of.ids)
    if "attempt_id" in columns:
        tried = select(attempt.c.id).where(attempt.c.person_id.in_(of.ids))
        return columns.attempt_id.in_(tried)
    if name == "task_note":
        return columns.task_id.in_(select(task.c.id).where(_tasks(of)))
    records = select(pars_record.c.id).where(pars_record.c.completion_id.in_(_done(of)))
    return (
        columns.record_id.in_(records)
        if name == "pars_event"
        else columns.completion_id.in_(_done(of))
    )


def _tasks(of: Reach) -> ColumnElement[bool]:
    """Return which tasks go: comments on questions in any case, others where no credit stays."""
    comments = task.c.person_id.in_(of.ids) & (task.c.kind == APPEAL)
    return comments | task.c.person_id.in_(of.without_credit)


def _done(of: Reach) -> Any:  # noqa: ANN401  (a Select of one column)
    return select(completion.c.id).where(
        completion.c.person_id.in_(of.ids), completion.c.completed_on < of.credit_before
    )

"""Statements that count commitments to change and their answers, by people and activity.

Somebody counts once in an activity, however many commitments and accounts they have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, case, func, literal, select, tuple_

from storage import people
from storage.overview import EVERYTHING, Span, Wanted, whose
from storage.tables import commitment, completion, follow_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Column, ColumnElement, Connection, Row, Subquery, Table

Words = Literal["body", "obstacle", "effect"]


def _in_force(table: Table) -> ColumnElement[bool]:
    """Few rows have a successor: they are listed once, not looked for each."""
    key = (table.c.completion_id, table.c.number)
    return tuple_(*key, table.c.seq).not_in(select(*key, table.c.seq - 1).where(table.c.seq > 1))


_MEANT = and_(commitment.c.kept, _in_force(commitment))
_TOLD = and_(
    follow_up.c.completion_id == commitment.c.completion_id,
    follow_up.c.number == commitment.c.number,
    _in_force(follow_up),
)


def figures(
    connection: Connection,
    span: Span,
    due_by: date,
    barriers: Sequence[str],
    wanted: Wanted = EVERYTHING,
) -> Sequence[Row[Any]]:
    """Count who committed to something in what they completed in a span.

    By activity_id, due (completed by `due_by`: it was asked what became of it) and state: None
    where nothing is answered; done where all that still matters is, partly where some of it is,
    not_yet and dropped where nothing is. Each row has people, and how many of them named each
    barrier (barrier_0, barrier_1 …).
    """
    each = _by_person(connection, span, due_by, barriers, wanted)
    groups = (each.c.activity_id, each.c.due, _state(each).label("state"))
    named = [
        func.sum(each.c[f"barrier_{at}"]).label(f"barrier_{at}") for at in range(len(barriers))
    ]
    return connection.execute(
        select(*groups, func.count().label("people"), *named).group_by(*groups)
    ).all()


def _by_person(
    connection: Connection, span: Span, due_by: date, barriers: Sequence[str], wanted: Wanted
) -> Subquery:
    into = people.merges()
    who = func.coalesce(into.c.into_id, completion.c.person_id)
    states = [_times(follow_up.c.state == one).label(one) for one in ("done", "partly", "not_yet")]
    named = [
        func.max(case((follow_up.c.barriers.contains(f" {one} "), 1), else_=0)).label(
            f"barrier_{at}"
        )
        for at, one in enumerate(barriers)
    ]
    statement = (
        select(
            completion.c.activity_id,
            func.max(case((completion.c.completed_on <= due_by, 1), else_=0)).label("due"),
            func.count(follow_up.c.state).label("answered"),
            _times(follow_up.c.state == "dropped").label("dropped"),
            *states,
            *named,
        )
        .join_from(commitment, completion, completion.c.id == commitment.c.completion_id)
        .join(into, into.c.person_id == completion.c.person_id, isouter=True)
        .join(follow_up, _TOLD, isouter=True)
        .where(*_conditions(connection, span, wanted))
        .group_by(who, completion.c.activity_id)
    )
    return statement.subquery("each")


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _state(each: Subquery) -> ColumnElement[str | None]:
    """Return what became of all that somebody meant to change in an activity."""
    return case(
        (each.c.answered == 0, literal(None)),
        (and_(each.c.done > 0, each.c.done + each.c.dropped == each.c.answered), "done"),
        (each.c.done + each.c.partly > 0, "partly"),
        (each.c.not_yet > 0, "not_yet"),
        else_="dropped",
    )


def _conditions(connection: Connection, span: Span, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [
        _MEANT,
        completion.c.completed_on.between(span.first, span.last),
        *whose(connection, completion.c.person_id, wanted),
    ]
    if wanted.activity is not None:
        conditions.append(completion.c.activity_id == wanted.activity)
    return conditions


def texts(
    connection: Connection, span: Span, column: Words, wanted: Wanted, limit: int
) -> Sequence[str]:
    """Return commitments, or what was written about them, the newest first: nobody's name."""
    text: Column[str] = commitment.c.body if column == "body" else follow_up.c[column]
    return (
        connection.execute(
            select(text)
            .join_from(commitment, completion, completion.c.id == commitment.c.completion_id)
            .join(follow_up, _TOLD, isouter=True)
            .where(text != "", *_conditions(connection, span, wanted))
            .order_by(completion.c.id.desc(), commitment.c.number)
            .limit(limit)
        )
        .scalars()
        .all()
    )

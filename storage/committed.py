"""Statements that count commitments to change and their answers, by people and activity.

Somebody counts once in an activity, however many commitments and accounts they have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, case, func, literal, select, tuple_

from storage import people
from storage.overview import EVERYTHING, Span, Wanted, several, whose
from storage.tables import commitment, completion, follow_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Subquery, Table

Words = Literal["body", "obstacle", "effect"]
SUMS = ("answered", "done", "partly", "not_yet", "dropped")


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
    connection: Connection, span: Span, due_by: date, wanted: Wanted = EVERYTHING
) -> Sequence[Row[Any]]:
    """Count who committed to something in what they completed in a span: `people`.

    By activity_id; due (completed by `due_by`: it was asked what became of it); state: None where
    nothing is answered, done where all that still matters is, partly where some of it is, not_yet
    and dropped where nothing is; and barriers, the names of all that stood in the way, in any
    order and some of them several times.
    """
    return [
        row
        for each in (
            _of_one_account(connection, span, due_by, wanted),
            _of_several(connection, span, due_by, wanted),
        )
        for row in connection.execute(_counted(each))
    ]


def _counted(each: Subquery) -> Select[Any]:
    groups = (each.c.activity_id, each.c.due, _state(each).label("state"), each.c.barriers)
    return select(*groups, func.count().label("people")).group_by(*groups)


def _by_completion(*where: ColumnElement[bool]) -> Subquery:
    """Return what became of all that was meant after one completion, in an index's order."""
    return (
        select(
            commitment.c.completion_id,
            func.count(follow_up.c.state).label("answered"),
            *(
                func.sum(case((follow_up.c.state == one, 1), else_=0)).label(one)
                for one in ("done", "partly", "not_yet", "dropped")
            ),
            func.aggregate_strings(follow_up.c.barriers, "").label("barriers"),
        )
        .join_from(commitment, follow_up, _TOLD, isouter=True)
        .where(_MEANT, *where)
        .group_by(commitment.c.completion_id)
        .subquery("meant")
    )


def _of_one_account(connection: Connection, span: Span, due_by: date, wanted: Wanted) -> Subquery:
    """Each completion of those who have one account: they have one in an activity."""
    meant = _by_completion()
    statement = (
        select(
            completion.c.activity_id,
            (completion.c.completed_on <= due_by).label("due"),
            *(meant.c[one] for one in SUMS),
            meant.c.barriers,
        )
        .join_from(meant, completion, completion.c.id == meant.c.completion_id)
        .where(completion.c.person_id.not_in(several()), *_conditions(connection, span, wanted))
    )
    return statement.subquery("each")


def _of_several(connection: Connection, span: Span, due_by: date, wanted: Wanted) -> Subquery:
    """The same of those who have several accounts: what they meant in any of them."""
    theirs = select(completion.c.id).where(completion.c.person_id.in_(several()))
    meant, into = _by_completion(commitment.c.completion_id.in_(theirs)), people.merges()
    who = func.coalesce(into.c.into_id, completion.c.person_id)
    statement = (
        select(
            completion.c.activity_id,
            (func.min(completion.c.completed_on) <= due_by).label("due"),
            *(func.sum(meant.c[one]).label(one) for one in SUMS),
            func.aggregate_strings(meant.c.barriers, "").label("barriers"),
        )
        .join_from(meant, completion, completion.c.id == meant.c.completion_id)
        .join(into, into.c.person_id == completion.c.person_id, isouter=True)
        .where(*_conditions(connection, span, wanted))
        .group_by(who, completion.c.activity_id)
    )
    return statement.subquery("each")


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
        completion.c.completed_on.between(span.first, span.last),
        *whose(connection, completion.c.person_id, wanted),
    ]
    if wanted.activity is not None:
        conditions.append(completion.c.activity_id == wanted.activity)
    return conditions


def texts(
    connection: Connection, span: Span, column: Words, wanted: Wanted, limit: int
) -> Sequence[Row[str, int]]:
    """Return commitments, or what was written about them, the newest first: nobody's name.

    By text and how many `times`: an objective that was ticked stands there in the same words.
    """
    text: Column[str] = commitment.c.body if column == "body" else follow_up.c[column]
    statement = (
        select(text.label("text"), func.count().label("times"))
        .join_from(commitment, completion, completion.c.id == commitment.c.completion_id)
        .join(follow_up, _TOLD, isouter=True)
        .where(_MEANT, text != "", *_conditions(connection, span, wanted))
        .group_by(text)
        .order_by(func.max(completion.c.id).desc(), func.min(commitment.c.number))
        .limit(limit)
    )
    return connection.execute(statement).all()

"""Statements about one person's questions: each as it was marked in every attempt they closed.

A result holds what became of each position; the statements here take it apart where it lies, and
bring a page of it. An attempt without an answer taught nothing, and is left out of all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, and_, cast, exists, func, select, true

from storage import in_force, in_text
from storage.tables import answer, attempt, result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Subquery

FULL, NOT_MARKED = "1", "0"  # a mark, and the points of what was dropped, as results hold them
CLEARED = "null"

_later = answer.alias("later_answer")
_IN_FORCE = ~exists().where(
    _later.c.attempt_id == answer.c.attempt_id,
    _later.c.position == answer.c.position,
    _later.c.seq > answer.c.seq,
)
_TAUGHT = and_(
    attempt.c.submitted_at.is_not(None), exists().where(answer.c.attempt_id == attempt.c.id)
)


@dataclass(frozen=True)
class Wanted:
    """Which questions a page is of."""

    activities: tuple[int, ...] = ()  # inner ids; none: all of them
    objective: str = ""  # its id; "": all
    mended: bool = False  # missed at first and right since; else missed when asked last


def taken(connection: Connection, person_ids: Sequence[int]) -> Sequence[Row[Any, Any]]:
    """Return the activities of which a person closed an attempt, with their last edition in it.

    By activity_id and edition_id, the oldest first.
    """
    return connection.execute(
        select(attempt.c.activity_id, func.max(attempt.c.edition_id).label("edition_id"))
        .where(attempt.c.person_id.in_(person_ids), _TAUGHT)
        .group_by(attempt.c.activity_id)
        .order_by(attempt.c.activity_id)
    ).all()


def met(connection: Connection, person_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Return every question of every closed attempt of a person, in their order.

    By activity_id, submitted_at, item_id, mark, points, objectives (a list as JSON), whether it is
    answered, and confidence.
    """
    asked = _asked(connection, person_ids)
    return _with_answers(connection, asked, asked.c.points != NOT_MARKED)


def times(connection: Connection, person_ids: Sequence[int], item_id: str) -> Sequence[Row[Any]]:
    """Return the same of one question, with the number and the public id of each attempt."""
    asked = _asked(connection, person_ids)
    return _with_answers(connection, asked, asked.c.item_id == item_id)


def _with_answers(
    connection: Connection, asked: Subquery, where: ColumnElement[bool]
) -> Sequence[Row[Any]]:
    given = and_(answer.c.value.is_not(None), answer.c.value != CLEARED)
    return connection.execute(
        select(asked, given.label("answered"), answer.c.confidence)
        .join_from(asked, answer, _answer_of(asked), isouter=True)
        .where(where)
        .order_by(asked.c.attempt_id, asked.c.position)
    ).all()


def missed(
    connection: Connection,
    person_ids: Sequence[int],
    wanted: Wanted,
    limit: int,
    offset: int,
) -> Sequence[Row[Any]]:
    """Return a page of the questions that a person missed, those asked last first.

    Each once, as it was asked last: with `times` (how often), `first_mark`, the form of that
    attempt, `answered`, confidence, and `found`, how many there are on all pages.
    """
    asked = _asked(connection, person_ids)
    by_question = asked.c.item_id
    history = select(
        asked,
        func.row_number()
        .over(partition_by=by_question, order_by=asked.c.attempt_id.desc())
        .label("back"),
        func.count().over(partition_by=by_question).label("times"),
        func.first_value(asked.c.mark)
        .over(partition_by=by_question, order_by=asked.c.attempt_id)
        .label("first_mark"),
    ).subquery("history")
    given = and_(answer.c.value.is_not(None), answer.c.value != CLEARED)
    return connection.execute(
        select(
            history,
            attempt.c.form,
            given.label("answered"),
            answer.c.confidence,
            func.count().over().label("found"),
        )
        .join_from(history, attempt, attempt.c.id == history.c.attempt_id)
        .join(answer, _answer_of(history), isouter=True)
        .where(history.c.back == 1, history.c.points != NOT_MARKED, *_conditions(history, wanted))
        .order_by(history.c.submitted_at.desc(), history.c.attempt_id.desc(), history.c.position)
        .limit(limit)
        .offset(offset)
    ).all()


def _conditions(history: Subquery, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        and_(history.c.mark == FULL, history.c.first_mark != FULL)
        if wanted.mended
        else history.c.mark != FULL
    ]
    if wanted.activities:
        found.append(history.c.activity_id.in_(wanted.activities))
    if wanted.objective:
        found.append(history.c.objectives.contains(f'"{wanted.objective}"', autoescape=True))
    return found


def _asked(connection: Connection, person_ids: Sequence[int]) -> Subquery:
    """Return each position of each attempt that taught something, as it is marked by now."""
    one = in_text.each(connection, result.c.body, "positions")

    def held(name: str) -> ColumnElement[Any]:
        return in_text.value(connection, one.c.value, name)

    return (
        select(
            attempt.c.id.label("attempt_id"),
            attempt.c.public_id,
            attempt.c.activity_id,
            attempt.c.number,
            attempt.c.submitted_at,
            cast(held("position"), Integer).label("position"),
            held("item_id").label("item_id"),
            held("mark").label("mark"),
            held("points").label("points"),
            held("objectives").label("objectives"),
        )
        .join_from(attempt, result, and_(result.c.attempt_id == attempt.c.id, in_force.RESULT))
        .join(one, true())
        .where(attempt.c.person_id.in_(person_ids), _TAUGHT)
        .subquery("asked")
    )


def _answer_of(asked: Subquery) -> ColumnElement[bool]:
    same = and_(answer.c.attempt_id == asked.c.attempt_id, answer.c.position == asked.c.position)
    return and_(same, _IN_FORCE)

"""Statements about attempts: forms, answers, notes in the margin, results, grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, exists, func, insert, or_, select, update

from storage import halts, in_force, people
from storage.columns import new_public_id
from storage.prepared import Prepared
from storage.tables import answer, aside, attempt, comment, edition_item, grant, item, result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement, Connection, Row, Table


def _in_force(table: Table) -> Prepared:
    """Return the statement for the highest seq at each position of an attempt."""
    later = table.alias("later")
    of_attempt = table.c.attempt_id == bindparam("attempt_id")
    same = and_(later.c.attempt_id == table.c.attempt_id, later.c.position == table.c.position)
    last = ~exists().where(and_(same, later.c.seq > table.c.seq))
    return Prepared(select(table).where(and_(of_attempt, last)))


_ANSWERS = _in_force(answer)
_ASIDES = _in_force(aside)
_ADD_ANSWER = insert(answer)
_ANSWER = Prepared(
    select(answer)
    .where(
        and_(
            answer.c.attempt_id == bindparam("attempt_id"),
            answer.c.position == bindparam("position"),
        )
    )
    .order_by(answer.c.seq.desc())
    .limit(1)
)


def of_person(connection: Connection, person_id: int, activity_id: int) -> Sequence[Row[Any]]:
    """Return a person's attempts at an activity, first to last, whichever account they are in."""
    ids = people.ids_of(connection, person_id)
    return connection.execute(
        select(attempt, halts.in_force(attempt.c.activity_id))
        .where(and_(attempt.c.person_id.in_(ids), attempt.c.activity_id == activity_id))
        .order_by(attempt.c.id)
    ).all()


def first_start(connection: Connection) -> datetime | None:
    """Return when the first attempt of all was started."""
    started: datetime | None = connection.execute(
        select(attempt.c.started_at).order_by(attempt.c.id).limit(1)
    ).scalar()
    return started


def all_of_person(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return all of a person's attempts with the result in force, oldest first."""
    ids = people.ids_of(connection, person_id)
    return connection.execute(
        select(
            attempt,
            result.c.passed,
            result.c.counted,
            result.c.num,
            result.c.den,
            halts.in_force(attempt.c.activity_id),
        )
        .select_from(attempt)
        .join(result, and_(result.c.attempt_id == attempt.c.id, in_force.RESULT), isouter=True)
        .where(attempt.c.person_id.in_(ids))
        .order_by(attempt.c.id)
    ).all()


def counting() -> ColumnElement[bool]:
    """Return the condition under which an attempt uses one up.

    With a time limit it does from its start, for whoever saw the questions has had their time;
    without one from its first answer.
    """
    answered = exists().where(answer.c.attempt_id == attempt.c.id)
    return or_(attempt.c.due_at.is_not(None), answered)


def used(connection: Connection, person_id: int, activity_id: int) -> int:
    """Count the attempts that a person used up."""
    ids = people.ids_of(connection, person_id)
    return int(
        connection.execute(
            select(func.count())
            .select_from(attempt)
            .where(
                and_(
                    attempt.c.person_id.in_(ids),
                    attempt.c.activity_id == activity_id,
                    counting(),
                )
            )
        ).scalar_one()
    )


def add(connection: Connection, **columns: object) -> str:
    """Write an attempt and return its public id."""
    made = new_public_id()
    connection.execute(insert(attempt).values(public_id=made, **columns))
    return made


def close(connection: Connection, attempt_id: int, submitted_at: datetime) -> None:
    """Submit an attempt: the only change an attempt ever sees."""
    connection.execute(
        update(attempt).where(attempt.c.id == attempt_id).values(submitted_at=submitted_at)
    )


def locked(connection: Connection, attempt_id: int) -> Row[Any]:
    """Lock one attempt and return it as it is now."""
    return connection.execute(
        select(attempt).where(attempt.c.id == attempt_id).with_for_update(key_share=True)
    ).one()


def overdue(connection: Connection, now: datetime) -> Sequence[Row[Any]]:
    """Return open attempts whose time, without any extra and any pause, has run out."""
    return connection.execute(
        select(attempt, halts.in_force(attempt.c.activity_id))
        .where(and_(attempt.c.submitted_at.is_(None), attempt.c.due_at < now))
        .order_by(attempt.c.due_at, attempt.c.id)
    ).all()


def answers(connection: Connection, attempt_id: int) -> dict[int, Row[Any]]:
    """Return the answers in force by position."""
    rows = _ANSWERS.execute(connection, attempt_id=attempt_id)
    return {row.position: row for row in rows}


def every_answer(connection: Connection, attempt_id: int) -> Sequence[Row[Any]]:
    """Return all answers of an attempt, the changed ones too, by position and seq."""
    return connection.execute(
        select(answer)
        .where(answer.c.attempt_id == attempt_id)
        .order_by(answer.c.position, answer.c.seq)
    ).all()


def answer_at(connection: Connection, attempt_id: int, position: int) -> Row[Any] | None:
    """Return the answer in force at one position."""
    found = _ANSWER.execute(connection, attempt_id=attempt_id, position=position)
    return found.one_or_none()


def add_answer(connection: Connection, row: Mapping[str, object]) -> None:
    """Write an answer; the primary key refuses a second one with the same seq."""
    connection.execute(_ADD_ANSWER, row)


def asides(connection: Connection, attempt_id: int) -> dict[int, Row[Any]]:
    """Return flags, struck options and notes in force by position."""
    rows = _ASIDES.execute(connection, attempt_id=attempt_id)
    return {row.position: row for row in rows}


def add_margin(
    connection: Connection,
    table: Table,
    attempt_id: int,
    position: int,
    body: str,
    now: datetime,
) -> int:
    """Write the next aside or comment at a position and return its seq."""
    last = connection.execute(
        select(func.max(table.c.seq)).where(
            and_(table.c.attempt_id == attempt_id, table.c.position == position)
        )
    ).scalar()
    seq = int(last or 0) + 1
    connection.execute(
        insert(table).values(attempt_id=attempt_id, position=position, seq=seq, body=body, at=now)
    )
    return seq


def add_aside(
    connection: Connection, attempt_id: int, position: int, body: str, now: datetime
) -> None:
    """Write the aside that is in force from now on."""
    add_margin(connection, aside, attempt_id, position, body, now)


def add_comment(
    connection: Connection, attempt_id: int, position: int, body: str, now: datetime
) -> int:
    """Write one more comment to the authors and return its seq."""
    return add_margin(connection, comment, attempt_id, position, body, now)


def comment_of(
    connection: Connection, attempt_id: int, position: int, body: str
) -> Row[Any] | None:
    """Return the comment at a position that says just this."""
    same = (comment.c.attempt_id == attempt_id, comment.c.position == position)
    return connection.execute(select(comment).where(*same, comment.c.body == body).limit(1)).first()


def comment_at(connection: Connection, attempt_id: int, position: int, seq: int) -> Row[Any] | None:
    """Return one comment; None: it was erased."""
    of = (comment.c.attempt_id == attempt_id, comment.c.position == position)
    return connection.execute(select(comment).where(*of, comment.c.seq == seq)).one_or_none()


def comments_on(connection: Connection, item_id: str) -> Sequence[Row[Any]]:
    """Return the comments in every attempt whose edition holds an item, newest first.

    Each with its attempt's form, which tells whether it is about that item: position, body, at.
    """
    holding = (
        select(edition_item.c.edition_id)
        .join(item, item.c.digest == edition_item.c.item_digest)
        .where(item.c.item_id == item_id)
    )
    columns: tuple[Column[Any], ...] = (
        comment.c.position, comment.c.body, comment.c.at, attempt.c.form,
    )  # fmt: skip
    return connection.execute(
        select(*columns)
        .join(attempt, attempt.c.id == comment.c.attempt_id)
        .where(attempt.c.edition_id.in_(holding))
        .order_by(comment.c.at.desc(), comment.c.attempt_id, comment.c.position, comment.c.seq)
    ).all()


def count_comments(connection: Connection, attempt_id: int) -> int:
    """Count the comments of an attempt."""
    return _count_of(connection, comment, attempt_id)


def count_asides(connection: Connection, attempt_id: int) -> int:
    """Count the asides of an attempt, those that are in force no more too."""
    return _count_of(connection, aside, attempt_id)


def _count_of(connection: Connection, table: Table, attempt_id: int) -> int:
    counted = select(func.count()).where(table.c.attempt_id == attempt_id)
    return int(connection.execute(counted).scalar_one())


def add_result(connection: Connection, **columns: object) -> None:
    """Write a result."""
    connection.execute(insert(result).values(**columns))


def result_of(connection: Connection, attempt_id: int) -> Row[Any] | None:
    """Return the result in force."""
    return connection.execute(
        select(result)
        .where(result.c.attempt_id == attempt_id)
        .order_by(result.c.seq.desc())
        .limit(1)
    ).one_or_none()


def grants(connection: Connection, person_id: int, activity_id: int) -> Sequence[Row[Any]]:
    """Return what staff granted a person in an activity, first to last."""
    ids = people.ids_of(connection, person_id)
    return connection.execute(
        select(grant)
        .where(and_(grant.c.person_id.in_(ids), grant.c.activity_id == activity_id))
        .order_by(grant.c.at, grant.c.seq)
    ).all()


def add_grant(connection: Connection, **columns: object) -> None:
    """Write a grant."""
    connection.execute(insert(grant).values(**columns))


def by_id(connection: Connection, attempt_id: int) -> Row[Any]:
    """Return one attempt."""
    return connection.execute(select(attempt).where(attempt.c.id == attempt_id)).one()

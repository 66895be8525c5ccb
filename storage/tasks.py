"""Statements about tasks: what staff have to do, and what was said and decided of it since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, func, insert, or_, select, text

from storage import people
from storage.columns import new_public_id
from storage.tables import task, task_note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, Row, Select


LOCK = 7_305_120


def hold(connection: Connection) -> None:
    """Let nobody else open or end tasks by what is open; SQLite has one writer anyway.

    The lock is kept to the commit.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def add(
    connection: Connection,
    *,
    kind: str,
    about: str,
    body: str,
    now: datetime,
    person_id: int | None = None,
    due: date | None = None,
    by: int | None = None,
) -> Row[Any]:
    """Write a task and return its row (id, public_id)."""
    return connection.execute(
        insert(task)
        .values(
            public_id=new_public_id(),
            kind=kind,
            about=about,
            person_id=person_id,
            body=body,
            due=due,
            by=by,
            at=now,
        )
        .returning(task.c.id, task.c.public_id)
    ).one()


def note(
    connection: Connection,
    task_id: int,
    seq: int,
    state: str,
    body: str,
    now: datetime,
    by: int | None,
) -> None:
    """Write the note numbered `seq`: the task's state from then on, and what was said."""
    connection.execute(
        insert(task_note).values(task_id=task_id, seq=seq, state=state, body=body, by=by, at=now)
    )


def notes(connection: Connection, task_id: int) -> Sequence[Row[Any]]:
    """Return the notes of a task, oldest first; the last one's state is in force."""
    return connection.execute(
        select(task_note).where(task_note.c.task_id == task_id).order_by(task_note.c.seq)
    ).all()


def by_id(connection: Connection, task_id: int) -> Row[Any]:
    """Return one task."""
    return connection.execute(select(task).where(task.c.id == task_id)).one()


def of_kind(connection: Connection, kind: str) -> Sequence[Row[Any]]:
    """Return the tasks of a kind, newest first, each with its state (None: no note yet)."""
    return connection.execute(_with_state().where(task.c.kind == kind)).all()


def waiting(
    connection: Connection, kinds: Sequence[str], own: Sequence[int]
) -> dict[str, Row[Any]]:
    """Count by kind the tasks of which nobody said anything yet.

    Each row has `many`, `own` (by one of these people, or about them), the earliest `due`, and
    `public_id`, which names the task where there is one only.
    """
    noted = exists().where(task_note.c.task_id == task.c.id)
    theirs = or_(task.c.by.in_(own), task.c.person_id.in_(own))
    rows = connection.execute(
        select(
            task.c.kind,
            func.count().label("many"),
            func.sum(case((theirs, 1), else_=0)).label("own"),
            func.min(task.c.due).label("due"),
            func.min(task.c.public_id).label("public_id"),
        )
        .where(task.c.kind.in_(kinds), ~noted)
        .group_by(task.c.kind)
    )
    return {row.kind: row for row in rows}


def in_state(connection: Connection, kind: str, state: str) -> Sequence[Row[Any]]:
    """Return the tasks of a kind whose last note says `state` (id, public_id, at), oldest first."""
    later = task_note.alias("later")
    in_force = ~exists().where(
        later.c.task_id == task_note.c.task_id, later.c.seq > task_note.c.seq
    )
    found: Select[Any] = (
        select(task.c.id, task.c.public_id, task.c.at)
        .join(task_note, task_note.c.task_id == task.c.id)
        .where(task.c.kind == kind, task_note.c.state == state, in_force)
        .order_by(task.c.id)
    )
    return connection.execute(found).all()


def about(connection: Connection, thing: str) -> Sequence[Row[Any]]:
    """Return the tasks about a thing ("completion:<public id>"), newest first, with their state."""
    return connection.execute(_with_state().where(task.c.about == thing)).all()


def of_person(connection: Connection, person_id: int, kind: str) -> Sequence[Row[Any]]:
    """Return the tasks of a kind about a person, or asked by them, in any of their accounts."""
    ids = people.ids_of(connection, person_id)
    return connection.execute(
        _with_state().where(and_(task.c.person_id.in_(ids), task.c.kind == kind))
    ).all()


def _with_state() -> Any:  # noqa: ANN401  (a Select of a row that has no name)
    last = (
        select(task_note.c.task_id, func.max(task_note.c.seq).label("seq"))
        .group_by(task_note.c.task_id)
        .subquery()
    )
    return (
        select(task, task_note.c.state, task_note.c.seq, task_note.c.at.label("noted_at"))
        .join(last, last.c.task_id == task.c.id, isouter=True)
        .join(
            task_note,
            and_(task_note.c.task_id == task.c.id, task_note.c.seq == last.c.seq),
            isouter=True,
        )
        .order_by(task.c.id.desc())
    )

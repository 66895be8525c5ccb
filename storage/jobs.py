"""Statements about jobs: when each is due, who has it, how it went. They alone are overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, not_, or_, select, update
from sqlalchemy.dialects import postgresql

from storage.tables import job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

LONGEST_FAULT = 500  # characters


def plan(connection: Connection, names: Iterable[str], now: datetime) -> None:
    """Write the jobs that are not known yet, due at once."""
    known = set(connection.execute(select(job.c.name)).scalars())
    for name in names:
        if name not in known:
            values = {"name": name, "due_at": now}
            if connection.dialect.name == "postgresql":  # another worker may start just now
                statement = postgresql.insert(job).values(values).on_conflict_do_nothing()
                connection.execute(statement)
            else:
                connection.execute(insert(job).values(values))


def known(connection: Connection) -> Sequence[Row[Any]]:
    """Return every job by name."""
    return connection.execute(select(job).order_by(job.c.name)).all()


def is_due(connection: Connection, names: Sequence[str], now: datetime) -> bool:
    """Whether one of these is to be taken or not known yet; one look that locks nothing."""
    rests = select(func.count()).where(and_(job.c.name.in_(names), not_(_free(now))))
    return int(connection.execute(rests).scalar_one()) < len(names)


def take(connection: Connection, until: Mapping[str, datetime], now: datetime) -> str | None:
    """Take the job that has waited longest, for this worker alone; `until` when, says each name."""
    due = (
        select(job.c.name)
        .where(and_(job.c.name.in_(until), _free(now)))
        .order_by(job.c.due_at, job.c.name)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    name: str | None = connection.execute(due).scalar()
    if name is not None:
        connection.execute(update(job).where(job.c.name == name).values(taken_until=until[name]))
    return name


def give_back(
    connection: Connection,
    name: str,
    *,
    until: datetime,
    due_at: datetime,
    ran_at: datetime,
    fault: str | None,
) -> bool:
    """Say how a job went and when it is due again.

    False: the lease until `until` ran out and somebody else has the job; nothing was written.
    """
    done = connection.execute(
        update(job)
        .where(and_(job.c.name == name, job.c.taken_until == until))
        .values(
            taken_until=None,
            due_at=due_at,
            ran_at=ran_at,
            fault=None if fault is None else fault[:LONGEST_FAULT],
        )
    )
    return done.rowcount == 1


def _free(now: datetime) -> ColumnElement[bool]:
    return and_(job.c.due_at <= now, or_(job.c.taken_until.is_(None), job.c.taken_until <= now))

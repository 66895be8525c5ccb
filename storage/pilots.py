"""Statements about pilots: the testers who were asked by link, and the time that each took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select

from storage.columns import new_public_id
from storage.tables import pilot, pilot_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


def ask(
    connection: Connection,
    *,
    bank: str,
    source: str,
    name: str,
    token_digest: str,
    expires_at: datetime,
    by: int,
    now: datetime,
) -> str:
    """Write that a tester was asked, and return the public id."""
    public_id = new_public_id()
    connection.execute(
        insert(pilot).values(
            public_id=public_id,
            bank=bank,
            source=source,
            name=name,
            token_digest=token_digest,
            expires_at=expires_at,
            by=by,
            at=now,
        )
    )
    return public_id


def by_token(connection: Connection, token_digest: str, *, lock: bool = False) -> Row[Any] | None:
    """Return the tester behind a link, locked where something is about to be written."""
    statement = select(pilot).where(pilot.c.token_digest == token_digest)
    return connection.execute(statement.with_for_update() if lock else statement).one_or_none()


def last_time(connection: Connection, pilot_id: int) -> Row[Any] | None:
    """Return what a tester told last."""
    return connection.execute(
        select(pilot_time)
        .where(pilot_time.c.pilot_id == pilot_id)
        .order_by(pilot_time.c.seq.desc())
        .limit(1)
    ).first()


def add_time(
    connection: Connection,
    pilot_id: int,
    seq: int,
    *,
    minutes: int,
    seconds: int,
    comment: str,
    now: datetime,
) -> None:
    """Write what a tester tells; the last one counts."""
    connection.execute(
        insert(pilot_time).values(
            pilot_id=pilot_id, seq=seq, minutes=minutes, seconds=seconds, comment=comment, at=now
        )
    )


def of_bank(connection: Connection, bank: str) -> Sequence[Row[Any]]:
    """Return every tester of a bank, in the order asked, with what counts of their time."""
    newest = (
        select(pilot_time.c.pilot_id, func.max(pilot_time.c.seq).label("seq"))
        .group_by(pilot_time.c.pilot_id)
        .subquery()
    )
    told = select(pilot_time).join(
        newest,
        and_(newest.c.pilot_id == pilot_time.c.pilot_id, newest.c.seq == pilot_time.c.seq),
    )
    last = told.subquery()
    return connection.execute(
        select(pilot, last.c.minutes, last.c.comment, last.c.at.label("told_at"))
        .outerjoin(last, last.c.pilot_id == pilot.c.id)
        .where(pilot.c.bank == bank)
        .order_by(pilot.c.id)
    ).all()


def banks_taken(connection: Connection, now: datetime) -> frozenset[str]:
    """Return the banks whose files some tester may take at a moment."""
    return frozenset(
        connection.execute(
            select(pilot.c.bank).distinct().where(pilot.c.source == "", pilot.c.expires_at > now)
        ).scalars()
    )

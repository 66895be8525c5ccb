"""Statements about credit earned elsewhere: each entry's newest row is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select

from storage.tables import elsewhere

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


def entries(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return the row in force of each entry of a person, removed ones too."""
    newest = (
        select(elsewhere.c.entry, func.max(elsewhere.c.seq).label("seq"))
        .where(elsewhere.c.person_id == person_id)
        .group_by(elsewhere.c.entry)
        .subquery()
    )
    return connection.execute(
        select(elsewhere)
        .join(newest, and_(newest.c.entry == elsewhere.c.entry, newest.c.seq == elsewhere.c.seq))
        .where(elsewhere.c.person_id == person_id)
        .order_by(elsewhere.c.entry)
    ).all()


def entry(connection: Connection, person_id: int, name: str) -> Row[Any] | None:
    """Return the row in force of one entry."""
    return connection.execute(
        select(elsewhere)
        .where(and_(elsewhere.c.person_id == person_id, elsewhere.c.entry == name))
        .order_by(elsewhere.c.seq.desc())
        .limit(1)
    ).one_or_none()


def write(
    connection: Connection, person_id: int, name: str, seq: int, body: str, now: datetime
) -> None:
    """Write the row of an entry that follows the one numbered `seq - 1`."""
    connection.execute(
        insert(elsewhere).values(person_id=person_id, entry=name, seq=seq, body=body, at=now)
    )

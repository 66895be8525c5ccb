"""Statements about credit earned elsewhere: each entry's newest row is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from storage import people
from storage.tables import elsewhere

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

_OLDEST_FIRST = (elsewhere.c.entry, elsewhere.c.seq, elsewhere.c.at, elsewhere.c.person_id)


def entries(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return the row in force of each entry of a person, in any account, removed ones too."""
    rows = connection.execute(_rows(connection, person_id).order_by(*_OLDEST_FIRST))
    return list({row.entry: row for row in rows}.values())


def entry(connection: Connection, person_id: int, name: str) -> Row[Any] | None:
    """Return the row in force of one entry."""
    own = _rows(connection, person_id).where(elsewhere.c.entry == name)
    rows = connection.execute(own.order_by(*_OLDEST_FIRST)).all()
    return rows[-1] if rows else None


def _rows(connection: Connection, person_id: int) -> Select[Any]:
    """Return the statement of all rows of a person: an account goes on with another's entries."""
    return select(elsewhere).where(elsewhere.c.person_id.in_(people.ids_of(connection, person_id)))


def write(
    connection: Connection, person_id: int, name: str, seq: int, body: str, now: datetime
) -> None:
    """Write the row of an entry that follows the one numbered `seq - 1`."""
    connection.execute(
        insert(elsewhere).values(person_id=person_id, entry=name, seq=seq, body=body, at=now)
    )

"""Statements about how often something was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql

from storage.tables import throttle

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row


def held(connection: Connection, digest: str, now: datetime) -> Row[Any]:
    """Return the count of something, which nobody else counts until the transaction ends."""
    found = select(throttle).where(throttle.c.digest == digest).with_for_update()
    row = connection.execute(found).one_or_none()
    if row is not None:
        return row
    values = {"digest": digest, "tries": 0, "since": now, "locked_until": None, "ends": now}
    if connection.dialect.name == "postgresql":  # another may write the same row meanwhile
        connection.execute(postgresql.insert(throttle).values(values).on_conflict_do_nothing())
    else:
        connection.execute(insert(throttle).values(values))
    return connection.execute(found).one()


def write(
    connection: Connection,
    digest: str,
    *,
    tries: int,
    since: datetime,
    locked_until: datetime | None,
    ends: datetime,
) -> None:
    """Write the count of something that is held."""
    connection.execute(
        update(throttle)
        .where(throttle.c.digest == digest)
        .values(tries=tries, since=since, locked_until=locked_until, ends=ends)
    )


def forget(connection: Connection, digest: str) -> None:
    """Forget what was counted of something."""
    connection.execute(delete(throttle).where(throttle.c.digest == digest))


def sweep(connection: Connection, now: datetime) -> None:
    """Forget all that no longer counts."""
    connection.execute(delete(throttle).where(throttle.c.ends < now))

"""Statements about what counts once: who presents it again is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from storage.tables import spent

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection


def is_spent(connection: Connection, digest: str) -> bool:
    """Whether this was presented before."""
    found = connection.execute(select(spent.c.digest).where(spent.c.digest == digest))
    return found.first() is not None


def remember(connection: Connection, digest: str, until: datetime) -> None:
    """Note something that may happen again: the last time counts."""
    again = update(spent).where(spent.c.digest == digest).values(until=until)
    if not connection.execute(again).rowcount:
        connection.execute(insert(spent).values(digest=digest, until=until))


def remembered(connection: Connection, digests: Collection[str]) -> datetime | None:
    """Return until when any of these is remembered, None if none is."""
    found = select(func.max(spent.c.until)).where(spent.c.digest.in_(digests))
    return connection.execute(found).scalar_one_or_none()


def spend(connection: Connection, digest: str, until: datetime, now: datetime) -> None:
    """Note that this counts no more, and forget what nobody would accept any longer.

    Raises:
        IntegrityError: it was presented in the same moment by somebody else.
    """
    connection.execute(delete(spent).where(spent.c.until < now))
    connection.execute(insert(spent).values(digest=digest, until=until))

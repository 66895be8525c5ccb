"""Statements about what counts once: who presents it again is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from storage.tables import spent

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def is_spent(connection: Connection, digest: str) -> bool:
    """Whether this was presented before."""
    found = connection.execute(select(spent.c.digest).where(spent.c.digest == digest))
    return found.first() is not None


def spend(connection: Connection, digest: str, until: datetime, now: datetime) -> None:
    """Note that this counts no more, and forget what nobody would accept any longer.

    Raises:
        IntegrityError: it was presented in the same moment by somebody else.
    """
    connection.execute(delete(spent).where(spent.c.until < now))
    connection.execute(insert(spent).values(digest=digest, until=until))

"""Statements about addresses that calendars ask for deadlines at: the newest row is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, insert, select

from storage import people
from storage.tables import feed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

_later = feed.alias("later_feed")
_IN_FORCE = ~exists().where(_later.c.person_id == feed.c.person_id, _later.c.seq > feed.c.seq)


def of_person(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return the row in force of each of a person's accounts that has one, ended ones too."""
    own = feed.c.person_id.in_(people.ids_within(person_id))
    return connection.execute(select(feed).where(own, _IN_FORCE).order_by(feed.c.at)).all()


def of_token(connection: Connection, token_digest: str) -> int | None:
    """Return whose address this is, None for one that ended or never was."""
    found = select(feed.c.person_id).where(feed.c.token_digest == token_digest, _IN_FORCE)
    return connection.execute(found).scalar_one_or_none()


def write(
    connection: Connection, person_id: int, seq: int, token_digest: str | None, now: datetime
) -> None:
    """Write the row that follows the one numbered `seq - 1`; without a digest it is the end."""
    connection.execute(
        insert(feed).values(person_id=person_id, seq=seq, token_digest=token_digest, at=now)
    )

"""Statements about who has a password here, and under which address."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from storage.people import LOCAL
from storage.tables import identity, local, person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

STREAM = 500  # rows in memory at a time


def by_address(connection: Connection, address: str) -> Row[Any] | None:
    """Return the account that is signed in to by an address in lower case."""
    found = select(local).where(local.c.address == address)
    return connection.execute(found).one_or_none()


def of(connection: Connection, ids: Collection[int]) -> Sequence[Row[Any]]:
    """Return the passwords of accounts, the oldest account's first."""
    found = select(local).where(local.c.person_id.in_(ids)).order_by(local.c.person_id)
    return connection.execute(found).all()


def subject(connection: Connection, person_id: int) -> str | None:
    """Return by which name an account with a password is vouched for here."""
    found = select(identity.c.subject).where(
        identity.c.person_id == person_id, identity.c.issuer == LOCAL
    )
    return connection.execute(found.order_by(identity.c.at.desc()).limit(1)).scalar()


def write(
    connection: Connection, person_id: int, address: str, verifier: str, now: datetime
) -> str:
    """Let an account be signed in to by an address and a password; return the row's digest.

    Raises:
        IntegrityError: another account is signed in to by that address.
    """
    changed = connection.execute(
        update(local)
        .where(local.c.person_id == person_id)
        .values(address=address, verifier=verifier, at=now)
    )
    if not changed.rowcount:
        connection.execute(
            insert(local).values(person_id=person_id, address=address, verifier=verifier, at=now)
        )
    return digest(connection.execute(select(local).where(local.c.person_id == person_id)).one())


def drop(connection: Connection, person_id: int) -> None:
    """Take an account's password."""
    connection.execute(delete(local).where(local.c.person_id == person_id))


def digest(row: Row[Any]) -> str:
    """Return the digest of a row as the log keeps it; the verifier's own salt hides the rest."""
    values = [row.person_id, row.address, row.verifier, row.at.isoformat()]
    return hashlib.sha256(json.dumps(["local", *values]).encode()).hexdigest()


def every(connection: Connection) -> Iterator[Row[Any]]:
    """Stream all of them, each with the public id of its account."""
    found = select(local, person.c.public_id).join(person, person.c.id == local.c.person_id)
    with connection.execute(
        found.order_by(local.c.person_id).execution_options(yield_per=STREAM)
    ) as rows:
        yield from rows

"""Identities as the act that wrote them sealed them: the log holds digests, and no address.

A row of `identity` is named by its address, which must not stand in the log. So its seal has no
key: the digest covers the whole row, with a random salt of its own that is erased with it.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from storage.tables import identity, person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection, Row

STREAM = 500  # rows in memory at a time


class Entrance(NamedTuple):
    """One identity: whose it is now, and its digest; "" for one from before they were sealed."""

    person_id: int
    public_id: str
    digest: str


def sealed(connection: Connection, issuer: str, subject: str) -> str:
    """Return the digest of an identity as it stands."""
    of = (identity.c.issuer == issuer, identity.c.subject == subject)
    return _digest(connection.execute(select(identity).where(*of)).one())


def of_people(connection: Connection, ids: Collection[int]) -> list[str]:
    """Return the digests of all identities of some accounts that were ever sealed."""
    rows = connection.execute(
        select(identity).where(identity.c.person_id.in_(ids)).order_by(identity.c.at)
    )
    return sorted(_digest(row) for row in rows if row.salt)


def every(connection: Connection) -> Iterator[Entrance]:
    """Stream all identities, by person."""
    statement = select(identity, person.c.public_id).join(
        person, person.c.id == identity.c.person_id
    )
    ordered = statement.order_by(identity.c.person_id, identity.c.at)
    with connection.execute(ordered.execution_options(yield_per=STREAM)) as rows:
        for row in rows:
            yield Entrance(row.person_id, row.public_id, _digest(row) if row.salt else "")


def _digest(row: Row[Any]) -> str:
    held = [row.salt, row.issuer, row.subject, row.person_id, row.at.isoformat()]
    return hashlib.sha256(json.dumps(["identity", *held]).encode()).hexdigest()

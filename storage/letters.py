"""Statements about mail that concerns an account: who asked for it, and what its link opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from storage.tables import letter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


def put(
    connection: Connection,
    *,
    kind: str,
    address: str,
    person_id: int | None,
    expires_at: datetime,
    now: datetime,
) -> None:
    """Put a letter; an older one of the kind to that address, or about that move, is worth nothing.

    An account moves to one address at a time.
    """
    older = letter.c.person_id == person_id if kind == "move" else letter.c.address == address
    connection.execute(delete(letter).where(letter.c.kind == kind, older))
    connection.execute(
        insert(letter).values(
            kind=kind,
            address=address,
            person_id=person_id,
            due_at=now,
            tries=0,
            expires_at=expires_at,
            at=now,
        )
    )


def due(connection: Connection, now: datetime, limit: int) -> Sequence[int]:
    """Return which letters are to be handed in now, the longest due first."""
    found = select(letter.c.id).where(letter.c.due_at <= now)
    return connection.execute(found.order_by(letter.c.due_at).limit(limit)).scalars().all()


def take(connection: Connection, letter_id: int, now: datetime) -> Row[Any] | None:
    """Return a letter that is still due, for this transaction alone."""
    found = select(letter).where(letter.c.id == letter_id, letter.c.due_at <= now)
    return connection.execute(found.with_for_update(skip_locked=True)).one_or_none()


def lend(
    connection: Connection,
    letter_id: int,
    token_digest: str | None,
    until: datetime,
    expires_at: datetime,
) -> None:
    """Note that a copy is being handed in: its link is the one that counts from now on."""
    connection.execute(
        update(letter)
        .where(letter.c.id == letter_id)
        .values(
            token_digest=token_digest,
            due_at=until,
            expires_at=expires_at,
            tries=letter.c.tries + 1,
        )
    )


def put_off(
    connection: Connection, letter_id: int, lent_until: datetime, due_at: datetime | None
) -> None:
    """Say when a letter is handed in again; None: never, it is on its way.

    Only of the one that was lent until then: another may have got its number since.
    """
    lent = (letter.c.id == letter_id) & (letter.c.due_at == lent_until)
    connection.execute(update(letter).where(lent).values(due_at=due_at))


def by_digest(connection: Connection, token_digest: str, now: datetime) -> Row[Any] | None:
    """Return the letter whose link has a token of that digest, while it counts."""
    found = select(letter).where(letter.c.token_digest == token_digest, letter.c.expires_at > now)
    return connection.execute(found.with_for_update()).one_or_none()


def seen(connection: Connection, token_digest: str, now: datetime) -> Row[Any] | None:
    """Return the same for a look, which holds nobody up."""
    found = select(letter).where(letter.c.token_digest == token_digest, letter.c.expires_at > now)
    return connection.execute(found).one_or_none()


def remove(connection: Connection, letter_id: int) -> None:
    """Let a letter be done."""
    connection.execute(delete(letter).where(letter.c.id == letter_id))


def void(connection: Connection, address: str, ids: Collection[int]) -> None:
    """Let no link to an address, or of a move of these people, count any more.

    Notices are no links: they go out.
    """
    links = letter.c.kind.in_(["register", "reset"]) & (letter.c.address == address)
    moves = (letter.c.kind == "move") & letter.c.person_id.in_(ids)
    connection.execute(delete(letter).where(links | moves))


def sweep(connection: Connection, now: datetime) -> None:
    """Forget the letters whose time is over, sent or not."""
    connection.execute(delete(letter).where(letter.c.expires_at < now))

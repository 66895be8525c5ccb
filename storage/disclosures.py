"""Statements about disclosures: who was asked, what they gave, what the office decided of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select

from storage.tables import discloser, disclosure, invitation, ruling

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection, Row, Table


def by_address(connection: Connection, address: str) -> int | None:
    """Return the inner id of whoever discloses under an address, given in lower case."""
    return connection.execute(
        select(discloser.c.id).where(discloser.c.address == address)
    ).scalar_one_or_none()


def add_discloser(connection: Connection, address: str, now: datetime) -> int:
    """Write that somebody discloses under an address and return their inner id."""
    return int(
        connection.execute(
            insert(discloser).values(address=address, at=now).returning(discloser.c.id)
        ).scalar_one()
    )


def invite(
    connection: Connection,
    *,
    discloser_id: int,
    seq: int,
    token_digest: str,
    name: str,
    role_from: date,
    expires_at: datetime,
    by: int,
    now: datetime,
) -> None:
    """Write that somebody was asked; the link before holds no longer."""
    connection.execute(
        insert(invitation).values(
            discloser_id=discloser_id,
            seq=seq,
            token_digest=token_digest,
            name=name,
            role_from=role_from,
            expires_at=expires_at,
            by=by,
            at=now,
        )
    )


def invited_by(connection: Connection, token_digest: str) -> Row[Any] | None:
    """Return the invitation behind a link with its address, if no later one replaced it."""
    row = connection.execute(
        select(invitation, discloser.c.address)
        .join(discloser, discloser.c.id == invitation.c.discloser_id)
        .where(invitation.c.token_digest == token_digest)
    ).one_or_none()
    if row is None or row.seq != last_seq(connection, invitation, row.discloser_id):
        return None
    return row


def last_seq(connection: Connection, table: Table, discloser_id: int, slug: str = "") -> int:
    """Return how often somebody was asked, gave or was decided about (in a bank); 0 for never."""
    own = table.c.discloser_id == discloser_id
    if slug:
        own = and_(own, table.c.slug == slug)
    return connection.execute(select(func.max(table.c.seq)).where(own)).scalar_one() or 0


def give(
    connection: Connection,
    *,
    discloser_id: int,
    seq: int,
    given_on: date,
    body: str,
    by: int | None,
    now: datetime,
) -> None:
    """Write a disclosure."""
    connection.execute(
        insert(disclosure).values(
            discloser_id=discloser_id, seq=seq, given_on=given_on, body=body, by=by, at=now
        )
    )


def decide(
    connection: Connection,
    *,
    discloser_id: int,
    slug: str,
    seq: int,
    disclosure_seq: int,
    decided_on: date,
    body: str,
    by: int,
    now: datetime,
) -> None:
    """Write what the office decided about a disclosure for one bank."""
    connection.execute(
        insert(ruling).values(
            discloser_id=discloser_id,
            slug=slug,
            seq=seq,
            disclosure_seq=disclosure_seq,
            decided_on=decided_on,
            body=body,
            by=by,
            at=now,
        )
    )


def given(connection: Connection) -> dict[str, Row[Any]]:
    """Return the disclosure in force of everybody who gave one, by address."""
    return _latest(connection, disclosure)


def asked(connection: Connection) -> dict[str, Row[Any]]:
    """Return the invitation in force of everybody who was asked, by address."""
    return _latest(connection, invitation)


def decided(connection: Connection, slug: str) -> dict[str, Row[Any]]:
    """Return what was decided last for a bank, by address."""
    rows = connection.execute(
        select(ruling, discloser.c.address)
        .join(discloser, discloser.c.id == ruling.c.discloser_id)
        .where(ruling.c.slug == slug)
        .order_by(ruling.c.seq)
    )
    return {row.address: row for row in rows}


def _latest(connection: Connection, table: Table) -> dict[str, Row[Any]]:
    rows = connection.execute(
        select(table, discloser.c.address)
        .join(discloser, discloser.c.id == table.c.discloser_id)
        .order_by(table.c.seq)
    )
    return {row.address: row for row in rows}

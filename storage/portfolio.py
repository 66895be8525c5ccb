"""Statements about what was sent to the Portfolio Program, and what it answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text

from storage.columns import new_public_id
from storage.tables import attestation, portfolio_batch, submission

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


LOCK = 7_305_131


def hold(connection: Connection) -> None:
    """Let nobody else attest, verify, send or answer until the commit; SQLite has one writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def add(connection: Connection, records: int, by: int, now: datetime) -> Row[Any]:
    """Write a batch and return its ids."""
    return connection.execute(
        insert(portfolio_batch)
        .values(public_id=new_public_id(), records=records, by=by, at=now)
        .returning(portfolio_batch.c.id, portfolio_batch.c.public_id)
    ).one()


def batches(connection: Connection) -> Sequence[Row[Any]]:
    """Return the batches, newest first."""
    return connection.execute(select(portfolio_batch).order_by(portfolio_batch.c.id.desc())).all()


def in_batch(connection: Connection, batch_id: int) -> Sequence[Row[Any]]:
    """Return what was put into a batch (participation_id, board, attestation_seq)."""
    return connection.execute(
        select(submission)
        .where(submission.c.batch_id == batch_id, submission.c.state == "batched")
        .order_by(submission.c.participation_id, submission.c.board)
    ).all()


def verified(connection: Connection) -> Sequence[int]:
    """Return the participations that were verified at any time."""
    found = select(attestation.c.participation_id).where(attestation.c.state == "verified")
    return connection.execute(found.distinct()).scalars().all()


def newest(connection: Connection, ids: Collection[int]) -> dict[tuple[int, str], Row[Any]]:
    """Return by participation and board what was last sent or answered."""
    rows = connection.execute(
        select(submission)
        .where(submission.c.participation_id.in_(ids))
        .order_by(submission.c.participation_id, submission.c.board, submission.c.seq)
    )
    return {(row.participation_id, row.board): row for row in rows}


def write(connection: Connection, **columns: object) -> None:
    """Write that something was sent or answered."""
    connection.execute(insert(submission).values(**columns))

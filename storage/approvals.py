"""Statements about self-assessments as a whole: who wrote what they say, and who approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, func, insert, select

from storage.tables import approval

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

State = Literal["written", "approved"]
WRITTEN: State = "written"
APPROVED: State = "approved"


def add(
    connection: Connection,
    slug: str,
    state: State,
    digest: str,
    by: int,
    now: datetime,
) -> int:
    """Write who wrote or approved the text with that digest; return the row's inner id."""
    return int(
        connection.execute(
            insert(approval)
            .values(slug=slug, state=state, digest=digest, by=by, at=now)
            .returning(approval.c.id)
        ).scalar_one()
    )


def approved(connection: Connection, slug: str) -> Sequence[Row[Any]]:
    """Return every approval of a bank's self-assessment, of whichever text, newest first."""
    return connection.execute(
        select(approval)
        .where(and_(approval.c.slug == slug, approval.c.state == APPROVED))
        .order_by(approval.c.id.desc())
    ).all()


def in_force(connection: Connection, slug: str, digest: str) -> Row[Any] | None:
    """Return the newest approval of exactly this text."""
    rows = (row for row in approved(connection, slug) if row.digest == digest)
    return next(rows, None)


def writers(connection: Connection, slug: str) -> set[int]:
    """Return the inner ids of everybody who wrote it since it was approved last."""
    last = (
        select(func.coalesce(func.max(approval.c.id), 0))
        .where(and_(approval.c.slug == slug, approval.c.state == APPROVED))
        .scalar_subquery()
    )
    mine = and_(approval.c.slug == slug, approval.c.state == WRITTEN, approval.c.id > last)
    return set(connection.execute(select(approval.c.by).where(mine)).scalars())

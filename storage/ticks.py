"""Statements about the office's own lines before a publication: ticked, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, insert, select

from storage.tables import tick

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row


def ticks(connection: Connection, slug: str, period: int) -> dict[str, Row[Any]]:
    """Return the ticks in force for one period of a bank, by the digest of their line."""
    rows = connection.execute(
        select(tick).where(and_(tick.c.slug == slug, tick.c.period == period)).order_by(tick.c.seq)
    )
    return {row.line: row for row in rows}


def add(
    connection: Connection,
    *,
    slug: str,
    period: int,
    line: str,
    seq: int,
    done: bool,
    by: int,
    now: datetime,
) -> int:
    """Write that a line was ticked, or is open again; return the row's inner id."""
    return int(
        connection.execute(
            insert(tick)
            .values(slug=slug, period=period, line=line, seq=seq, done=done, by=by, at=now)
            .returning(tick.c.id)
        ).scalar_one()
    )

"""Statements about sources that a newer one replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select

from storage.tables import superseded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


def newest(connection: Connection) -> Sequence[Row[Any]]:
    """Return what was said last of each source."""
    last = (
        select(superseded.c.source, func.max(superseded.c.seq).label("seq"))
        .group_by(superseded.c.source)
        .subquery()
    )
    return connection.execute(
        select(superseded)
        .join(last, and_(last.c.source == superseded.c.source, last.c.seq == superseded.c.seq))
        .order_by(superseded.c.source)
    ).all()


def add(connection: Connection, *, source: str, seq: int, body: str, by: int, now: datetime) -> int:
    """Write what is said of a source from now on; return the row's inner id."""
    return int(
        connection.execute(
            insert(superseded)
            .values(source=source, seq=seq, body=body, by=by, at=now)
            .returning(superseded.c.id)
        ).scalar_one()
    )

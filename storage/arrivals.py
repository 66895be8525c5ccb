"""Statements about arrivals: how many people came to an activity by which way on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.tables import arrival

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Row


def count(connection: Connection, activity_id: int, source: str, day: date) -> None:
    """Count one more."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    one = insert(arrival).values(activity_id=activity_id, source=source, day=day, came=1)
    more = {"came": arrival.c.came + 1}
    connection.execute(
        one.on_conflict_do_update(index_elements=list(arrival.primary_key), set_=more)
    )


def by_source(connection: Connection, activity_id: int, since: date) -> Sequence[Row[Any]]:
    """Return for each source how many came in all, how many from a day on, and the first day."""
    recent = case((arrival.c.day >= since, arrival.c.came), else_=0)
    columns: tuple[ColumnElement[Any], ...] = (
        arrival.c.source,
        func.sum(arrival.c.came).label("all"),
        func.sum(recent).label("recent"),
        func.min(arrival.c.day).label("first"),
    )
    own = arrival.c.activity_id == activity_id
    return connection.execute(select(*columns).where(own).group_by(arrival.c.source)).all()

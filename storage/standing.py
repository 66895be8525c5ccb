"""Statements that say how the service stands in one number each; a monitor asks all the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from storage.pars import in_states
from storage.tables import attempt, edition, session

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection


def live_sessions(connection: Connection, now: datetime) -> int:
    """Count the sessions that were neither ended nor ran out."""
    live = and_(session.c.expires_at > now, session.c.revoked_at.is_(None))
    return int(connection.execute(select(func.count()).where(live)).scalar_one())


def oldest_waiting(connection: Connection) -> date | None:
    """Return the day of the oldest completion with a record that no batch took yet."""
    waiting = in_states(["ready"]).subquery()
    return connection.execute(select(func.min(waiting.c.completed_on))).scalar()


def editions(connection: Connection) -> int:
    """Return the highest number of an edition: counting all would read the whole index."""
    return connection.execute(select(func.max(edition.c.id))).scalar() or 0


def attempts(connection: Connection) -> int:
    """Return the highest number of an attempt."""
    return connection.execute(select(func.max(attempt.c.id))).scalar() or 0

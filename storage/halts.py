"""Statements about halts: the office stops an activity with a reason, and opens it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from storage.tables import halt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Column, Connection, Label, Row


def in_force(activity_id: Column[int]) -> Label[str]:
    """Return the column `halt` of an activity: its state in force, None while nothing was said.

    It is read with the activity or the attempt, so that no click pays a statement for it.
    """
    return (
        select(halt.c.state)
        .where(halt.c.activity_id == activity_id)
        .order_by(halt.c.seq.desc())
        .limit(1)
        .correlate(activity_id.table)
        .scalar_subquery()
        .label("halt")
    )


def of_activity(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return what was said of an activity, oldest first; the last one is in force."""
    return connection.execute(
        select(halt).where(halt.c.activity_id == activity_id).order_by(halt.c.seq)
    ).all()


def add(
    connection: Connection,
    activity_id: int,
    seq: int,
    state: str,
    reason: str,
    by: int,
    now: datetime,
) -> None:
    """Write what is in force from now on."""
    connection.execute(
        insert(halt).values(
            activity_id=activity_id, seq=seq, state=state, reason=reason, by=by, at=now
        )
    )

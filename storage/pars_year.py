"""Statements about who took part in an activity and what they claimed, for the year's records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from storage import in_text
from storage.tables import answer, attempt, claim, completion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row, Select


def took_part(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return the attempts at an activity with an answer: person_id, at (of the first answer)."""
    statement: Select[Any] = (
        select(attempt.c.person_id, func.min(answer.c.at).label("at"))
        .join(answer, answer.c.attempt_id == attempt.c.id)
        .where(attempt.c.activity_id == activity_id)
        .group_by(attempt.c.id, attempt.c.person_id)
        .order_by(attempt.c.id)
    )
    return connection.execute(statement).all()


def claimed_as(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return what was claimed of credit in an activity, oldest first: person_id, degree, physician.

    Of the snapshots these two alone: read whole, they take a hundred times as long.
    """
    statement: Select[Any] = (
        select(
            completion.c.person_id,
            in_text.value(connection, claim.c.snapshot, "degree").label("degree"),
            in_text.flag(connection, claim.c.snapshot, "physician").label("physician"),
        )
        .join(claim, claim.c.completion_id == completion.c.id)
        .where(completion.c.activity_id == activity_id, claim.c.kind == "cme")
        .order_by(claim.c.completion_id, claim.c.seq)
    )
    return connection.execute(statement).all()

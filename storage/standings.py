"""Statements that say where one person stands in every activity at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, select

from storage import people
from storage.attempts import counting
from storage.tables import activity, attempt, certificate, claim, completion, grant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row, Select


def used(connection: Connection, person_id: int) -> dict[int, int]:
    """Count by activity the attempts that a person used up."""
    ids = people.ids_of(connection, person_id)
    rows = connection.execute(
        select(attempt.c.activity_id, func.count().label("used"))
        .where(and_(attempt.c.person_id.in_(ids), counting()))
        .group_by(attempt.c.activity_id)
    )
    return {row.activity_id: row.used for row in rows}


def granted(connection: Connection, person_id: int) -> dict[int, int]:
    """Sum by activity the further attempts that staff granted."""
    ids = people.ids_of(connection, person_id)
    rows = connection.execute(
        select(grant.c.activity_id, func.sum(grant.c.attempts).label("attempts"))
        .where(grant.c.person_id.in_(ids))
        .group_by(grant.c.activity_id)
    )
    return {row.activity_id: int(row.attempts) for row in rows}


def claimed(connection: Connection, person_id: int) -> frozenset[int]:
    """Return the completions with a claim in force; a withdrawn one counts no more."""
    ids = people.ids_of(connection, person_id)
    rows = connection.execute(
        select(claim.c.completion_id, claim.c.kind, claim.c.quarters)
        .join(completion, completion.c.id == claim.c.completion_id)
        .where(completion.c.person_id.in_(ids))
        .order_by(claim.c.seq)
    )
    latest = {(row.completion_id, row.kind): row.quarters for row in rows}
    return frozenset(of for (of, _kind), quarters in latest.items() if quarters)


def certificates(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return a person's certificates in force, newest first, with activity and completion day."""
    ids = people.ids_of(connection, person_id)
    later = certificate.alias("later")
    statement: Select[Any] = (
        select(
            certificate.c.public_id,
            certificate.c.at,
            completion.c.id.label("completion_id"),
            completion.c.completed_on,
            completion.c.activity_id,
            activity.c.slug,
        )
        .join(completion, completion.c.id == certificate.c.completion_id)
        .join(activity, activity.c.id == completion.c.activity_id)
        .where(
            and_(
                completion.c.person_id.in_(ids),
                ~exists().where(later.c.replaces == certificate.c.id),
            )
        )
        .order_by(certificate.c.id.desc())
    )
    return connection.execute(statement).all()

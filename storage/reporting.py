"""Statements about what was reported of an activity, and about what others report of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from storage import in_force
from storage.people import IS_ADDRESS
from storage.tables import claim, completion, identity, local, pars_event, pars_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row


def sent(connection: Connection, activity_id: int) -> int:
    """Count the PARS records of an activity that went into a batch, whatever came of them.

    What went into one may have left the house, even if nobody marked the batch as sent.
    """
    statement = (
        select(func.count(pars_record.c.id.distinct()))
        .join(pars_event, pars_event.c.record_id == pars_record.c.id)
        .where(and_(pars_record.c.activity_id == activity_id, pars_event.c.batch_id.is_not(None)))
    )
    return int(connection.execute(statement).scalar_one())


def claims(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return every claim in force of an activity, by completion: credit first, then boards."""
    return connection.execute(
        select(claim, completion.c.person_id, completion.c.completed_on)
        .select_from(claim)
        .join(completion, completion.c.id == claim.c.completion_id)
        .where(completion.c.activity_id == activity_id, claim.c.quarters > 0, in_force.CLAIM)
        .order_by(completion.c.completed_on, completion.c.id, claim.c.kind.desc())
    ).all()


def addresses(connection: Connection, activity_id: int) -> dict[int, str]:
    """Return the first address of everybody who completed an activity."""
    now = func.coalesce(func.max(local.c.address), func.min(identity.c.subject))
    rows = connection.execute(
        select(identity.c.person_id, now.label("subject"))
        .join(local, local.c.person_id == identity.c.person_id, isouter=True)
        .join(completion, completion.c.person_id == identity.c.person_id)
        .where(completion.c.activity_id == activity_id, IS_ADDRESS)
        .group_by(identity.c.person_id)
    )
    return {row.person_id: row.subject for row in rows}

"""Statements about rosters of activities held elsewhere: who may claim points, and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, insert, select

from storage.tables import admission

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection, Row


def roster(connection: Connection, activity_id: int) -> dict[str, Row[Any]]:
    """Return the newest row of each address, also of those taken off the roster."""
    rows = connection.execute(
        select(admission)
        .where(admission.c.activity_id == activity_id)
        .order_by(admission.c.address, admission.c.seq)
    )
    return {row.address: row for row in rows}


def of_addresses(
    connection: Connection, activity_id: int, addresses: Collection[str]
) -> dict[str, Row[Any]]:
    """Return the newest row of each of these addresses, given in lower case."""
    rows = connection.execute(
        select(admission)
        .where(and_(admission.c.activity_id == activity_id, admission.c.address.in_(addresses)))
        .order_by(admission.c.seq)
    )
    return {row.address: row for row in rows}


def write(
    connection: Connection,
    activity_id: int,
    address: str,
    seq: int,
    *,
    admitted: bool,
    quarters: int | None,
    by: int,
    now: datetime,
) -> int:
    """Write what holds for an address from now on, and return the row's id."""
    made = connection.execute(
        insert(admission)
        .values(
            activity_id=activity_id,
            address=address,
            seq=seq,
            admitted=admitted,
            quarters=quarters,
            by=by,
            at=now,
        )
        .returning(admission.c.id)
    )
    return int(made.scalar_one())

"""Statements that prove what is kept of reports: that nothing is missing and nothing is beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, or_, select

from storage.pars_batch import with_packed
from storage.tables import claim, completion, pars_event, pars_packed, pars_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row, Select

_LATER = pars_event.alias("later")


def every_packed(connection: Connection) -> Iterator[Row[Any]]:
    """Stream all packed records as `packed` gives them, also those without one that have to."""
    statement = with_packed().where(pars_event.c.packed.is_not(None))
    order = pars_event.c.record_id, pars_event.c.seq
    with connection.execute(statement.order_by(*order).execution_options(yield_per=500)) as rows:
        yield from rows


def packed_without_event(connection: Connection) -> Sequence[Row[Any]]:
    """Return the packed records (record_id, seq) that no event tells of."""
    told = exists().where(
        pars_event.c.record_id == pars_packed.c.record_id,
        pars_event.c.seq == pars_packed.c.seq,
        pars_event.c.packed.is_not(None),
    )
    statement: Select[Any] = (
        select(pars_packed.c.record_id, pars_packed.c.seq)
        .where(~told)
        .order_by(pars_packed.c.record_id, pars_packed.c.seq)
    )
    return connection.execute(statement).all()


def broken_events(connection: Connection) -> Sequence[Row[Any]]:
    """Return the records whose states do not run from 1, ready, without a gap."""
    first = exists().where(
        _LATER.c.record_id == pars_record.c.id, _LATER.c.seq == 1, _LATER.c.state == "ready"
    )
    many = select(func.count()).where(_LATER.c.record_id == pars_record.c.id).scalar_subquery()
    last = select(func.max(_LATER.c.seq)).where(_LATER.c.record_id == pars_record.c.id)
    statement: Select[Any] = (
        select(pars_record.c.id)
        .where(or_(~first, many != last.scalar_subquery()))
        .order_by(pars_record.c.id)
    )
    return connection.execute(statement).all()


def claimed_after(connection: Connection, after: int, limit: int) -> list[Row[Any]]:
    """Return a page of the completions with claims (id, public_id, completed_on)."""
    claimed = exists().where(claim.c.completion_id == completion.c.id)
    statement: Select[Any] = (
        select(completion.c.id, completion.c.public_id, completion.c.completed_on)
        .where(completion.c.id > after, claimed)
        .order_by(completion.c.id)
        .limit(limit)
    )
    return list(connection.execute(statement))

"""Statements about batches: what was put into a file for PARS, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import and_, bindparam, exists, func, insert, select

from storage import in_force
from storage.columns import new_public_id
from storage.pars import AT_ONCE, in_states
from storage.prepared import Prepared
from storage.tables import pars_batch, pars_event, pars_packed, pars_record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

_LATER = pars_event.alias("later")


def add(connection: Connection, **columns: object) -> Row[Any]:
    """Write a batch and return its row (id, public_id)."""
    return connection.execute(
        insert(pars_batch)
        .values(public_id=new_public_id(), **columns)
        .returning(pars_batch.c.id, pars_batch.c.public_id)
    ).one()


def page(connection: Connection, limit: int, offset: int = 0) -> Sequence[Row[Any]]:
    """Return batches, the newest first."""
    return connection.execute(
        select(pars_batch).order_by(pars_batch.c.id.desc()).limit(limit).offset(offset)
    ).all()


def every(connection: Connection) -> Sequence[Row[Any]]:
    """Return all batches, the oldest first."""
    return connection.execute(select(pars_batch).order_by(pars_batch.c.id)).all()


def count(connection: Connection) -> int:
    """Count all batches."""
    counted: Select[Any] = select(func.count()).select_from(pars_batch)
    return int(connection.execute(counted).scalar_one())


def states_of(connection: Connection, batch_id: int) -> dict[str, int]:
    """Count the records of a batch by state, as far as nothing newer happened to them elsewhere."""
    statement: Select[Any] = (
        select(pars_event.c.state, func.count().label("records"))
        .where(pars_event.c.batch_id == batch_id, in_force.EVENT)
        .group_by(pars_event.c.state)
    )
    return {row.state: row.records for row in connection.execute(statement)}


def unsent(connection: Connection, batch_id: int) -> Sequence[Row[Any]]:
    """Return the records of a batch that are still where the batch left them: not sent."""
    return connection.execute(
        in_states(["batched"]).where(pars_event.c.batch_id == batch_id).order_by(pars_record.c.id)
    ).all()


def unsent_about(connection: Connection, people: Collection[int]) -> Sequence[Row[Any]]:
    """Return the additions about some accounts that are in a batch and not marked as sent."""
    mine = pars_record.c.person_id.in_(people), pars_record.c.action == "add"
    return connection.execute(in_states(["batched"]).where(*mine).order_by(pars_record.c.id)).all()


def lock(connection: Connection, ids: Collection[int]) -> None:
    """Let nobody send or cancel these batches until the transaction ends."""
    statement = select(pars_batch.c.id).where(pars_batch.c.id.in_(ids)).order_by(pars_batch.c.id)
    connection.execute(statement.with_for_update(key_share=True)).all()


def taken_out(connection: Connection, batch_id: int) -> Sequence[str]:
    """Return the CreditIDs of what was put into a batch and taken out before it was sent."""
    statement: Select[Any] = (
        select(pars_record.c.credit_id)
        .join(pars_event, pars_event.c.record_id == pars_record.c.id)
        .where(*_put_into(batch_id), _was_taken_out())
        .order_by(pars_record.c.id)
    )
    return connection.execute(statement).scalars().all()


def _put_into(batch_id: int) -> tuple[ColumnElement[bool], ...]:
    return pars_event.c.batch_id == batch_id, pars_event.c.state == "batched"


def _was_taken_out() -> ColumnElement[bool]:
    """Say of an event `batched` that the very next one put its record back into the queue."""
    return exists().where(
        _LATER.c.record_id == pars_event.c.record_id,
        _LATER.c.seq == pars_event.c.seq + 1,
        _LATER.c.state == "ready",
    )


_BODIES = Prepared(
    select(pars_event.c.record_id, pars_packed.c.body)
    .join(
        pars_packed,
        and_(
            pars_packed.c.record_id == pars_event.c.record_id, pars_packed.c.seq == pars_event.c.seq
        ),
    )
    .where(
        pars_event.c.batch_id == bindparam("batch_id"),
        pars_event.c.state == "batched",
        pars_event.c.record_id > bindparam("after"),
        ~_was_taken_out(),
    )
    .order_by(pars_event.c.record_id)
    .limit(bindparam("limit"))
)


def was_sent(connection: Connection, batch_id: int) -> bool:
    """Whether a batch was marked as sent, or an answer to it came."""
    statement = select(pars_event.c.record_id).where(
        pars_event.c.batch_id == batch_id, pars_event.c.state.not_in(["batched", "ready"])
    )
    return connection.execute(statement.limit(1)).first() is not None


def packed(connection: Connection, batch_id: int, after: int, limit: int) -> Sequence[Row[Any]]:
    """Return a page of a batch's packed records, in the order of their inner ids.

    Each has record_id, body, salt, and `packed`, the digest that its event kept; a record that is
    not there has neither body nor salt. What was taken out of the batch is left out.
    """
    statement: Select[Any] = (
        with_packed()
        .where(*_put_into(batch_id), pars_event.c.record_id > after, ~_was_taken_out())
        .order_by(pars_event.c.record_id)
        .limit(limit)
    )
    return connection.execute(statement).all()


def bodies(connection: Connection, batch_id: int, after: int, limit: int) -> list[tuple[int, str]]:
    """Return a page of the packed records that a batch's file is made of, with their inner ids.

    What was taken out of the batch is left out, and what is not there any more.
    """
    return cast(
        "list[tuple[int, str]]",
        _BODIES.tuples(connection, batch_id=batch_id, after=after, limit=limit),
    )


def with_packed() -> Select[Any]:
    """Return the statement of what was put into batches, with the packed records."""
    same = and_(
        pars_packed.c.record_id == pars_event.c.record_id, pars_packed.c.seq == pars_event.c.seq
    )
    return (
        select(
            pars_event.c.record_id, pars_packed.c.body, pars_packed.c.salt, pars_event.c.packed,
            pars_event.c.seq,
        )
        .select_from(pars_event)
        .join(pars_packed, same, isouter=True)
    )  # fmt: skip


def digests(connection: Connection, batch_id: int) -> Iterator[str]:
    """Yield the digests of all that was put into a batch, in the order of the inner ids."""
    statement: Select[Any] = (
        select(pars_event.c.packed).where(*_put_into(batch_id)).order_by(pars_event.c.record_id)
    )
    with connection.execute(statement.execution_options(yield_per=AT_ONCE)) as rows:
        yield from (str(row.packed) for row in rows)


def newest(connection: Connection) -> str:
    """Return the public id of the newest batch, or ""."""
    rows = page(connection, 1)
    return str(rows[0].public_id) if rows else ""

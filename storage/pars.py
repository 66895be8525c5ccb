"""Statements about what is reported to PARS: records, their states as events, batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, insert, select

from storage.columns import new_public_id
from storage.tables import claim, completion, consent, merge, pars_event, pars_record, profile

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

_LATER = pars_event.alias("later")
IN_FORCE = pars_event.c.seq == (
    select(func.max(_LATER.c.seq))
    .where(_LATER.c.record_id == pars_record.c.id)
    .correlate(pars_record)
    .scalar_subquery()
)


def add_record(connection: Connection, **columns: object) -> int:
    """Write a record and return its inner id."""
    made = connection.execute(
        insert(pars_record).values(public_id=new_public_id(), **columns).returning(pars_record.c.id)
    )
    return int(made.scalar_one())


def add_event(
    connection: Connection,
    record_id: int,
    seq: int,
    state: str,
    now: datetime,
    by: int | None,
    **more: object,
) -> None:
    """Write the event numbered `seq`: the record's state from then on.

    A second writer who saw the same seq is refused by the primary key.
    """
    connection.execute(
        insert(pars_event).values(record_id=record_id, seq=seq, state=state, at=now, by=by, **more)
    )


def of_completions(connection: Connection, completions: Collection[int]) -> Sequence[Row[Any]]:
    """Return the records of completions, oldest first, each with its state in force."""
    return connection.execute(
        with_state()
        .where(pars_record.c.completion_id.in_(completions))
        .order_by(pars_record.c.completion_id, pars_record.c.number, pars_record.c.id)
    ).all()


def with_state() -> Select[Any]:
    """Return the statement of records with their state in force, its seq, batch and reason."""
    return (
        select(
            pars_record,
            pars_event.c.state,
            pars_event.c.seq,
            pars_event.c.batch_id,
            pars_event.c.reason,
            pars_event.c.at.label("state_at"),
        )
        .select_from(pars_record)
        .join(pars_event, and_(pars_event.c.record_id == pars_record.c.id, IN_FORCE))
    )


def claimed_without_record(connection: Connection) -> Sequence[Row[Any]]:
    """Return the completions (id, public_id) with a claim and without any record."""
    claimed = exists().where(claim.c.completion_id == completion.c.id)
    recorded = exists().where(pars_record.c.completion_id == completion.c.id)
    statement: Select[Any] = (
        select(completion.c.id, completion.c.public_id)
        .where(claimed, ~recorded)
        .order_by(completion.c.id)
    )
    return connection.execute(statement).all()


def merged(connection: Connection) -> dict[int, int]:
    """Return the merges in force: for each account the one it went into."""
    rows = connection.execute(select(merge.c.person_id, merge.c.into_id).order_by(merge.c.seq))
    last = {row.person_id: row.into_id for row in rows}
    return {one: into for one, into in last.items() if into is not None}


def profiles(connection: Connection, people: Collection[int]) -> Sequence[Row[Any]]:
    """Return the profiles in force (person_id, seq, body) of people."""
    later = profile.alias("later")
    newest = select(func.max(later.c.seq)).where(later.c.person_id == profile.c.person_id)
    statement: Select[Any] = select(profile.c.person_id, profile.c.seq, profile.c.body).where(
        profile.c.person_id.in_(people), profile.c.seq == newest.scalar_subquery()
    )
    return connection.execute(statement).all()


def consents(connection: Connection, people: Collection[int]) -> Sequence[Row[Any]]:
    """Return what each account said last by scope (person_id, scope, given, at)."""
    later = consent.alias("later")
    newest = select(func.max(later.c.seq)).where(
        later.c.person_id == consent.c.person_id, later.c.scope == consent.c.scope
    )
    statement: Select[Any] = select(
        consent.c.person_id, consent.c.scope, consent.c.given, consent.c.at
    ).where(consent.c.person_id.in_(people), consent.c.seq == newest.scalar_subquery())
    return connection.execute(statement).all()

"""Statements about what is reported to PARS: records, their states as events, batches."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, insert, select

from storage import in_force
from storage.columns import new_public_id
from storage.tables import (
    claim,
    completion,
    consent,
    pars_event,
    pars_packed,
    pars_record,
    profile,
    registration,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Row, Select

MANY = 100_000
"""Records that are read at once at most."""
AT_ONCE = 10_000
"""Values in one statement at most: PostgreSQL counts to 65,535, some SQLites to 32,766."""
UNANSWERED = ("sent", "pending_board")
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


def lock(connection: Connection, ids: Collection[int]) -> None:
    """Let nobody else write about these records, nor about what deletes them, until the end.

    Whoever writes an event locks its record before they read its state; all at once, so that
    everybody does it in the same order.
    """
    found = set(ids)
    add, deletion = pars_record.alias("addition"), pars_record.alias("deletion")
    for some in some_of(ids):
        statement: Select[Any] = (
            select(deletion.c.id)
            .join(add, and_(add.c.credit_id == deletion.c.credit_id, add.c.action == "add"))
            .where(add.c.id.in_(some), deletion.c.action == "delete")
        )
        found.update(connection.execute(statement).scalars())
    for some in some_of(sorted(found)):
        chosen = select(pars_record.c.id).where(pars_record.c.id.in_(some))
        connection.execute(chosen.order_by(pars_record.c.id).with_for_update(key_share=True))


def by_ids(connection: Connection, ids: Collection[int]) -> dict[int, Row[Any]]:
    """Return records by inner id, each with its state in force."""
    found: dict[int, Row[Any]] = {}
    for some in some_of(ids):
        statement = with_state().where(pars_record.c.id.in_(some))
        found |= {row.id: row for row in connection.execute(statement)}
    return found


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
    """Return the completions (id, public_id, completed_on) with a claim and without a record."""
    claimed = exists().where(claim.c.completion_id == completion.c.id)
    recorded = exists().where(pars_record.c.completion_id == completion.c.id)
    statement: Select[Any] = (
        select(completion.c.id, completion.c.public_id, completion.c.completed_on)
        .where(claimed, ~recorded)
        .order_by(completion.c.id)
    )
    return connection.execute(statement).all()


def profiles(connection: Connection, people: Collection[int]) -> Iterator[Row[Any]]:
    """Yield the profiles in force (person_id, seq, body, at) of people."""
    later = profile.alias("later")
    newest = select(func.max(later.c.seq)).where(later.c.person_id == profile.c.person_id)
    for some in some_of(people):
        statement: Select[Any] = select(
            profile.c.person_id, profile.c.seq, profile.c.body, profile.c.at
        ).where(profile.c.person_id.in_(some), profile.c.seq == newest.scalar_subquery())
        yield from connection.execute(statement)


def consents(connection: Connection, people: Collection[int]) -> Iterator[Row[Any]]:
    """Yield what each account said last by scope (person_id, scope, given, at)."""
    later = consent.alias("later")
    newest = select(func.max(later.c.seq)).where(
        later.c.person_id == consent.c.person_id, later.c.scope == consent.c.scope
    )
    for some in some_of(people):
        statement: Select[Any] = select(
            consent.c.person_id, consent.c.scope, consent.c.given, consent.c.at
        ).where(consent.c.person_id.in_(some), consent.c.seq == newest.scalar_subquery())
        yield from connection.execute(statement)


# --- the queue ------------------------------------------------------------------------------------
def in_states(states: Collection[str]) -> Select[Any]:
    """Return the statement of records that are in one of some states, found by the states."""
    return (
        select(
            pars_record,
            pars_event.c.state,
            pars_event.c.seq,
            pars_event.c.batch_id,
            pars_event.c.reason,
            pars_event.c.at.label("state_at"),
        )
        .select_from(pars_event)
        .join(pars_record, pars_record.c.id == pars_event.c.record_id)
        .where(pars_event.c.state.in_(states), in_force.EVENT)
    )


def ready(connection: Connection, activity_id: int | None) -> Sequence[int]:
    """Return the inner ids of what waits for a batch, the oldest completion first.

    All at once: to look for each page anew would walk through all that ever waited again.
    """
    statement = in_states(["ready"])
    if activity_id is not None:
        statement = statement.where(pars_record.c.activity_id == activity_id)
    ids = statement.with_only_columns(pars_record.c.id)
    order = pars_record.c.completed_on, pars_record.c.id
    return connection.execute(ids.order_by(*order)).scalars().all()


def count_in(connection: Connection, states: Collection[str], before: date | None = None) -> int:
    """Count the records in some states, completed before a day."""
    statement = in_states(states)
    if before is not None:
        statement = statement.where(pars_record.c.completed_on < before)
    inner = statement.subquery()
    counted: Select[Any] = select(func.count()).select_from(inner)
    return int(connection.execute(counted).scalar_one())


def open_days(
    connection: Connection, states: Collection[str], activity_id: int | None
) -> Sequence[Row[Any]]:
    """Count the records in some states by state, activity, subject and day of completion.

    An addition that was never answered is done with once PARS accepted its deletion.
    """
    never = and_(pars_event.c.state.in_(UNANSWERED), pars_record.c.action == "add")
    inner = in_states(states).where(~and_(never, _deletion_accepted())).subquery()
    by = inner.c.state, inner.c.activity_id, inner.c.subject, inner.c.completed_on
    counted: Select[Any] = select(*by, func.count().label("records")).group_by(*by)
    if activity_id is not None:
        counted = counted.where(inner.c.activity_id == activity_id)
    return connection.execute(counted).all()


def _deletion_accepted() -> ColumnElement[bool]:
    deletion, its = pars_record.alias("deletion"), pars_event.alias("its")
    return exists().where(
        deletion.c.credit_id == pars_record.c.credit_id,
        deletion.c.action == "delete",
        its.c.record_id == deletion.c.id,
        its.c.state == "accepted",
        ~exists().where(_LATER.c.record_id == its.c.record_id, _LATER.c.seq > its.c.seq),
    )


def page_in(
    connection: Connection, states: Collection[str], limit: int, offset: int
) -> Sequence[Row[Any]]:
    """Return one page of the records in some states, the oldest completion first."""
    order = pars_record.c.completed_on, pars_record.c.id
    return connection.execute(in_states(states).order_by(*order).limit(limit).offset(offset)).all()


def sent_bodies(connection: Connection, records: Collection[int]) -> dict[int, str]:
    """Return the packed records as they were put into a batch last, by inner id."""
    found: dict[int, str] = {}
    for some in some_of(records):
        statement: Select[Any] = (
            select(pars_packed.c.record_id, pars_packed.c.body)
            .where(pars_packed.c.record_id.in_(some))
            .order_by(pars_packed.c.record_id, pars_packed.c.seq)
        )
        found |= {row.record_id: row.body for row in connection.execute(statement)}
    return found


def some_of(values: Collection[Any]) -> Iterator[list[Any]]:
    """Yield values, as many at a time as a statement takes."""
    waiting = iter(values)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def behind(connection: Connection, action: str, credit_ids: Collection[str]) -> dict[str, Row[Any]]:
    """Return by CreditID the last record that adds or deletes it, with its state in force."""
    found: dict[str, Row[Any]] = {}
    for some in some_of(credit_ids):
        statement = with_state().where(
            pars_record.c.credit_id.in_(some), pars_record.c.action == action
        )
        rows = connection.execute(statement.order_by(pars_record.c.id))
        found |= {row.credit_id: row for row in rows}
    return found


def of_people(
    connection: Connection, people: Collection[int], activity_id: int
) -> Sequence[Row[Any]]:
    """Return the records of people in one activity, with their state in force."""
    return connection.execute(
        with_state()
        .where(pars_record.c.person_id.in_(people), pars_record.c.activity_id == activity_id)
        .order_by(pars_record.c.id)
    ).all()


def add_events(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write many events at once; each has record_id, seq, state, by, at and what else it has."""
    if rows:
        plain: dict[str, Any] = {"batch_id": None, "packed": None, "reason": None}
        connection.execute(insert(pars_event), [plain | one for one in rows])


def keep_packed(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write the packed records of events; each has record_id, seq, body and salt."""
    connection.execute(insert(pars_packed), rows)


# --- answers --------------------------------------------------------------------------------------
def by_credit_id(connection: Connection, credit_ids: Sequence[str]) -> Iterator[Row[Any]]:
    """Yield the records with these CreditIDs, additions and deletions, with their state."""
    for some in some_of(credit_ids):
        statement = with_state().where(pars_record.c.credit_id.in_(some))
        yield from connection.execute(statement.order_by(pars_record.c.id))


def activities_of(connection: Connection, numbers: Collection[str]) -> list[tuple[str, int]]:
    """Return the activities that ever had one of ACCME's numbers, each with the number."""
    found: list[tuple[str, int]] = []
    for some in some_of(numbers):
        statement: Select[Any] = (
            select(registration.c.value, registration.c.activity_id)
            .where(registration.c.kind == "ACCME", registration.c.value.in_(some))
            .distinct()
        )
        found.extend(tuple(row) for row in connection.execute(statement))
    return found


def sent_on(connection: Connection, activity_id: int, days: Collection[date]) -> list[Row[Any]]:
    """Return the records of an activity and some days that were put into a batch and are kept."""
    was_packed = exists().where(pars_packed.c.record_id == pars_record.c.id)
    found: list[Row[Any]] = []
    for some in some_of(days):
        statement = with_state().where(
            pars_record.c.activity_id == activity_id,
            pars_record.c.completed_on.in_(some),
            was_packed,
        )
        found.extend(connection.execute(statement))
    return sorted(found, key=lambda row: row.id)


def went(connection: Connection, records: Collection[int]) -> frozenset[int]:
    """Return those of some records that were marked as sent once, or answered."""
    found: set[int] = set()
    for some in some_of(records):
        statement: Select[Any] = select(pars_event.c.record_id).where(
            pars_event.c.record_id.in_(some),
            pars_event.c.state.not_in(["ready", "batched", "cancelled"]),
        )
        found.update(connection.execute(statement).scalars())
    return frozenset(found)


def record(connection: Connection, record_id: int) -> Row[Any]:
    """Return a record with its state in force."""
    return connection.execute(with_state().where(pars_record.c.id == record_id)).one()


def by_public_id(connection: Connection, public_id: str) -> Row[Any]:
    """Return a record with its state in force."""
    return connection.execute(with_state().where(pars_record.c.public_id == public_id)).one()


def by_public_ids(connection: Connection, public_ids: Collection[str]) -> Iterator[Row[Any]]:
    """Yield records with their state in force."""
    for some in some_of(public_ids):
        yield from connection.execute(with_state().where(pars_record.c.public_id.in_(some)))


def events(connection: Connection, record_id: int) -> Sequence[Row[Any]]:
    """Return all states that a record was in, oldest first."""
    return connection.execute(
        select(pars_event).where(pars_event.c.record_id == record_id).order_by(pars_event.c.seq)
    ).all()


def claims_of(connection: Connection, completions: Collection[int]) -> Sequence[Row[Any]]:
    """Return all claims of completions, oldest first: the last of a kind is in force."""
    statement = select(claim).where(claim.c.completion_id.in_(completions)).order_by(claim.c.seq)
    return connection.execute(statement).all()

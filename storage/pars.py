"""Statements about what is reported to PARS: records, their states as events, batches."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import and_, bindparam, exists, func, insert, select

from storage.columns import flag_of, new_public_id, text_of
from storage.prepared import Prepared
from storage.tables import (
    answer,
    attempt,
    claim,
    completion,
    consent,
    merge,
    pars_batch,
    pars_event,
    pars_packed,
    pars_record,
    person,
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
    for some in _some(ids):
        statement: Select[Any] = (
            select(deletion.c.id)
            .join(add, and_(add.c.credit_id == deletion.c.credit_id, add.c.action == "add"))
            .where(add.c.id.in_(some), deletion.c.action == "delete")
        )
        found.update(connection.execute(statement).scalars())
    for some in _some(sorted(found)):
        chosen = select(pars_record.c.id).where(pars_record.c.id.in_(some))
        connection.execute(chosen.order_by(pars_record.c.id).with_for_update(key_share=True))


def by_ids(connection: Connection, ids: Collection[int]) -> dict[int, Row[Any]]:
    """Return records by inner id, each with its state in force."""
    found: dict[int, Row[Any]] = {}
    for some in _some(ids):
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


def merged(connection: Connection) -> dict[int, int]:
    """Return the merges in force: for each account the one it went into."""
    rows = connection.execute(select(merge.c.person_id, merge.c.into_id).order_by(merge.c.seq))
    last = {row.person_id: row.into_id for row in rows}
    return {one: into for one, into in last.items() if into is not None}


def profiles(connection: Connection, people: Collection[int]) -> Iterator[Row[Any]]:
    """Yield the profiles in force (person_id, seq, body, at) of people."""
    later = profile.alias("later")
    newest = select(func.max(later.c.seq)).where(later.c.person_id == profile.c.person_id)
    for some in _some(people):
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
    for some in _some(people):
        statement: Select[Any] = select(
            consent.c.person_id, consent.c.scope, consent.c.given, consent.c.at
        ).where(consent.c.person_id.in_(some), consent.c.seq == newest.scalar_subquery())
        yield from connection.execute(statement)


# --- the queue ------------------------------------------------------------------------------------
def in_states(states: Collection[str]) -> Select[Any]:
    """Return the statement of records that are in one of some states, found by the states."""
    in_force = ~exists().where(
        _LATER.c.record_id == pars_event.c.record_id, _LATER.c.seq > pars_event.c.seq
    )
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
        .where(pars_event.c.state.in_(states), in_force)
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
    for some in _some(records):
        statement: Select[Any] = (
            select(pars_packed.c.record_id, pars_packed.c.body)
            .where(pars_packed.c.record_id.in_(some))
            .order_by(pars_packed.c.record_id, pars_packed.c.seq)
        )
        found |= {row.record_id: row.body for row in connection.execute(statement)}
    return found


def _some(values: Collection[Any]) -> Iterator[list[Any]]:
    """Yield values, as many at a time as a statement takes."""
    waiting = iter(values)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def adds_behind(connection: Connection, credit_ids: Collection[str]) -> dict[str, Row[Any]]:
    """Return by CreditID the records that added it, with their state in force."""
    found: dict[str, Row[Any]] = {}
    for some in _some(credit_ids):
        statement = with_state().where(
            pars_record.c.credit_id.in_(some), pars_record.c.action == "add"
        )
        found |= {row.credit_id: row for row in connection.execute(statement)}
    return found


def deletes_behind(connection: Connection, credit_ids: Collection[str]) -> dict[str, Row[Any]]:
    """Return by CreditID the last records that delete it, with their state in force."""
    found: dict[str, Row[Any]] = {}
    for some in _some(credit_ids):
        statement = with_state().where(
            pars_record.c.credit_id.in_(some), pars_record.c.action == "delete"
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


# --- batches --------------------------------------------------------------------------------------
def add_batch(connection: Connection, **columns: object) -> Row[Any]:
    """Write a batch and return its row (id, public_id)."""
    return connection.execute(
        insert(pars_batch)
        .values(public_id=new_public_id(), **columns)
        .returning(pars_batch.c.id, pars_batch.c.public_id)
    ).one()


def batches(connection: Connection, limit: int, offset: int = 0) -> Sequence[Row[Any]]:
    """Return batches, the newest first."""
    return connection.execute(
        select(pars_batch).order_by(pars_batch.c.id.desc()).limit(limit).offset(offset)
    ).all()


def every_batch(connection: Connection) -> Sequence[Row[Any]]:
    """Return all batches, the oldest first."""
    return connection.execute(select(pars_batch).order_by(pars_batch.c.id)).all()


def count_batches(connection: Connection) -> int:
    """Count all batches."""
    counted: Select[Any] = select(func.count()).select_from(pars_batch)
    return int(connection.execute(counted).scalar_one())


def states_of(connection: Connection, batch_id: int) -> dict[str, int]:
    """Count the records of a batch by state, as far as nothing newer happened to them elsewhere."""
    in_force = ~exists().where(
        _LATER.c.record_id == pars_event.c.record_id, _LATER.c.seq > pars_event.c.seq
    )
    statement: Select[Any] = (
        select(pars_event.c.state, func.count().label("records"))
        .where(pars_event.c.batch_id == batch_id, in_force)
        .group_by(pars_event.c.state)
    )
    return {row.state: row.records for row in connection.execute(statement)}


def of_batch(connection: Connection, batch_id: int) -> Sequence[Row[Any]]:
    """Return the records of a batch that are still where the batch left them: not sent."""
    return connection.execute(
        in_states(["batched"]).where(pars_event.c.batch_id == batch_id).order_by(pars_record.c.id)
    ).all()


def batched_of(connection: Connection, people: Collection[int]) -> Sequence[Row[Any]]:
    """Return the additions about some accounts that are in a batch and not marked as sent."""
    mine = pars_record.c.person_id.in_(people), pars_record.c.action == "add"
    return connection.execute(in_states(["batched"]).where(*mine).order_by(pars_record.c.id)).all()


def lock_batches(connection: Connection, ids: Collection[int]) -> None:
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


def newest_batch(connection: Connection) -> str:
    """Return the public id of the newest batch, or ""."""
    rows = batches(connection, 1)
    return str(rows[0].public_id) if rows else ""


def public_id_of(connection: Connection, person_id: int) -> str:
    """Return the public id of a person."""
    statement: Select[Any] = select(person.c.public_id).where(person.c.id == person_id)
    return str(connection.execute(statement).scalar_one())


# --- answers --------------------------------------------------------------------------------------
def by_credit_id(connection: Connection, credit_ids: Sequence[str]) -> Iterator[Row[Any]]:
    """Yield the records with these CreditIDs, additions and deletions, with their state."""
    for some in _some(credit_ids):
        statement = with_state().where(pars_record.c.credit_id.in_(some))
        yield from connection.execute(statement.order_by(pars_record.c.id))


def activities_of(connection: Connection, numbers: Collection[str]) -> list[tuple[str, int]]:
    """Return the activities that ever had one of ACCME's numbers, each with the number."""
    found: list[tuple[str, int]] = []
    for some in _some(numbers):
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
    for some in _some(days):
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
    for some in _some(records):
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
    for some in _some(public_ids):
        yield from connection.execute(with_state().where(pars_record.c.public_id.in_(some)))


def events(connection: Connection, record_id: int) -> Sequence[Row[Any]]:
    """Return all states that a record was in, oldest first."""
    return connection.execute(
        select(pars_event).where(pars_event.c.record_id == record_id).order_by(pars_event.c.seq)
    ).all()


# --- activities -----------------------------------------------------------------------------------
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
            text_of(connection, claim.c.snapshot, "degree").label("degree"),
            flag_of(connection, claim.c.snapshot, "physician").label("physician"),
        )
        .join(claim, claim.c.completion_id == completion.c.id)
        .where(completion.c.activity_id == activity_id, claim.c.kind == "cme")
        .order_by(claim.c.completion_id, claim.c.seq)
    )
    return connection.execute(statement).all()


def claims_of(connection: Connection, completions: Collection[int]) -> Sequence[Row[Any]]:
    """Return all claims of completions, oldest first: the last of a kind is in force."""
    statement = select(claim).where(claim.c.completion_id.in_(completions)).order_by(claim.c.seq)
    return connection.execute(statement).all()

"""Statements about corrections of published items, what they change, and who was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, bindparam, func, insert, select, text

from storage import in_force
from storage.prepared import Prepared
from storage.tables import (
    activity,
    attempt,
    claim,
    completion,
    correction,
    edition,
    edition_item,
    item,
    notice,
    pars_event,
    pars_record,
    person,
    result,
    sheet,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

LOCK = 7_305_119
CHUNK = 500  # ids that one statement names
STREAM = 5_000

_OF_ITEM = Prepared(
    select(correction)
    .where(correction.c.item_id == bindparam("item_id"))
    .order_by(correction.c.version, correction.c.seq)
)


class Packed(NamedTuple):
    """One closed attempt: its packed answers, and where it stands by its result in force."""

    attempt_id: int
    person_id: int
    picks: bytes
    texts: str
    seq: int
    passed: bool
    counted: bool


def hold_still(connection: Connection, *, alone: bool) -> None:
    """Let no attempt be marked while a correction comes into force; SQLite has one writer anyway.

    Whoever marks shares the lock, whoever corrects has it alone; both keep it to their commit.
    """
    if connection.dialect.name == "postgresql":
        how = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        connection.execute(text(f"SELECT {how}(:key)"), {"key": LOCK})


def of_items(connection: Connection, item_ids: Sequence[str]) -> Sequence[Row[Any]]:
    """Return the corrections of these items, all versions, in their order."""
    return connection.execute(
        select(correction)
        .where(correction.c.item_id.in_(item_ids))
        .order_by(correction.c.item_id, correction.c.version, correction.c.seq)
    ).all()


def of_item(connection: Connection, item_id: str) -> Sequence[Any]:
    """Return the corrections of one item, all versions, in their order."""
    return _OF_ITEM.execute(connection, item_id=item_id).all()


def every(connection: Connection) -> Sequence[Row[Any]]:
    """Return all corrections, newest first."""
    return connection.execute(select(correction).order_by(correction.c.id.desc())).all()


def newest(connection: Connection) -> Row[Any] | None:
    """Return the correction that came into force last; those before it are marked."""
    return connection.execute(
        select(correction).order_by(correction.c.id.desc()).limit(1)
    ).one_or_none()


def by_task(connection: Connection, task_id: int) -> Row[Any] | None:
    """Return the correction that came of a proposal."""
    return connection.execute(
        select(correction).where(correction.c.task_id == task_id)
    ).one_or_none()


def add(connection: Connection, **columns: object) -> int:
    """Write a correction and return its inner id; the key refuses a second one with its number."""
    made = connection.execute(insert(correction).values(**columns).returning(correction.c.id))
    return int(made.scalar_one())


def digests(connection: Connection, item_id: str, version: int) -> tuple[str, ...]:
    """Return the digests of an item's version, one for each revision, the last published last."""
    rows = connection.execute(
        select(item.c.digest)
        .join(edition_item, edition_item.c.item_digest == item.c.digest)
        .where(and_(item.c.item_id == item_id, item.c.version == version))
        .group_by(item.c.digest)
        .order_by(func.max(edition_item.c.edition_id))
    )
    return tuple(rows.scalars())


def editions_with(connection: Connection, item_id: str, version: int) -> Sequence[Row[Any]]:
    """Return the editions that hold an item's version, oldest first, with their activity's day."""
    statement: Select[Any] = (
        select(edition.c.id, edition.c.activity_id, edition.c.number, activity.c.expires)
        .select_from(edition)
        .join(activity, activity.c.id == edition.c.activity_id)
        .join(edition_item, edition_item.c.edition_id == edition.c.id)
        .join(item, item.c.digest == edition_item.c.item_digest)
        .where(and_(item.c.item_id == item_id, item.c.version == version))
        .order_by(edition.c.id)
    )
    return connection.execute(statement).all()


def packed(
    connection: Connection, edition_id: int, *, after: int = 0, limit: int | None = None
) -> Iterator[Packed]:
    """Stream the closed attempts at an edition, in their order, with the result in force."""
    statement = (
        select(
            sheet.c.attempt_id,
            attempt.c.person_id,
            sheet.c.picks,
            sheet.c.texts,
            result.c.seq,
            result.c.passed,
            result.c.counted,
        )
        .select_from(sheet)
        .join(attempt, attempt.c.id == sheet.c.attempt_id)
        .join(result, and_(result.c.attempt_id == sheet.c.attempt_id, in_force.RESULT))
        .where(and_(sheet.c.edition_id == edition_id, sheet.c.attempt_id > after))
        .order_by(sheet.c.attempt_id)
        .limit(limit)
    )
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from (Packed(*row) for row in rows)


def people_of(connection: Connection, attempt_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """Return by attempt its public id, its person's, and what the person completed by which."""
    found: dict[int, Row[Any]] = {}
    for some in _chunks(attempt_ids):
        rows = connection.execute(
            select(
                attempt.c.id,
                attempt.c.public_id,
                attempt.c.person_id,
                attempt.c.activity_id,
                person.c.public_id.label("person"),
                completion.c.id.label("completion_id"),
                completion.c.public_id.label("completion"),
                completion.c.completed_on,
            )
            .select_from(attempt)
            .join(person, person.c.id == attempt.c.person_id)
            .join(
                completion,
                and_(
                    completion.c.person_id == attempt.c.person_id,
                    completion.c.activity_id == attempt.c.activity_id,
                ),
                isouter=True,
            )
            .where(attempt.c.id.in_(some))
        )
        found |= {row.id: row for row in rows}
    return found


def submitted_by(
    connection: Connection, attempt_ids: Sequence[int], moment: datetime
) -> list[Row[Any]]:
    """Return those of these attempts that were submitted until a moment, in their order."""
    found: list[Row[Any]] = []
    for some in _chunks(attempt_ids):
        found += connection.execute(
            select(attempt)
            .where(and_(attempt.c.id.in_(some), attempt.c.submitted_at <= moment))
            .order_by(attempt.c.id)
        )
    return found


def in_force_of(connection: Connection, attempt_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """Return by attempt its form and the seq and body of its result in force."""
    found: dict[int, Row[Any]] = {}
    for some in _chunks(attempt_ids):
        rows = connection.execute(
            select(attempt, result.c.seq, result.c.body, result.c.counted)
            .select_from(attempt)
            .join(result, and_(result.c.attempt_id == attempt.c.id, in_force.RESULT))
            .where(attempt.c.id.in_(some))
        )
        found |= {row.id: row for row in rows}
    return found


def passes(connection: Connection, activity_id: int, people: Sequence[int]) -> dict[int, set[int]]:
    """Return by person the attempts at an activity that pass, by the results in force."""
    found: dict[int, set[int]] = {}
    for some in _chunks(people):
        rows = connection.execute(
            select(attempt.c.person_id, attempt.c.id)
            .select_from(attempt)
            .join(
                result, and_(result.c.attempt_id == attempt.c.id, result.c.passed, in_force.RESULT)
            )
            .where(and_(attempt.c.activity_id == activity_id, attempt.c.person_id.in_(some)))
        )
        for row in rows:
            found.setdefault(row.person_id, set()).add(row.id)
    return found


def claims_of(connection: Connection, completion_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return by completion what is claimed, in quarters by kind; nothing where it is withdrawn."""
    found: dict[int, dict[str, int]] = {}
    for some in _chunks(completion_ids):
        rows = connection.execute(
            select(claim.c.completion_id, claim.c.kind, claim.c.quarters)
            .where(claim.c.completion_id.in_(some))
            .order_by(claim.c.seq)
        )
        for row in rows:
            found.setdefault(row.completion_id, {})[row.kind] = row.quarters
    return {
        of: kept
        for of, held in found.items()
        if (kept := {kind: quarters for kind, quarters in held.items() if quarters})
    }


def reported(connection: Connection, completion_ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """Return by completion its records for PARS with their state, oldest first."""
    found: dict[int, list[Row[Any]]] = {}
    for some in _chunks(completion_ids):
        statement: Select[Any] = (
            select(
                pars_record.c.completion_id,
                pars_record.c.subject,
                pars_record.c.action,
                pars_record.c.credit_id,
                pars_event.c.state,
            )
            .select_from(pars_record)
            .join(pars_event, and_(pars_event.c.record_id == pars_record.c.id, in_force.EVENT))
            .where(pars_record.c.completion_id.in_(some))
            .order_by(pars_record.c.id)
        )
        for row in connection.execute(statement):
            found.setdefault(row.completion_id, []).append(row)
    return found


def claim_history(connection: Connection, completion_id: int) -> Sequence[Row[Any]]:
    """Return all claims of a completion, the replaced ones too, by kind and seq."""
    return connection.execute(
        select(claim)
        .where(claim.c.completion_id == completion_id)
        .order_by(claim.c.kind, claim.c.seq)
    ).all()


def attempts_of(connection: Connection, person_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Return the attempts of a person's accounts, oldest first."""
    return connection.execute(
        select(attempt).where(attempt.c.person_id.in_(person_ids)).order_by(attempt.c.id)
    ).all()


def results_of(connection: Connection, attempt_id: int) -> Sequence[Row[Any]]:
    """Return the results of an attempt, as it was marked first and after each correction."""
    return connection.execute(
        select(result).where(result.c.attempt_id == attempt_id).order_by(result.c.seq)
    ).all()


def seen(connection: Connection, person_ids: Sequence[int]) -> frozenset[int]:
    """Return the corrections whose notice a person acknowledged, in whichever account."""
    rows = connection.execute(
        select(notice.c.correction_id).where(notice.c.person_id.in_(person_ids))
    )
    return frozenset(rows.scalars())


def acknowledge(connection: Connection, person_id: int, correction_id: int, now: datetime) -> None:
    """Write that a person has read the notice of a correction."""
    connection.execute(
        insert(notice).values(person_id=person_id, correction_id=correction_id, seen_at=now)
    )


def acknowledged(connection: Connection) -> dict[int, int]:
    """Count by correction who acknowledged its notice."""
    rows = connection.execute(
        select(notice.c.correction_id, func.count()).group_by(notice.c.correction_id)
    )
    return {row[0]: row[1] for row in rows}


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))

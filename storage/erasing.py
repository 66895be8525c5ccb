"""Statements that erase what a person asked to be forgotten: the only deletes there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select

from storage import in_force
from storage.people import IS_ADDRESS, TESTERS
from storage.tables import (
    admission,
    attempt,
    attestation,
    completion,
    erasure,
    identity,
    invited,
    letter,
    local,
    metadata,
    pars_event,
    pars_packed,
    pars_record,
    participation,
    pilot,
    pilot_time,
    profile,
    reflection,
    submission,
    task,
    task_note,
)
from storage.triggers import NO_CREDIT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from sqlalchemy import Connection, Row, Select

# Whoever refers to others comes first. What each needs is said in storage/triggers.py.
ORDER = (
    "submission", "reflection", "attestation",
    "pars_packed", "pars_event", "pars_record", "certificate", "claim", "evaluation", "follow_up",
    "commitment", "recall", "recall_choice", "task_note", "task", "grant", "comment", "aside",
    "choice", "elsewhere", "feed", "role_reason", "admission", "invited", "pilot_time", "pilot",
    "letter", "local", "identity", "profile",
)  # fmt: skip


@dataclass(frozen=True)
class Reach:
    """Whose rows may go: those of `ids`, and of credit what was completed before a day."""

    ids: tuple[int, ...]
    credit_before: date
    without_credit: tuple[int, ...]  # of the ids: whoever has no completion since that day
    profiles_below: int  # profiles of the first id with a lower seq go; the others stay
    leaving: tuple[int, ...]  # records for PARS that are taken out of batches before


def reach(
    connection: Connection,
    ids: tuple[int, ...],
    credit_before: date,
    profiles_below: int,
    leaving: tuple[int, ...],
) -> Reach:
    """Return whose rows may go."""
    held = set(
        connection.execute(
            select(completion.c.person_id).where(
                completion.c.person_id.in_(ids), completion.c.completed_on >= credit_before
            )
        ).scalars()
    )
    free = tuple(one for one in ids if one not in held)
    return Reach(ids, credit_before, free, profiles_below, leaving)


def keys(connection: Connection, name: str, of: Reach) -> list[tuple[Any, ...]]:
    """Return the primary keys of the rows of a table that would go, in their order."""
    table = metadata.tables[name]
    columns = table.primary_key.columns
    rows = connection.execute(select(*columns).where(_where(name, of)).order_by(*columns))
    return [tuple(row) for row in rows]


def erase(connection: Connection, name: str, of: Reach) -> None:
    """Delete those rows; an erasure of each person has to be there."""
    connection.execute(delete(metadata.tables[name]).where(_where(name, of)))


def add(connection: Connection, **columns: object) -> None:
    """Write the erasure that lets a person's rows go."""
    connection.execute(insert(erasure).values(**columns))


def last(connection: Connection, person_id: int) -> int:
    """Return the seq of a person's newest erasure, 0 before the first."""
    found = select(func.max(erasure.c.seq)).where(erasure.c.person_id == person_id)
    return int(connection.execute(found).scalar() or 0)


def of_record(connection: Connection, record_id: int) -> bool:
    """Whether the person of a record for PARS was forgotten."""
    found = select(erasure.c.seq).join(pars_record, pars_record.c.person_id == erasure.c.person_id)
    return connection.execute(found.where(pars_record.c.id == record_id)).first() is not None


def every(connection: Connection) -> Iterator[Row[Any]]:
    """Stream the erasures."""
    statement: Select[Any] = select(erasure).order_by(erasure.c.person_id, erasure.c.seq)
    with connection.execute(statement) as rows:
        yield from rows


def completions(connection: Connection, ids: Collection[int], since: date) -> Sequence[Row[Any]]:
    """Return the completions that must be kept yet, oldest first."""
    return connection.execute(
        select(completion)
        .where(completion.c.person_id.in_(ids), completion.c.completed_on >= since)
        .order_by(completion.c.completed_on, completion.c.id)
    ).all()


def _where(name: str, of: Reach) -> ColumnElement[bool]:
    """Return which rows of a table go; the groups are those of storage/triggers.py."""
    if name in _OF_ITS_OWN:
        return _OF_ITS_OWN[name](of)
    columns = metadata.tables[name].c
    if "person_id" in columns and name != "pars_record":
        return columns.person_id.in_(of.without_credit if name == "grant" else of.ids)
    if "attempt_id" in columns:
        tried = select(attempt.c.id).where(attempt.c.person_id.in_(of.ids))
        return columns.attempt_id.in_(tried)
    return columns.completion_id.in_(_done(of))


def _profiles(of: Reach) -> ColumnElement[bool]:
    kept = (profile.c.person_id == of.ids[0]) & (profile.c.seq >= of.profiles_below)
    return profile.c.person_id.in_(of.ids) & ~kept


def _own_addresses(of: Reach) -> Select[Any]:
    return select(func.lower(identity.c.subject)).where(
        identity.c.person_id.in_(of.ids), IS_ADDRESS
    )


def _addresses(of: Reach) -> ColumnElement[bool]:
    return admission.c.address.in_(_own_addresses(of))


def _invited(of: Reach) -> ColumnElement[bool]:
    """Return which invitations go: of these people, and of any address that is theirs."""
    return or_(invited.c.person_id.in_(of.ids), invited.c.who.in_(_own_addresses(of)))


def _letters(of: Reach) -> ColumnElement[bool]:
    """Return which mail goes: about these people, and to any address that is theirs."""
    own = select(local.c.address).where(local.c.person_id.in_(of.ids))
    to = or_(letter.c.address.in_(own), letter.c.address.in_(_own_addresses(of)))
    return or_(letter.c.person_id.in_(of.ids), to)


def _asked(of: Reach) -> ColumnElement[bool]:
    """Return which tasks go: own requests and comments, and others where no credit stays."""
    own = and_(task.c.person_id.in_(of.ids), task.c.kind.in_(NO_CREDIT_IN))
    return or_(own, task.c.person_id.in_(of.without_credit))


def _notes(of: Reach) -> ColumnElement[bool]:
    return task_note.c.task_id.in_(select(task.c.id).where(_asked(of)))


def _meant(name: str) -> Callable[[Reach], ColumnElement[bool]]:
    """Return what somebody meant to change or was asked again: all, whatever the day."""
    own = metadata.tables[name].c.completion_id

    def mine(of: Reach) -> ColumnElement[bool]:
        return own.in_(select(completion.c.id).where(completion.c.person_id.in_(of.ids)))

    return mine


def _took_part(of: Reach) -> Select[Any]:
    return select(participation.c.id).where(participation.c.person_id.in_(of.ids))


def _attested(of: Reach) -> ColumnElement[bool]:
    """Return which attestations go: of projects completed so long ago that no record must stay."""
    own = attestation.c.participation_id.in_(_took_part(of))
    return and_(own, attestation.c.completed_on < of.credit_before)


def _reflected(of: Reach) -> ColumnElement[bool]:
    return reflection.c.participation_id.in_(_took_part(of))


def _submitted(of: Reach) -> ColumnElement[bool]:
    stays = exists().where(
        attestation.c.participation_id == submission.c.participation_id,
        attestation.c.completed_on >= of.credit_before,
    )
    return and_(submission.c.participation_id.in_(_took_part(of)), ~stays)


def _states(of: Reach) -> ColumnElement[bool]:
    old = select(pars_record.c.id).where(pars_record.c.completion_id.in_(_done(of)))
    return pars_event.c.record_id.in_(old)


def _packed(of: Reach) -> ColumnElement[bool]:
    """Return which packed records go: of old credit, and what PARS neither holds nor may hold."""
    held = exists().where(
        pars_event.c.record_id == pars_packed.c.record_id,
        pars_event.c.state.in_(["batched", "sent", "pending_board", "accepted"]),
        in_force.EVENT,
    )
    old = select(pars_record.c.id).where(pars_record.c.completion_id.in_(_done(of)))
    own = select(pars_record.c.id).where(pars_record.c.person_id.in_(of.ids))
    mine = pars_packed.c.record_id
    return or_(mine.in_(old), and_(mine.in_(own), ~held), mine.in_(of.leaving))


def _piloted(of: Reach) -> ColumnElement[bool]:
    """Return which pilots go: those whose link opened one of the accounts."""
    own = select(identity.c.subject).where(
        identity.c.person_id.in_(of.ids), identity.c.issuer == TESTERS
    )
    return pilot.c.public_id.in_(own)


def _timed(of: Reach) -> ColumnElement[bool]:
    return pilot_time.c.pilot_id.in_(select(pilot.c.id).where(_piloted(of)))


_OF_ITS_OWN: dict[str, Callable[[Reach], ColumnElement[bool]]] = {
    "profile": _profiles,
    "admission": _addresses,
    "invited": _invited,
    "letter": _letters,
    "pilot": _piloted,
    "pilot_time": _timed,
    "task": _asked,
    "task_note": _notes,
    "commitment": _meant("commitment"),
    "follow_up": _meant("follow_up"),
    "attestation": _attested,
    "reflection": _reflected,
    "submission": _submitted,
    "recall": _meant("recall"),
    "recall_choice": _meant("recall_choice"),
    "pars_event": _states,
    "pars_packed": _packed,
}


def _done(of: Reach) -> Any:  # noqa: ANN401  (a Select of one column)
    return select(completion.c.id).where(
        completion.c.person_id.in_(of.ids), completion.c.completed_on < of.credit_before
    )

"""Statements about messages to people: each is put once for its subject and kind, then told of.

What happens to a message are events: none yet, `sending` (somebody took it), `delayed` (to be
tried again), `waiting` (staff wants it tried again), and for good `sent`, `failed`, `exported` and
`skipped`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, insert, or_, select
from sqlalchemy.dialects import postgresql

from storage.tables import outbox, outbox_event, pars_event, person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

LONGEST_REASON = 500  # characters
CHUNK = 500  # subjects that one statement names


def put(
    connection: Connection,
    *,
    subject: str,
    kind: str,
    person_id: int,
    body: str,
    due_at: datetime,
    now: datetime,
) -> bool:
    """Put a message in the outbox; False: there is one of that kind about that subject already.

    `subject` names the thing ("completion:<public id>"), `body` is JSON of ids and facts, never of
    addresses: who it goes to is read when it is sent.
    """
    there = select(outbox.c.id).where(outbox.c.subject == subject, outbox.c.kind == kind)
    if connection.execute(there).first() is not None:
        return False
    values = {
        "subject": subject,
        "kind": kind,
        "person_id": person_id,
        "body": body,
        "due_at": due_at,
        "at": now,
    }
    if connection.dialect.name != "postgresql":
        connection.execute(insert(outbox).values(values))
        return True
    # Two transactions can both have seen none.
    statement = postgresql.insert(outbox).values(values).on_conflict_do_nothing()
    return connection.execute(statement.returning(outbox.c.id)).first() is not None


def known(connection: Connection, subjects: Sequence[str]) -> set[tuple[str, str]]:
    """Return subject and kind of every message about one of these subjects."""
    found: set[tuple[str, str]] = set()
    for first in range(0, len(subjects), CHUNK):
        wanted = outbox.c.subject.in_(subjects[first : first + CHUNK])
        rows = connection.execute(select(outbox.c.subject, outbox.c.kind).where(wanted))
        found.update((row.subject, row.kind) for row in rows)
    return found


def due(connection: Connection, now: datetime, limit: int) -> Sequence[int]:
    """Return which messages are due, the longest due first; a look that takes none of them."""
    return (
        connection.execute(
            select(outbox.c.id)
            .select_from(_with_last())
            .where(_is_due(now))
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(limit)
        )
        .scalars()
        .all()
    )


def take(
    connection: Connection, outbox_id: int, now: datetime, until: datetime, worker: str
) -> tuple[Row[Any], int] | None:
    """Take a message for this worker alone until then; None: it is not due, or somebody has it.

    Returns its row and the seq under which it was taken.
    """
    row = connection.execute(
        select(outbox).where(outbox.c.id == outbox_id).with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    # Read after the lock: somebody may have finished with it since it was seen to be due.
    last = last_event(connection, outbox_id)
    again_at = row.due_at if last is None else last.again_at
    if again_at is None or again_at > now:
        return None
    seq = (last.seq if last else 0) + 1
    tell(connection, outbox_id, seq, "sending", now, reason=worker, again_at=until)
    return row, seq


def tell(
    connection: Connection,
    outbox_id: int,
    seq: int,
    state: str,
    now: datetime,
    *,
    reason: str | None = None,
    again_at: datetime | None = None,
) -> None:
    """Write the event numbered `seq` of a message.

    Raises:
        IntegrityError: somebody else wrote that one, since theirs was the message by then.
    """
    connection.execute(
        insert(outbox_event).values(
            outbox_id=outbox_id,
            seq=seq,
            state=state,
            reason=None if reason is None else reason[:LONGEST_REASON],
            again_at=again_at,
            at=now,
        )
    )


def last_event(connection: Connection, outbox_id: int) -> Row[Any] | None:
    """Return the event in force of a message."""
    return connection.execute(
        select(outbox_event)
        .where(outbox_event.c.outbox_id == outbox_id)
        .order_by(outbox_event.c.seq.desc())
        .limit(1)
    ).first()


def events(connection: Connection, outbox_id: int) -> Sequence[Row[Any]]:
    """Return what happened to a message, oldest first."""
    return connection.execute(
        select(outbox_event)
        .where(outbox_event.c.outbox_id == outbox_id)
        .order_by(outbox_event.c.seq)
    ).all()


def counts(connection: Connection) -> Sequence[Row[Any]]:
    """Return how many messages of each kind are in each state (None: no event yet)."""
    return connection.execute(
        select(outbox.c.kind, outbox_event.c.state, func.count().label("number"))
        .select_from(_with_last())
        .group_by(outbox.c.kind, outbox_event.c.state)
        .order_by(outbox.c.kind)
    ).all()


def count_in(connection: Connection, state: str, before: datetime | None = None) -> int:
    """Count the messages whose last event says `state`, of those put before a moment if named."""
    later = outbox_event.alias("later")
    in_force = ~exists().where(
        later.c.outbox_id == outbox_event.c.outbox_id, later.c.seq > outbox_event.c.seq
    )
    statement = (
        select(func.count())
        .select_from(outbox_event.join(outbox, outbox.c.id == outbox_event.c.outbox_id))
        .where(outbox_event.c.state == state, in_force)
    )
    if before is not None:
        statement = statement.where(outbox.c.due_at < before)
    return int(connection.execute(statement).scalar_one())


def in_states(
    connection: Connection,
    states: Sequence[str | None],
    *,
    kind: str | None = None,
    limit: int | None = None,
) -> Sequence[Row[Any]]:
    """Return messages in one of these states (None: no event yet), the newest first.

    Each row is the message's with `public_id` of its person, and `state`, `seq`, `reason`,
    `told_at` and `again_at` of its last event.
    """
    held = outbox_event.c.state.in_([one for one in states if one is not None])
    wanted = or_(held, outbox_event.c.state.is_(None)) if None in states else held
    statement = (
        select(
            outbox,
            person.c.public_id,
            outbox_event.c.state,
            outbox_event.c.seq,
            outbox_event.c.reason,
            outbox_event.c.again_at,
            outbox_event.c.at.label("told_at"),
        )
        .select_from(_with_last().join(person, person.c.id == outbox.c.person_id))
        .where(wanted)
        .order_by(outbox.c.id.desc())
        .limit(limit)
    )
    if kind is not None:
        statement = statement.where(outbox.c.kind == kind)
    return connection.execute(statement).all()


def lock(connection: Connection, ids: Sequence[int]) -> None:
    """Let nobody else take these messages until the transaction ends."""
    connection.execute(
        select(outbox.c.id).where(outbox.c.id.in_(ids)).order_by(outbox.c.id).with_for_update()
    )


def exported_as(connection: Connection, batch: str) -> Sequence[Row[Any]]:
    """Return the messages that were taken as the file with that id, oldest first."""
    return connection.execute(
        select(outbox)
        .join(outbox_event, outbox_event.c.outbox_id == outbox.c.id)
        .where(and_(outbox_event.c.state == "exported", outbox_event.c.reason == batch))
        .order_by(outbox.c.id)
    ).all()


def exports(connection: Connection, limit: int) -> Sequence[Row[Any]]:
    """Return the latest files that messages were taken as: batch, kind, number, at."""
    at = func.max(outbox_event.c.at).label("at")
    return connection.execute(
        select(
            outbox_event.c.reason.label("batch"),
            outbox.c.kind,
            func.count().label("number"),
            at,
        )
        .join(outbox, outbox.c.id == outbox_event.c.outbox_id)
        .where(outbox_event.c.state == "exported")
        .group_by(outbox_event.c.reason, outbox.c.kind)
        .order_by(at.desc())
        .limit(limit)
    ).all()


def state_of_report(connection: Connection, record_id: int) -> str | None:
    """Return where a report to a board stands, so that nobody hears of what is settled."""
    return connection.execute(
        select(pars_event.c.state)
        .where(pars_event.c.record_id == record_id)
        .order_by(pars_event.c.seq.desc())
        .limit(1)
    ).scalar()


def _with_last() -> Any:  # noqa: ANN401  (a Join of tables that has no name)
    last = (
        select(outbox_event.c.outbox_id, func.max(outbox_event.c.seq).label("seq"))
        .group_by(outbox_event.c.outbox_id)
        .subquery()
    )
    return outbox.join(last, last.c.outbox_id == outbox.c.id, isouter=True).join(
        outbox_event,
        and_(outbox_event.c.outbox_id == outbox.c.id, outbox_event.c.seq == last.c.seq),
        isouter=True,
    )


def _is_due(now: datetime) -> Any:  # noqa: ANN401  (a condition that has no name)
    first = and_(outbox_event.c.outbox_id.is_(None), outbox.c.due_at <= now)
    return or_(first, outbox_event.c.again_at <= now)

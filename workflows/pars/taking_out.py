"""Take a person's records out of batches that are not sent, when they may not go any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import pars, pars_batch
from workflows.pars.reported import consent_scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from workflows.act import Act


def take_out(a: Act, people: Sequence[int], scope: str | None = None) -> int:
    """Put what would be added about some accounts back into the queue, and return how many.

    It is what a consent of that scope covered, or everything (None). What is sent is untouched,
    and so are deletions: they take back what PARS holds. Call it in the transaction of the
    withdrawal or the erasure.
    """
    going = _going(a, people, scope)
    if not going:
        return 0
    # Whoever marks a batch as sent holds its lock: either it is sent by now, or nothing of it is.
    pars_batch.lock(a.connection, sorted({row.batch_id for row in going}))
    pars.lock(a.connection, [row.id for row in going])
    going = _going(a, people, scope)
    events = [
        {
            "record_id": row.id, "seq": row.seq + 1, "state": "ready", "batch_id": row.batch_id,
            "by": a.actor.person_id, "at": a.at,
        }
        for row in going
    ]  # fmt: skip
    pars.add_events(a.connection, events)
    for one in events:
        a.seal("pars_event", record_id=one["record_id"], seq=one["seq"])
    a.data["taken_out"] = len(events)
    return len(events)


def leaving(a: Act, people: Sequence[int]) -> tuple[int, ...]:
    """Return the inner ids of the records about some accounts that would be taken out now."""
    return tuple(row.id for row in _going(a, people, None))


def _going(a: Act, people: Sequence[int], scope: str | None) -> list[Row[Any]]:
    return [
        row
        for row in pars_batch.unsent_about(a.connection, people)
        if scope in {None, consent_scope(row.subject)}
        and not pars_batch.was_sent(a.connection, row.batch_id)
    ]

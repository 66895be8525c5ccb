"""What staff decide of a record by hand: PARS' answer, that nothing changes, or another try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

from storage import pars, tasks
from storage.columns import keepable
from workflows.act import act
from workflows.pars.answers import OPEN, REJECTED, SET_ASIDE, State, Taken, events_of, seal, write
from workflows.pars.queue import arrived_after_all
from workflows.pars.refusals import NoOutcome, NotRejected, NotWithPars, ReasonMissing, Undecided
from workflows.pars.undecided import tasks_about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from workflows.act import Act, Actor


def enter(actor: Actor, record: str, state: str, reason: str, seen: str) -> None:
    """Enter an answer by hand: one that no row told, or what staff decided of a contradiction.

    `seen` is the state that the page showed; the same again changes nothing.

    Raises:
        NoOutcome, ReasonMissing, NotWithPars: nothing was written.
    """
    reason = keepable(reason).strip()
    if state not in get_args(State):
        raise NoOutcome(state)
    if not reason:
        raise ReasonMissing
    with act(actor, "answer.enter", on=("pars_record", record)) as a:
        row = pars.record(a.connection, a.on.id)
        if row.state == state and row.reason == reason:
            a.receipt = row
            return
        pars.lock(a.connection, [row.id])  # and the deletion behind it
        if row.state != seen or not _answerable(a, row, state):
            raise NotWithPars
        write(a, events_of(a, row, cast("State", state), reason, Taken()))
        if row.state == "cancelled" and row.action == "add":
            arrived_after_all(a, row)
        _settle(a, record, "decided")
        a.data["state"] = state


def _answerable(a: Act, row: Row[Any], state: str) -> bool:
    """Whether PARS can have said this: of what was set aside only by a late answer."""
    if row.state in SET_ASIDE:
        return state == "accepted" and bool(tasks_about(a.connection, row.public_id))
    return row.state in OPEN | REJECTED | {"accepted"}


def keep(actor: Actor, record: str) -> None:
    """Keep the state in force against a contradictory answer; a repeat changes nothing."""
    with act(actor, "answer.enter", on=("pars_record", record)) as a:
        if not _settle(a, record, "kept"):
            a.receipt = record


def _settle(a: Act, record: str, state: str) -> int:
    """Close the contradictions of a record, and return how many there were."""
    waiting = tasks_about(a.connection, record)
    for one in waiting:
        tasks.note(a.connection, one, 1, state, "", a.at, a.actor.person_id)
        a.seal("task_note", task_id=one, seq=1)
    return len(waiting)


def retry(actor: Actor, record: str) -> None:
    """Let a rejected record go once more, by staff's choice; a repeat changes nothing.

    Raises:
        NotRejected: there is nothing to try once more.
        Undecided: PARS may hold it after all.
    """
    with act(actor, "report.retry", on=("pars_record", record)) as a:
        row = pars.record(a.connection, a.on.id)
        if row.state == "ready":
            a.receipt = row
            return
        if row.state not in REJECTED:
            raise NotRejected
        if tasks_about(a.connection, record):
            raise Undecided
        again(a, [row])


def again(a: Act, rows: Sequence[Row[Any]]) -> None:
    """Put rejected records back into the queue."""
    events = [
        {
            "record_id": row.id, "seq": row.seq + 1, "state": "ready", "batch_id": row.batch_id,
            "by": a.actor.person_id, "at": a.at,
        }
        for row in rows
    ]  # fmt: skip
    pars.add_events(a.connection, events)
    seal(a, events)

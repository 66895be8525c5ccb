"""PARS' answers: each is matched with one record, or refused by its row with the reason.

An answer is found by CreditID, else by activity, board, number and day, as it was sent; where the
file names it, by the record action, which tells a deletion from what replaces it. What
could be about two records is refused, never guessed. The same answers again change nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import tuple_

from credit.completion import CME
from documents.pars.answers import Answer, Answers, keys_of, read
from documents.pars.cells import record_of
from documents.pars.record import unpack
from storage import outbox, pars, tasks
from storage.tables import pars_event
from workflows.act import act
from workflows.pars import grounds
from workflows.pars.queue import NOT_THERE, cancel
from workflows.pars.refusals import (
    UnreadableAnswers,
)
from workflows.pars.tracker import report_by
from workflows.pars.undecided import CONTRADICTION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Row

    from documents.pars.answer_map import Action, Outcome
    from workflows.act import Act, Actor

State = Literal["accepted", "pending_board", "rejected_pars", "rejected_board"]
STATES: dict[Outcome, State] = {
    "accepted": "accepted",
    "pending": "pending_board",
    "rejected-by-pars": "rejected_pars",
    "rejected-by-board": "rejected_board",
}
OPEN = frozenset({"batched", "sent", "pending_board"})
"""States in which an answer is expected; in a batch that nobody marked as sent, too."""
REJECTED = frozenset({"rejected_pars", "rejected_board"})
SET_ASIDE = frozenset({"ready", "cancelled"})
"""States in which nothing is expected; after a batch PARS may hold the record nevertheless."""


@dataclass(frozen=True)
class RowSaid:
    """What became of one row of an answer file."""

    row: int | None
    said: str


@dataclass
class Taken:
    """What became of an answer file."""

    accepted: int = 0
    rejected: int = 0
    pending: int = 0
    unchanged: int = 0
    contradictory: list[RowSaid] = field(default_factory=list)  # they wait for staff
    refused: list[RowSaid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def take(actor: Actor, content: bytes) -> Taken:
    """Take in the answers of a CSV or Excel file; a row that is refused stops no other.

    Raises:
        UnreadableAnswers: nothing in the file can be read.
    """
    found = read(content)
    if not found.answers and found.faults:
        one = found.faults[0]
        msg = f"{one.what} {one.fix}"
        raise UnreadableAnswers(msg)
    with act(actor, "answers.take") as a:
        taken = _taken(a, found)
        a.data.update(
            digest=hashlib.sha256(content).hexdigest(),
            accepted=taken.accepted,
            rejected=taken.rejected,
            pending=taken.pending,
        )
        if not a.data.get("seals") and not taken.contradictory:
            a.receipt = taken  # it changed nothing
        return taken


def _taken(a: Act, found: Answers) -> Taken:
    taken = Taken(
        refused=[RowSaid(one.row, f"{one.column}: {one.what} {one.fix}") for one in found.faults],
        notes=[one.what for one in found.notes],
    )
    events: list[dict[str, Any]] = []
    for answer, row in _matched(a, found.answers, taken):
        events += _decided(a, answer, row, taken)
    write(a, events)
    return taken


def write(a: Act, events: Sequence[dict[str, Any]]) -> None:
    """Write what answers made of records, and end the deletions that have nothing to delete."""
    pars.add_events(a.connection, events)
    seal(a, events)
    said = [one["record_id"] for one in events if one["state"] in REJECTED]
    rejected = [
        row
        for row in pars.by_ids(a.connection, said).values()
        if row.action == "delete" and row.state in REJECTED
    ]
    behind = pars.behind(a.connection, "add", [row.credit_id for row in rejected])
    for row in rejected:
        if behind[row.credit_id].state == "cancelled":  # PARS rejected that, too
            cancel(a, row)


def seal(a: Act, events: Sequence[dict[str, Any]]) -> None:
    """Seal the events that an act wrote, a few hundred at a time."""
    for at in range(0, len(events), 400):
        keys = [(one["record_id"], one["seq"]) for one in events[at : at + 400]]
        a.seal_all("pars_event", tuple_(pars_event.c.record_id, pars_event.c.seq).in_(keys))


# --- which record is it? --------------------------------------------------------------------------
def _matched(a: Act, answers: Iterable[Answer], taken: Taken) -> Iterable[tuple[Answer, Row[Any]]]:
    """Yield each answer with its record, in the order of the rows; refuse the others."""
    together: dict[tuple[object, Action | None], list[Answer]] = defaultdict(list)
    for one in answers:
        name = record_of(one.credit_id) if one.credit_id else one.key
        together[name, one.action].append(one)
    records = _locked(a, _records(a, {key for key, _action in together}))
    for (key, action), those in together.items():
        rows = [row for row in records.get(key, []) if action in {None, row.action}]
        candidates = _candidates(a, rows)
        outcomes = {one.outcome for one in those}
        if len(candidates) == 1 and len(outcomes) == 1:
            yield those[0], candidates[0]
        elif len(candidates) == len(those) > 1 and len(outcomes) == 1:
            # As many answers as records, and all the same: no matter which is which.
            yield from zip(those, candidates, strict=True)
        else:
            said = _why_not(candidates, len(those))
            taken.refused.extend(RowSaid(one.row, said) for one in those)


def _candidates(a: Act, rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """Return the records that an answer can be about: those that wait for one, else those sent.

    What is in a batch that nobody marked as sent is none to choose before one that went. The last
    resort are those that went, or were in a batch once, and wait for another or were taken back.
    """
    sent = [row for row in rows if row.state in OPEN | REJECTED | {"accepted"}]
    waiting = [row for row in sent if row.state in OPEN]
    found = waiting or sent
    if found and any(row.state != "batched" for row in found):
        return found
    went = pars.went(a.connection, [row.id for row in rows]) if len(rows) > 1 else frozenset()
    if found or went:
        return [row for row in rows if row in found or row.id in went]
    packed = pars.sent_bodies(a.connection, [row.id for row in rows])
    return [row for row in rows if row.id in packed]


def _why_not(found: Sequence[Row[Any]], answers: int) -> str:
    candidates = len(found)
    if not candidates:
        return (
            "No record that was sent fits this row. Compare activity, board, number and day with"
            " the batch, or enter the answer by hand on the person's page."
        )
    if candidates == 1:
        return f"{answers} rows about the same record contradict each other. Ask PARS which holds."
    if any(row.state == "batched" for row in found):
        return (
            f"{candidates} records fit this row, one of them in a batch that is not marked as sent."
            " Mark that batch as sent, or cancel it, then take in this file again."
        )
    return (
        f"{candidates} records fit this row, so it is not clear which it is about. Enter the"
        " answers by hand on the person's page."
    )


def _records(a: Act, together: Collection[object]) -> dict[object, list[Row[Any]]]:
    """Return the records behind CreditIDs and keys, each with its state in force."""
    found: dict[object, list[Row[Any]]] = defaultdict(list)
    names = [one for one in together if isinstance(one, str)]
    for row in pars.by_credit_id(a.connection, names):
        found[row.credit_id].append(row)
    keys = {one for one in together if isinstance(one, tuple)}
    for number, activity_id in sorted(grounds.numbered(a.connection, {one[0] for one in keys})):
        days = {one[3] for one in keys if one[0] == number}
        rows = pars.sent_on(a.connection, activity_id, days)
        bodies = pars.sent_bodies(a.connection, [row.id for row in rows])
        for row in rows:
            for key in keys_of(unpack(bodies[row.id])):
                if key in keys:
                    found[key].append(row)
    return found


def _locked(a: Act, records: dict[object, list[Row[Any]]]) -> dict[object, list[Row[Any]]]:
    """Return the records as they are now that nobody else writes about them."""
    ids = {row.id for rows in records.values() for row in rows}
    pars.lock(a.connection, ids)
    now = pars.by_ids(a.connection, ids)
    return {key: [now[row.id] for row in rows] for key, rows in records.items()}


# --- what does it change? -------------------------------------------------------------------------
def _decided(a: Act, answer: Answer, row: Row[Any], taken: Taken) -> list[dict[str, Any]]:
    """Return the events that an answer makes; count what it does, and keep a contradiction."""
    state = STATES[answer.outcome]
    if row.state in OPEN and not _of_an_earlier_batch(a, row, state, answer.reason):
        if state == row.state:
            taken.unchanged += 1
            return []
        return events_of(a, row, state, answer.reason, taken)
    same = state == row.state or (state in REJECTED and row.state in REJECTED | SET_ASIDE)
    if same or state == "pending_board":
        taken.unchanged += 1
        return []
    said = _contradiction(a, row, state, answer.reason)
    if said is None:
        taken.unchanged += 1
    else:
        taken.contradictory.append(RowSaid(answer.row, said))
    return []


def _of_an_earlier_batch(a: Act, row: Row[Any], state: State, reason: str) -> bool:
    """Whether the very same rejection came before the record was sent once more."""
    if state not in REJECTED:
        return False
    return any(
        one.state in REJECTED and (one.reason or "") == reason
        for one in pars.events(a.connection, row.id)
    )


def events_of(
    a: Act, row: Row[Any], state: State, reason: str, taken: Taken
) -> list[dict[str, Any]]:
    """Return what an answer makes of a record: its state and, where it ends there, the end."""
    by = {"record_id": row.id, "by": a.actor.person_id, "at": a.at}
    answered = by | {"seq": row.seq + 1, "state": state, "batch_id": row.batch_id}
    events: list[dict[str, Any]] = [answered | {"reason": reason or None}]
    if state == "accepted":
        taken.accepted += 1
    elif state in REJECTED:
        taken.rejected += 1
        if _taken_back(a, row):
            events.append(by | {"seq": row.seq + 2, "state": "cancelled"})
        elif row.action == "add":
            _tell(a, row)
    else:
        taken.pending += 1
    return events


def _taken_back(a: Act, row: Row[Any]) -> bool:
    """Whether a rejected record was taken back meanwhile, so that it must not go once more.

    A deletion that PARS does not have is cancelled with it: PARS holds nothing to delete.
    """
    if row.action == "delete":
        return False
    deletion = pars.behind(a.connection, "delete", [row.credit_id]).get(row.credit_id)
    if deletion is None or deletion.state == "cancelled":
        return False
    if deletion.state in NOT_THERE:
        cancel(a, deletion)
    return True


def _tell(a: Act, row: Row[Any]) -> None:
    """Tell the physician what was rejected."""
    facts = {"path": "/records"}  # where the reason stands, and the way to its repair
    if row.subject != CME:
        facts["until"] = report_by(row).isoformat()
    # An appendix to the thing, so that a second rejection is a second message.
    outbox.put(
        a.connection,
        subject=f"pars_record:{row.public_id}:{row.seq + 1}",
        kind="pars-rejected",
        person_id=row.person_id,
        body=json.dumps(facts),
        due_at=a.at,
        now=a.at,
    )


def _contradiction(a: Act, row: Row[Any], state: State, reason: str) -> str | None:
    """Keep for staff that PARS says something else now; None: it is kept already."""
    about = f"pars_record:{row.public_id}"
    body = json.dumps({"state": state, "reason": reason}, sort_keys=True)
    if any(one.body == body for one in tasks.about(a.connection, about)):
        return None
    made = tasks.add(
        a.connection,
        kind=CONTRADICTION,
        about=about,
        body=body,
        now=a.at,
        person_id=row.person_id,
        by=a.actor.person_id,
    )
    a.seal("task", id=made.id)
    return (
        f"It was {SAID[row.state]} before, and is {SAID[state]} now. Decide on Reporting, under"
        " Late answers, which holds."
    )


SAID = {
    "accepted": "accepted",
    "pending_board": "waiting for the board",
    "rejected_pars": "rejected by PARS",
    "rejected_board": "rejected by the board",
    "batched": "in a batch",
    "sent": "sent once more",
    "ready": "waiting for another batch",
    "cancelled": "taken back",
}

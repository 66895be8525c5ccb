"""What staff see of messages, and what they take as a file to write to people themselves."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from documents.mail import KINDS, Kind, Letter, subject, text
from documents.tables import csv_text
from storage import jobs, outbox
from workflows.act import act, view
from workflows.messages.told import Ended, address_of, letter
from workflows.people.profile import latest
from workflows.refusals import NotFound, Refused

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act, Actor

LISTED = 50
FILES = 5
LATE = timedelta(minutes=30)  # beyond any lease
WAITING = (None, "sending", "delayed", "waiting")
TAKEN_AS_FILE = (None, "delayed", "waiting", "failed")  # nobody is just sending these
HEADINGS = (
    "Name", "E-mail", "Subject", "Activity", "Completed on", "Until", "Board", "Link", "Contact",
    "Message",
)  # fmt: skip


class NothingWaiting(Refused):
    """No message of a kind is left to take."""

    status = 409

    def __init__(self) -> None:
        """Say what may have happened."""
        super().__init__("No message of this kind is waiting: it was sent or taken just now.")


@dataclass(frozen=True)
class Counts:
    """How the messages of one kind stand."""

    kind: Kind
    waiting: int
    sent: int
    failed: int
    exported: int
    skipped: int

    @property
    def to_take(self) -> int:
        """How many a file would hold, those included that somebody is just sending."""
        return self.waiting + self.failed


@dataclass(frozen=True)
class Trouble:
    """A message that was tried in vain."""

    kind: str
    person: str
    name: str
    reason: str
    at: datetime
    again_at: datetime | None  # None: it is not tried any more


@dataclass(frozen=True)
class File:
    """Messages of one kind that were taken as a file."""

    batch: str
    kind: str
    number: int
    at: datetime


OTHERS = frozenset({"backup", "anchor"})  # jobs that the operator looks after, under *Service*


@dataclass(frozen=True)
class JobState:
    """How a piece of background work is doing."""

    name: str
    ran_at: datetime | None
    fault: str | None
    late: bool  # it should have run long ago: no worker is there


@dataclass(frozen=True)
class Messages:
    """Everything that staff see of messages."""

    counts: tuple[Counts, ...]
    failed: tuple[Trouble, ...]  # the latest
    delayed: tuple[Trouble, ...]
    files: tuple[File, ...]
    jobs: tuple[JobState, ...]
    sends: bool  # whether there is anything to send by


def messages(actor: Actor) -> Messages:
    """Return what waits, what was sent, and what was not, with the reasons."""
    settings = actor.service.settings
    with view(actor, "messages.see") as a:
        files = outbox.exports(a.connection, FILES)
        return Messages(
            counts=_counts(a),
            failed=_troubles(a, "failed"),
            delayed=_troubles(a, "delayed"),
            files=tuple(File(row.batch, row.kind, row.number, row.at) for row in files),
            jobs=tuple(_job(a, row) for row in jobs.known(a.connection) if row.name not in OTHERS),
            sends=settings.demo or settings.mail_server is not None,
        )


def export(actor: Actor, kind: str) -> str:
    """Take the waiting and failed messages of a kind as a file, and return the file's id.

    They are not sent any more; what is settled by now is left out.

    Raises:
        NothingWaiting: nothing was written.
    """
    with act(actor, "messages.export") as a:
        rows = _locked(a, kind)
        batch, taken = secrets.token_hex(16), 0
        for row in rows:
            said = letter(a, row)
            state, reason = (said.state, said.reason) if isinstance(said, Ended) else _as(batch)
            outbox.tell(a.connection, row.id, (row.seq or 0) + 1, state, a.at, reason=reason)
            taken += state == "exported"
        if not rows:
            raise NothingWaiting
        a.data.update(kind=kind, file=batch, messages=taken)
        return batch


def file(actor: Actor, batch: str) -> bytes:
    """Return the file with that id as CSV, as often as it is needed; each time is logged.

    What was settled since the messages were taken is no longer in it.

    Raises:
        NotFound: there is no such file.
    """
    with act(actor, "messages.print") as a:
        rows = outbox.exported_as(a.connection, batch) if batch.isascii() else ()
        if not rows:
            raise NotFound("file of messages")
        letters = [(row.person_id, letter(a, row)) for row in rows]
        cells = [
            _cells(a, person_id, said) for person_id, said in letters if isinstance(said, Letter)
        ]
        a.data.update(file=batch, messages=len(cells))
        return csv_text(HEADINGS, cells).encode("utf-8-sig")


def retry(actor: Actor) -> int:
    """Let every message that failed be tried again, and return how many there were."""
    with act(actor, "messages.retry", once=lambda a: None if _failed(a) else 0) as a:
        rows = _failed(a) if a.receipt is None else ()
        for row in rows:
            outbox.tell(a.connection, row.id, row.seq + 1, "waiting", a.at, again_at=a.at)
        a.data["messages"] = len(rows)
        return len(rows)


def _job(a: Act, row: Row[Any]) -> JobState:
    return JobState(row.name, row.ran_at, row.fault, late=row.due_at + LATE < a.at)


def _as(batch: str) -> tuple[str, str]:
    return "exported", batch


def _failed(a: Act) -> list[Row[Any]]:
    outbox.lock(a.connection, [row.id for row in outbox.in_states(a.connection, ["failed"])])
    return list(outbox.in_states(a.connection, ["failed"]))


def _locked(a: Act, kind: str) -> list[Row[Any]]:
    """Return the due messages of a kind that nobody is sending, and keep everybody off them."""
    seen = outbox.in_states(a.connection, TAKEN_AS_FILE, kind=kind)
    outbox.lock(a.connection, [row.id for row in seen])
    now = outbox.in_states(a.connection, TAKEN_AS_FILE, kind=kind)
    ours = {row.id for row in seen}
    return [row for row in now if row.id in ours and row.due_at <= a.at]


def _counts(a: Act) -> tuple[Counts, ...]:
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for row in outbox.counts(a.connection):
        name = "waiting" if row.state in WAITING else row.state
        found.setdefault(row.kind, Counter())[name] += row.number
    names = ("waiting", "sent", "failed", "exported", "skipped")
    return tuple(
        Counts(cast("Kind", kind), *(states[one] for one in names))
        for kind, states in found.items()
        if states.total()
    )


def _troubles(a: Act, state: str) -> tuple[Trouble, ...]:
    return tuple(
        Trouble(
            kind=row.kind,
            person=row.public_id,
            name=latest(a.connection, row.person_id)[0].shown,
            reason=row.reason or "",
            at=row.told_at,
            again_at=row.again_at,
        )
        for row in outbox.in_states(a.connection, [state], limit=LISTED)
    )


def _cells(a: Act, person_id: int, said: Letter) -> tuple[str, ...]:
    due = said.waiting
    titles = "; ".join(one.title for one in due) if due else said.title
    days = "; ".join(one.completed_on.isoformat() for one in due)
    return (
        said.name, address_of(a.connection, person_id) or "", subject(said), titles,
        days or _day(said.completed_on), _day(said.until), said.board, said.link, said.ask,
        text(said),
    )  # fmt: skip


def _day(when: object) -> str:
    return "" if when is None else str(when)

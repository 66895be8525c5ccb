"""Batches: what goes to PARS in one file. Each step is one act, so that a crash undoes it whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy.exc import IntegrityError

from documents.pars.excel import DEMONSTRATION, MOST_ROWS
from quizzes.text import Closed
from storage import content, log, pars, pars_batch, people
from storage.tables import pars_event
from workflows.act import act, view
from workflows.content import frozen
from workflows.pars.gathering import Goes, gather
from workflows.pars.grounds import head
from workflows.pars.packing import Packed, batch_digest, packed
from workflows.pars.queue import cancel, domain
from workflows.pars.refusals import (
    BadLimit,
    Cancelled,
    MadeMeanwhile,
    NoProviderId,
    NothingGoes,
    SentAlready,
    UnknownForm,
)
from workflows.people.profile import latest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from workflows.act import Act, Actor

Form = Literal["excel", "tab", "xml", "json"]
FORMS: tuple[Form, ...] = get_args(Form)
LIMIT = 10_000
"""Records of a batch unless staff say otherwise; PARS' own limit is not known."""
MOST = MOST_ROWS
PAGE = 10
NO_PROVIDER = "0000000"
"""Stands for the provider's number in the demonstration."""


class Cover(Closed):
    """What a batch's file says around its records: kept, so that it is the same each time."""

    schema_version: Literal[1] = 1
    provider: str
    provider_id: str
    domain: str
    birth_year: int
    types: int  # the most credit types of a record
    first: date
    last: date
    digest: str  # of the digests of its records, see workflows/pars/packing.py
    demonstration: bool
    activity: str | None  # its key, where the batch was made of one


@dataclass(frozen=True)
class Made:
    """The receipt of a batch."""

    batch: str
    form: Form
    records: int


@dataclass(frozen=True)
class Batch:
    """One batch as the office sees it."""

    batch: str
    form: Form
    records: int
    at: datetime
    by: str  # name
    activity: str | None
    first: date
    last: date
    digest: str
    demonstration: bool
    went: bool  # it was marked as sent, or an answer to it came
    states: dict[str, int]  # how many of its records are where, as far as they are still in it
    taken_out: tuple[str, ...]  # CreditIDs of what may not go any more and was not sent

    @property
    def stage(self) -> Literal["made", "sent", "answered", "cancelled"]:
        """Where it stands as a whole."""
        if self.states.get("batched"):
            return "made"
        if not self.went:
            return "cancelled"
        waiting = self.states.get("sent") or self.states.get("pending_board")
        return "sent" if waiting else "answered"


@dataclass(frozen=True)
class Batches:
    """One page of the batches, the newest first."""

    found: int
    page: int
    pages: int
    rows: tuple[Batch, ...]


def batches(actor: Actor, page: int = 1) -> Batches:
    """Return one page of the batches."""
    with view(actor, "reports.see") as a:
        found = pars_batch.count(a.connection)
        pages = max(1, -(-found // PAGE))
        page = min(max(1, page), pages)
        rows = pars_batch.page(a.connection, PAGE, (page - 1) * PAGE)
        return Batches(found, page, pages, tuple(_batch(a, row) for row in rows))


def _batch(a: Act, row: Row[Any]) -> Batch:
    cover = Cover.model_validate_json(row.body)
    went, states = (
        pars_batch.was_sent(a.connection, row.id),
        pars_batch.states_of(a.connection, row.id),
    )
    # Of a batch that was cancelled everything was put back, for another reason.
    alive = went or "batched" in states
    return Batch(
        batch=row.public_id,
        form=row.form,
        records=row.records,
        at=row.at,
        by=latest(a.connection, row.by)[0].legal_name,
        activity=cover.activity,
        first=cover.first,
        last=cover.last,
        digest=cover.digest,
        demonstration=cover.demonstration,
        went=went,
        states=states,
        taken_out=tuple(pars_batch.taken_out(a.connection, row.id)) if alive else (),
    )


def make(
    actor: Actor,
    form: str,
    *,
    after: str,
    activity: str | None = None,
    limit: int = LIMIT,
) -> Made:
    """Put what can go into a batch, the oldest completion first.

    `after` is the newest batch that the page showed ("" for none): the second of two clicks, and
    the second of two people, meets a batch that was made meanwhile.

    Raises:
        Refused: by its sentence; nothing was written.
    """
    if form not in FORMS:
        raise UnknownForm(form, FORMS)
    if not 1 <= limit <= MOST:
        raise BadLimit(MOST)
    on = ("activity", activity) if activity else None
    with view(actor, "reports.see", on=on) as a:
        ready = _gathered(a, limit)
    try:
        with act(actor, "batch.make", on=on, about=lambda _: ready.people) as a:
            if pars_batch.newest(a.connection) != after:
                raise MadeMeanwhile
            pars.lock(a.connection, [one.row.id for one in ready.chosen])
            # Most often nothing happened in between, and nobody waits while the queue is walked.
            if log.head(a.connection) != ready.head:
                ready = ready.still(_gathered(a, limit))
            return _made(a, form, ready)
    except IntegrityError:
        # Somebody else took the same records at the same moment, and was first.
        raise MadeMeanwhile from None


@dataclass(frozen=True)
class _Ready:
    """What can go, as of one line of the log: every consent, profile and claim is one."""

    head: str
    chosen: list[Goes]
    packed: list[Packed]
    into: dict[int, int]  # the merges in force

    @property
    def people(self) -> set[int]:
        """Whose consent and profile decide: each account, and the one it was merged into."""
        own = {one.row.person_id for one in self.chosen}
        return own | {head(one, self.into) for one in own}

    def still(self, now: _Ready) -> _Ready:
        """Return what goes of this now; what came since, of whoever is not held, goes next time."""
        records, held = {one.row.id for one in self.chosen}, self.people
        stays = [
            (one, cells)
            for one, cells in zip(now.chosen, now.packed, strict=True)
            if one.row.id in records and head(one.row.person_id, now.into) in held
        ]
        return replace(now, chosen=[one for one, _ in stays], packed=[cells for _, cells in stays])


def _gathered(a: Act, limit: int) -> _Ready:
    found = gather(a, a.on.id if a.on is not None else None)
    goes = (one for one in found if isinstance(one, Goes))
    chosen = list(islice(goes, limit))
    cells = [packed(one.packed) for one in chosen]
    return _Ready(log.head(a.connection), chosen, cells, people.merged(a.connection))


def _made(a: Act, form: Form, ready: _Ready) -> Made:
    chosen = ready.chosen
    if not chosen:
        raise NothingGoes
    cover = _cover(a, form, chosen, batch_digest(_by_id(ready)))
    batch = pars_batch.add(
        a.connection,
        form=form,
        records=len(chosen),
        body=cover.model_dump_json(),
        by=a.person_id,
        at=a.at,
    )
    _put_in(a, ready, batch.id)
    a.seal("pars_batch", id=batch.id)
    a.seal_all("pars_event", pars_event.c.batch_id == batch.id)
    a.object = f"pars_batch:{batch.public_id}"
    a.data.update(form=form, records=len(chosen), digest=cover.digest)
    return Made(batch.public_id, form, len(chosen))


def _by_id(ready: _Ready) -> list[str]:
    """Return the digests of the records in the order in which the file has them."""
    pairs = zip(ready.chosen, ready.packed, strict=True)
    return [one.digest for _, one in sorted(pairs, key=lambda pair: int(pair[0].row.id))]


def _put_in(a: Act, ready: _Ready, batch_id: int) -> None:
    """Write that the records are in the batch, and each as it is in there."""
    events, kept = [], []
    for goes, one in zip(ready.chosen, ready.packed, strict=True):
        event = _event(a, goes.row, "batched", batch_id)
        events.append(event | {"packed": one.digest})
        kept.append({"body": one.body, "salt": one.salt} | _key(event))
    pars.add_events(a.connection, events)
    pars.keep_packed(a.connection, kept)


def _key(event: dict[str, Any]) -> dict[str, Any]:
    return {"record_id": event["record_id"], "seq": event["seq"]}


def _event(a: Act, row: Row[Any], state: str, batch_id: int | None) -> dict[str, Any]:
    return {
        "record_id": row.id,
        "seq": row.seq + 1,
        "state": state,
        "batch_id": batch_id,
        "by": a.actor.person_id,
        "at": a.at,
    }


def _cover(a: Act, form: Form, chosen: Sequence[Goes], digest: str) -> Cover:
    settings = a.actor.service.settings
    provider_id = settings.provider_id or (NO_PROVIDER if settings.demo else "")
    if form in {"xml", "json"} and not provider_id:
        raise NoProviderId
    newest = content.newest_edition(a.connection, chosen[0].row.activity_id)
    days = [one.record.completed_on for one in chosen]
    provider = frozen.manifest(a.connection, newest.id).front.provider
    return Cover(
        provider=f"{DEMONSTRATION}: {provider}" if settings.demo else provider,
        provider_id=provider_id,
        domain=domain(a),
        birth_year=settings.pars_birth_year,
        types=max(1, *(len(one.record.credit_types) for one in chosen)),
        first=min(days),
        last=max(days),
        digest=digest,
        demonstration=settings.demo,
        activity=frozen.activity_key(a.connection, a.on.id) if a.on is not None else None,
    )


def send(actor: Actor, batch: str) -> int:
    """Mark a batch as sent to PARS and return how many records that is; a repeat changes nothing.

    Raises:
        Cancelled: its records wait for another batch.
    """
    with act(actor, "batch.send", on=("pars_batch", batch), once=_sent) as a:
        if isinstance(a.receipt, int):
            return a.receipt
        rows = _locked(a)
        if not rows:
            raise Cancelled
        pars.add_events(a.connection, [_event(a, row, "sent", a.on.id) for row in rows])
        a.seal_all("pars_event", pars_event.c.batch_id == a.on.id, pars_event.c.state == "sent")
        a.data["records"] = len(rows)
        return len(rows)


def _locked(a: Act) -> Sequence[Row[Any]]:
    """Return the records that are in the batch now that nobody else writes about them."""
    pars.lock(a.connection, [row.id for row in pars_batch.unsent(a.connection, a.on.id)])
    return pars_batch.unsent(a.connection, a.on.id)


def _sent(a: Act) -> int | None:
    if not pars_batch.was_sent(a.connection, a.on.id):
        return None
    return int(a.on.records) - len(pars_batch.taken_out(a.connection, a.on.id))


def cancel_batch(actor: Actor, batch: str) -> int:
    """Cancel a batch that was not sent: its records wait for the next one.

    What was taken back meanwhile is cancelled together with its deletion. Returns how many records
    were in it; a repeat changes nothing.

    Raises:
        SentAlready: it is on its way.
    """
    with act(actor, "batch.cancel", on=("pars_batch", batch), once=_cancelled) as a:
        if isinstance(a.receipt, int):
            return a.receipt
        if pars_batch.was_sent(a.connection, a.on.id):
            raise SentAlready
        rows = _locked(a)
        taken_back = _taken_back(a, rows)
        stay = [row for row in rows if row.id not in taken_back]
        pars.add_events(a.connection, [_event(a, row, "ready", a.on.id) for row in stay])
        a.seal_all("pars_event", pars_event.c.batch_id == a.on.id, pars_event.c.state == "ready")
        a.data["records"] = len(rows)
        return len(rows)


def _taken_back(a: Act, rows: Sequence[Row[Any]]) -> frozenset[int]:
    """Cancel the records of a batch that a deletion waits for, and the deletions; return them."""
    adds = {row.credit_id: row for row in rows if row.action == "add"}
    gone = set()
    for name, deletion in pars.behind(a.connection, "delete", list(adds)).items():
        if deletion.state == "ready":
            cancel(a, adds[name])
            cancel(a, deletion)
            gone.add(adds[name].id)
    return frozenset(gone)


def _cancelled(a: Act) -> int | None:
    """Return the receipt if no record is in the batch any more, and none was sent with it."""
    if pars_batch.was_sent(a.connection, a.on.id) or pars_batch.unsent(a.connection, a.on.id):
        return None
    return int(a.on.records)

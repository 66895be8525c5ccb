"""What staff see of corrections: questions to choose from, one question, all that was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from quizzes.correction import Correction, Kind, Numbered, corrected, in_force
from quizzes.models import AnyItem
from storage import content, corrections, people, tasks, things
from workflows.act import view
from workflows.attempts.corrections import all_of, named, numbered
from workflows.content import frozen
from workflows.corrections.notices import told_of
from workflows.corrections.preview import Preview
from workflows.corrections.preview import of as preview_of
from workflows.corrections.progress import Progress, progress
from workflows.corrections.proposed import KIND, CorrectedMeanwhile, Proposed, check, published
from workflows.corrections.words import asked, right
from workflows.people.profile import latest

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor

LONGEST = 80  # letters of a question in a list


@dataclass(frozen=True)
class Choice:
    """A published question to choose."""

    item: str  # its id with its version
    said: str


@dataclass(frozen=True)
class Group:
    """The questions of an activity's newest edition, and of those before it what is gone there."""

    key: str
    title: str
    items: tuple[Choice, ...]


@dataclass(frozen=True)
class Made:
    """A correction that came into force, with how far its marking is and who knows of it."""

    id: str  # "item.version:number"
    item: str
    seq: int
    kind: Kind
    question: str
    before: str
    after: str
    now: str
    source: str
    reason: str
    by: str
    confirmed_by: str
    at: datetime
    undone: bool
    task: str
    progress: Progress
    acknowledged: int


@dataclass(frozen=True)
class Waiting:
    """A proposal that somebody else decides, with what it would change as things are now."""

    item: str
    proposal: str
    question: str
    correction: Correction
    before: str
    after: str
    reason: str
    by: str
    at: datetime
    own: bool
    lower: tuple[str, ...]
    preview: Preview | None  # None: it fits no more, and can only be refused


@dataclass(frozen=True)
class Page:
    """One published question: as it is explained now, and what was corrected of it."""

    item: str
    published: AnyItem
    now: AnyItem
    right: str
    seen: int
    held: tuple[tuple[int, str], ...]  # what can be undone: number and words
    waiting: bool


def choices(actor: Actor) -> tuple[Group, ...]:
    """Return what can be corrected, by activity, the newest first."""
    with view(actor, "correction.see") as a:
        return tuple(_group(a, row) for row in content.newest_editions(a.connection))


def page(actor: Actor, item: str) -> Page:
    """Return one published question.

    Raises:
        NotFound: it was never published.
    """
    with view(actor, "correction.see", on=("item", item)) as a:
        rows = all_of(a.connection, [a.on.item_id]).get((a.on.item_id, a.on.version), [])
        held = in_force(map(numbered, rows))
        told = [one.correction for one in held]
        one = published(a.connection, a.on.item_id, a.on.version)
        about = tasks.about(a.connection, a.object)
        return Page(
            item=item,
            published=one,
            now=corrected(one, told),
            right=right(one, told),
            seen=rows[-1].seq if rows else 0,
            held=tuple((each.seq, each.correction.now) for each in held),
            waiting=any(row.kind == KIND and row.state is None for row in about),
        )


def made(actor: Actor) -> tuple[Made, ...]:
    """Return every correction that came into force, newest first."""
    with view(actor, "correction.see") as a:
        rows = corrections.every(a.connection)
        read = corrections.acknowledged(a.connection)
        undone = {
            (row.item_id, row.version, Correction.model_validate_json(row.body).of)
            for row in rows
            if row.kind == "undo"
        }
        return tuple(_made(a, row, read.get(row.id, 0), undone) for row in rows)


def waiting(actor: Actor) -> tuple[Waiting, ...]:
    """Return the proposals that wait, oldest first, each with its dry run."""
    with view(actor, "correction.see") as a:
        rows = [row for row in tasks.of_kind(a.connection, KIND) if row.state is None]
        return tuple(_waiting(a, row) for row in reversed(rows))


def _group(a: Act, row: Row[Any]) -> Group:
    found: dict[str, str] = {}
    for edition in reversed(content.editions(a.connection, row.id)):
        for one in frozen.items(
            a.connection, content.item_digests(a.connection, edition.id)
        ).values():
            found.setdefault(named(one.id, one.version), f"{one.id} · {_opening(one)}")
    return Group(
        key=frozen.activity_key(a.connection, row.id),
        title=frozen.terms(a.connection, row.id).title,
        items=tuple(Choice(item, said) for item, said in sorted(found.items())),
    )


def _opening(item: AnyItem) -> str:
    return " ".join(f"{item.stem or ''} {item.lead_in}".split())[:LONGEST]


def _made(a: Act, row: Row[Any], read: int, undone: set[tuple[str, int, int | None]]) -> Made:
    item = published(a.connection, row.item_id, row.version)
    before, after = told_of(a.connection, row, item)
    new = Correction.model_validate_json(row.body)
    return Made(
        id=f"{named(row.item_id, row.version)}:{row.seq}",
        item=named(row.item_id, row.version),
        seq=row.seq,
        kind=new.kind,
        question=asked(item),
        before=before,
        after=after,
        now=new.now,
        source=new.source,
        reason=row.reason,
        by=_name(a.connection, row.by),
        confirmed_by=_name(a.connection, row.confirmed_by),
        at=row.at,
        undone=(row.item_id, row.version, row.seq) in undone,
        task=tasks.by_id(a.connection, row.task_id).public_id,
        progress=progress(a.connection, row.task_id),
        acknowledged=read,
    )


def _waiting(a: Act, row: Row[Any]) -> Waiting:
    item = str(row.about).partition(":")[2]
    a.on = things.find(a.connection, "item", item, None)
    wanted = Proposed.model_validate_json(row.body)
    one = published(a.connection, a.on.item_id, a.on.version)
    rows = all_of(a.connection, [a.on.item_id]).get((a.on.item_id, a.on.version), [])
    own = [numbered(each) for each in rows]
    told = in_force(own)
    then = in_force([*own, Numbered(wanted.seen + 1, wanted.correction)])
    return Waiting(
        item=item,
        proposal=row.public_id,
        question=asked(one),
        correction=wanted.correction,
        before=right(one, [each.correction for each in told]),
        after=right(one, [each.correction for each in then]),
        reason=wanted.reason,
        by=_name(a.connection, row.by),
        at=row.at,
        own=row.by in people.ids_of(a.connection, a.person_id),
        lower=wanted.lower,
        preview=_preview(a, wanted),
    )


def _preview(a: Act, wanted: Proposed) -> Preview | None:
    try:
        check(a, wanted)
    except CorrectedMeanwhile:
        return None
    return preview_of(a, wanted)


def _name(connection: Connection, person_id: int) -> str:
    return latest(connection, person_id)[0].shown

"""Tasks about single questions: to review it, to follow advice, to see to a replaced source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy.exc import IntegrityError

from quizzes.text import Closed
from storage import people, tasks
from storage.columns import keepable
from workflows.act import act, view
from workflows.people.profile import latest
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

    from quizzes.bank import Bank, Draft
    from quizzes.models import Activity, AnyItem
    from workflows.act import Act, Actor

Kind = Literal["item-review", "item-advice", "item-reference"]
REVIEW: Kind = "item-review"
ADVICE: Kind = "item-advice"
REFERENCE: Kind = "item-reference"
DAYS: dict[Kind, int] = {REVIEW: 14, ADVICE: 60, REFERENCE: 60}
DONE, CLOSED = "done", "closed"
LONGEST = 1_000  # characters of a reason


class NoReason(Faulty):
    """A task that somebody would close without a word."""

    def __init__(self) -> None:
        """Ask for it."""
        super().__init__("Say why it is closed: whoever opened it reads that.")


class Held(Closed):
    """What a task about a question holds; whom it is for, by the ids that the bank knows."""

    schema_version: Literal[1] = 1
    version: int  # of the question, when the task was opened
    revision: int
    people: tuple[str, ...]
    said: str
    source: str = ""  # that was replaced


@dataclass(frozen=True)
class ItemTask:
    """One open task about a question."""

    id: str
    kind: Kind
    slug: str
    item_id: str
    people: tuple[str, ...]  # faculty ids
    mine: bool
    said: str
    by: str
    due: date
    days_left: int


def about(slug: str, item_id: str) -> str:
    """Return what a task about a question is filed under."""
    return f"item:{slug}/{item_id}"


def of_item(actor: Actor, slug: str, item_id: str) -> tuple[ItemTask, ...]:
    """Return the open tasks about one question, the longest due first."""
    with view(actor, "item-task.see") as a:
        return read(a, slug, item_id)


def read(a: Act, slug: str = "", item_id: str = "") -> tuple[ItemTask, ...]:
    """Return the open tasks of all banks, of one, or of one question."""
    if item_id:
        rows = list(tasks.about(a.connection, about(slug, item_id)))
    else:
        rows = [row for kind in DAYS for row in tasks.of_kind(a.connection, kind)]
    mine = people.ids_of(a.connection, a.person_id)
    found = (_task(a, row, mine) for row in rows if row.state is None and row.kind in DAYS)
    some = (one for one in found if slug in ("", one.slug))
    return tuple(sorted(some, key=lambda one: (one.due, one.slug, one.item_id, one.kind)))


def _task(a: Act, row: Row[Any], mine: tuple[int, ...]) -> ItemTask:
    held = Held.model_validate_json(row.body)
    slug, _, item_id = str(row.about).partition(":")[2].partition("/")
    return ItemTask(
        id=row.public_id,
        kind=row.kind,
        slug=slug,
        item_id=item_id,
        people=held.people,
        mine=row.person_id in mine,
        said=held.said,
        by=latest(a.connection, row.by)[0].shown,
        due=row.due,
        days_left=(row.due - a.today).days,
    )


def open_one(
    a: Act,
    kind: Kind,
    bank: Bank | Draft,
    item: AnyItem,
    for_: Iterable[str],
    said: str,
    source: str = "",
) -> str:
    """Open a task in the act's transaction, unless one like it is open; return its public id."""
    whom, filed = tuple(for_), about(bank.slug, item.id)
    tasks.hold(a.connection)
    for row in tasks.about(a.connection, filed):
        if row.kind == kind and row.state is None:
            known = Held.model_validate_json(row.body)
            if known.source == source and (kind != REVIEW or known.people == whom):
                return str(row.public_id)
    held = Held(version=item.version, revision=item.revision, people=whom, said=said, source=source)
    made = tasks.add(
        a.connection,
        kind=kind,
        about=filed,
        person_id=_account(a.connection, bank.activity, whom),
        body=held.model_dump_json(),
        due=a.today + timedelta(days=DAYS[kind]),
        by=a.person_id,
        now=a.at,
    )
    a.seal("task", id=made.id)
    a.data.setdefault("tasks", []).append(made.public_id)
    return str(made.public_id)


def _account(
    connection: Connection, activity: Activity | None, whom: tuple[str, ...]
) -> int | None:
    """Return the first account that any of these people signs in by."""
    address = {one.id: one.email for one in (activity.faculty if activity else ())}
    for name in whom:
        found = people.by_subject(connection, (address.get(name) or "").strip())
        if found:
            return int(found[0].id)
    return None


def close(actor: Actor, task: str, reason: str) -> None:
    """Close a task about a question, with the reason why nothing more is to be done.

    Closed twice in the same words is closed once.

    Raises:
        NoReason, NotFound, Stale: nothing was written.
    """
    words = keepable(reason).strip()[:LONGEST]
    if not words:
        raise NoReason
    try:
        with act(actor, "item-task.close", on=("task", task)) as a:
            if a.on.kind not in DAYS:
                raise NotFound("task")
            tasks.hold(a.connection)  # whoever withdraws it meanwhile is waited for
            notes = tasks.notes(a.connection, a.on.id)
            if not notes:
                _note(a, a.on.id, CLOSED, words)
            elif (notes[-1].state, notes[-1].body) == (CLOSED, words):
                a.receipt = True
            else:
                raise Stale(notes[-1].state, notes[-1].seq)
    except IntegrityError:  # closed in the same moment
        raise Stale(CLOSED, 1) from None


def approved(a: Act, slug: str, item: AnyItem) -> None:
    """Close, in the transaction of an approval, what it settles.

    A review is done; advice and a replaced source are settled by a text that is newer than the
    one for which the task was opened.
    """
    tasks.hold(a.connection)
    for row in tasks.about(a.connection, about(slug, item.id)):
        if row.kind not in DAYS or row.state is not None:
            continue
        held = Held.model_validate_json(row.body)
        if row.kind == REVIEW or (item.version, item.revision) > (held.version, held.revision):
            _note(a, row.id, DONE, "")
            a.data.setdefault("tasks", []).append(row.public_id)


def withdraw(a: Act, slug: str, item_id: str, but: str) -> None:
    """Close the reviews of a question that are asked of anybody but `but`."""
    tasks.hold(a.connection)
    for row in tasks.about(a.connection, about(slug, item_id)):
        if row.kind == REVIEW and row.state is None:
            held = Held.model_validate_json(row.body)
            if held.people != (but,):
                _note(a, row.id, CLOSED, "")


def retired(a: Act, slug: str, item_id: str) -> None:
    """Close, in the transaction of its retirement, every task about a question."""
    tasks.hold(a.connection)
    for row in tasks.about(a.connection, about(slug, item_id)):
        if row.kind in DAYS and row.state is None:
            _note(a, row.id, CLOSED, "")


def _note(a: Act, task_id: int, state: str, words: str) -> None:
    tasks.note(a.connection, task_id, 1, state, words, a.at, a.person_id)
    a.seal("task_note", task_id=task_id, seq=1)

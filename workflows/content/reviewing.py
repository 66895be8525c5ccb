"""What reviewers see: what waits, and one item whole, with what was said of it and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quizzes.bank import folders
from quizzes.differences import Difference, differences
from quizzes.edition import FormItem
from quizzes.kinds.public import PublicItem
from quizzes.models import ITEM
from quizzes.problem import Fault, Problem
from storage import content, people, review
from workflows.act import view
from workflows.attempts.review import Reviewed, reviewed
from workflows.content import item_tasks
from workflows.content.comments import Comments, comments_on
from workflows.content.item_tasks import ItemTask
from workflows.content.reviewers import CLINICAL, KINDS, is_own, listed, refusal
from workflows.content.shelf import opened, read
from workflows.content.signing import lacks
from workflows.content.states import ORDER, State, state_of
from workflows.people.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Row

    from quizzes.models import AnyItem
    from workflows.act import Act, Actor
    from workflows.content.shelf import Opened, Read


@dataclass(frozen=True)
class Waiting:
    """One item in the list of reviews."""

    slug: str
    title: str  # of the bank
    item_id: str
    opening: str  # how its case begins
    version: int
    revision: int
    state: State
    authors: tuple[str, ...]
    remarks: int  # open threads
    findings: int  # what the checker says of it
    asked: tuple[str, ...]  # who was asked to review it, by name
    mine: bool  # the person may sign it off, it waits for that, and nobody else was asked
    own: bool
    due: date | None


@dataclass(frozen=True)
class Verdict:
    """One verdict that was given, on the present text or an earlier one."""

    kind: str
    approved: bool
    note: str
    by: str
    at: datetime
    version: int
    revision: int
    present: bool  # it is about the text of today
    seq: int


@dataclass(frozen=True)
class Said:
    """One remark of a thread."""

    text: str
    by: str
    at: datetime
    settled: bool


@dataclass(frozen=True)
class Thread:
    """What was said of one field."""

    name: str
    field: str
    said: tuple[Said, ...]
    open: bool
    seq: int
    present: bool  # it began at the text of today


@dataclass(frozen=True)
class Page:
    """Everything a reviewer needs to judge one item."""

    slug: str
    bank: str
    item_id: str
    digest: str
    version: int
    revision: int
    state: State
    authors: tuple[str, ...]
    history: tuple[tuple[date, str, str], ...]  # when, who, what
    public: PublicItem
    taught: Reviewed
    findings: tuple[Problem, ...]
    lacks: tuple[Fault, ...]  # what keeps it from being approved
    since: str  # which version the differences are to; "" where nothing was approved before
    differences: tuple[Difference, ...]
    verdicts: tuple[Verdict, ...]
    threads: tuple[Thread, ...]
    fields: tuple[str, ...]
    tasks: tuple[ItemTask, ...]
    people: Mapping[str, str]  # the names on the bank's list by faculty id
    commented: Comments  # by physicians
    why_not: Mapping[str, str]  # for each kind of review, why the person may not give it
    seen: Mapping[str, int]  # for each kind, the seq of the verdict in force


def waiting(actor: Actor) -> tuple[Waiting, ...]:
    """Return every item of every bank: first what waits for this person, then by state."""
    with view(actor, "review.see") as a:
        rows = [
            one
            for folder in folders(actor.service.settings.banks)
            for one in of_bank(a, folder.name, read(a, folder))
        ]
    return tuple(
        sorted(rows, key=lambda one: (not one.mine, ORDER.index(one.state), one.slug, one.item_id))
    )


def of_bank(a: Act, slug: str, found: Read) -> Iterator[Waiting]:
    """Yield every item of a bank with where it stands; call it inside a view."""
    if found.bank is None:
        return
    activity = found.bank.activity
    entries = listed(a.connection, a.person_id, activity)
    verdicts = review.verdicts(a.connection, [one.digest for one in found.items.values()])
    remarks = review.open_remarks(a.connection, found.items)
    names = {one.id: one.name for one in activity.faculty}
    asked = _asked(item_tasks.read(a, slug))
    own_ids = {one.id for one in entries}
    told: dict[str, int] = {}
    for problem in found.problems:
        if problem.item is not None:
            told[problem.item] = told.get(problem.item, 0) + 1
    for item_id, one in found.items.items():
        state = state_of(a.connection, activity, one, verdicts.get((one.digest, CLINICAL)))
        own = is_own(entries, one.written)
        may = bool(entries) and not own and a.actor.has(*SIGNERS)
        whom = asked.get(item_id, ())
        yield Waiting(
            slug=slug,
            title=found.title,
            item_id=item_id,
            opening=one.frozen.stem or one.frozen.lead_in,
            version=one.frozen.version,
            revision=one.frozen.revision,
            state=state,
            authors=tuple(names.get(each, each) for each in one.written.authors),
            remarks=remarks.get(item_id, 0),
            findings=told.get(item_id, 0),
            asked=tuple(names.get(each, each) for each in whom),
            mine=may and state == "in review" and (not whom or not own_ids.isdisjoint(whom)),
            own=own,
            due=one.written.review_due,
        )


SIGNERS = ("staff", "reviewer")


def _asked(tasks: Iterable[ItemTask]) -> dict[str, tuple[str, ...]]:
    """Return by item who was asked to review it, by faculty id."""
    found: dict[str, tuple[str, ...]] = {}
    for one in tasks:
        if one.kind == item_tasks.REVIEW:
            found[one.item_id] = (*found.get(one.item_id, ()), *one.people)
    return found


def item(actor: Actor, slug: str, item_id: str) -> Page:
    """Return one item as its files hold it now, with all that was said of it.

    Raises:
        NotFound: there is no such item, or its figures cannot be read.
    """
    with view(actor, "review.see") as a:
        return _page(a, slug, opened(a, slug, item_id))


def _page(a: Act, slug: str, one: Opened) -> Page:
    kept, activity = one.item.frozen, one.bank.activity
    rows = review.verdicts(a.connection, (one.item.digest,))
    names = {each.id: each.name for each in activity.faculty}
    since, changed = _since(a.connection, one)
    verdict = rows.get((one.item.digest, CLINICAL))
    form = FormItem(digest=one.item.digest, item_id=kept.id, order=kept.choice_ids)
    return Page(
        slug=slug,
        bank=one.read.title,
        item_id=kept.id,
        digest=one.item.digest,
        version=kept.version,
        revision=kept.revision,
        state=state_of(a.connection, activity, one.item, verdict),
        authors=tuple(names.get(each, each) for each in one.item.written.authors),
        history=tuple(
            (each.date, names.get(each.by, each.by), each.change)
            for each in one.item.written.history
        ),
        public=kept.public(kept.choice_ids),
        taught=_unanswered(form, kept),
        findings=tuple(each for each in one.read.problems if each.item == kept.id),
        lacks=lacks(a.connection, one),
        since=since,
        differences=changed,
        verdicts=tuple(_verdicts(a.connection, one)),
        threads=_threads(a.connection, one),
        fields=tuple(_fields(kept)),
        tasks=item_tasks.read(a, slug, kept.id),
        people=names,
        commented=comments_on(a, kept.id),
        why_not={kind: said for kind in KINDS if (said := _why_not(a, one, kind))},
        seen={kind: row.seq for (_, kind), row in rows.items()},
    )


def _unanswered(form: FormItem, kept: AnyItem) -> Reviewed:
    """Return what is shown after the answer, with the keyed number where a number is asked."""
    shown = kept.keyed_answer if kept.type == "numeric" else None
    return reviewed(1, form, kept, shown, None, Fraction(0))


def _why_not(a: Act, one: Opened, kind: str) -> str:
    if not a.actor.has(*SIGNERS):
        return "Reviewers sign questions off; your role here is to answer their comments."
    found = refusal(a.connection, a.actor, one.bank.activity, one.item.written, kind)
    return str(found) if found is not None else ""


def _since(connection: Connection, one: Opened) -> tuple[str, tuple[Difference, ...]]:
    """Return which text was approved before, else published last, else sent back; what differs."""
    kept = one.item.frozen
    if (row := _signed(connection, one, review.APPROVED)) is not None:
        return _against(kept, row, "which was approved before")
    last = content.last_versions(connection, (kept.id,)).get(kept.id)
    if last is not None:
        old = ITEM.validate_json(last)
        return f"version {old.version}.{old.revision}, which is published", differences(old, kept)
    if (row := _signed(connection, one, review.CHANGES)) is not None:
        return _against(kept, row, "of which changes were asked for")
    return "", ()


def _signed(connection: Connection, one: Opened, verdict: str) -> Row[Any] | None:
    return review.last_signed(connection, one.item.frozen.id, verdict, one.item.digest)


def _against(kept: AnyItem, row: Row[Any], what: str) -> tuple[str, tuple[Difference, ...]]:
    said = f"version {row.version}.{row.revision}, {what}"
    return said, differences(ITEM.validate_json(row.body), kept)


def _verdicts(connection: Connection, one: Opened) -> Iterator[Verdict]:
    for row in review.verdicts_on(connection, one.item.frozen.id):
        yield Verdict(
            kind=row.kind,
            approved=row.verdict == review.APPROVED,
            note=row.note,
            by=name_of(connection, row.by),
            at=row.at,
            version=row.version,
            revision=row.revision,
            present=row.digest == one.item.digest,
            seq=row.seq,
        )


def _threads(connection: Connection, one: Opened) -> tuple[Thread, ...]:
    threads: dict[str, list[Row[Any]]] = {}
    for row in review.remarks_on(connection, one.item.frozen.id):
        threads.setdefault(row.thread, []).append(row)
    made = [_thread(connection, name, rows, one.item.digest) for name, rows in threads.items()]
    return tuple(sorted(made, key=lambda each: not each.open))


def _thread(connection: Connection, name: str, rows: list[Row[Any]], digest: str) -> Thread:
    said = tuple(
        Said(row.body, name_of(connection, row.by), row.at, row.state == "settled") for row in rows
    )
    return Thread(
        name=name,
        field=rows[0].field,
        said=said,
        open=not said[-1].settled,
        seq=rows[-1].seq,
        present=rows[0].digest == digest,
    )


def name_of(connection: Connection, person_id: int) -> str:
    """Return a person's name and degree."""
    row = people.latest_profile(connection, person_id)
    return Profile.model_validate_json(row.body).shown if row is not None else "somebody"


def _fields(kept: AnyItem) -> Iterator[str]:
    """Name the parts of an item that can be remarked on, in the order in which they are read."""
    yield "The whole question"
    if kept.full_stem:
        yield "Vignette"
    yield from (f"Figure {one.id}" for one in kept.media)
    yield "Question"
    for entries in kept.lists.values():
        for one in entries:
            yield f"{one.id.upper()}: {one.text}"[:100]
    yield "Key"
    yield "Explanation"
    yield "Key point"
    yield from (f"Reference {one.id}" for one in kept.references)

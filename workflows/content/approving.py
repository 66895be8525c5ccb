"""Approval of a self-assessment as a whole: by its director, or by staff who did not write it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from quizzes.bank import ACTIVITY, folders
from quizzes.digest import activity_body, activity_digest
from quizzes.editing.differences import in_words
from quizzes.editing.plainer import sentence
from quizzes.editing.saving import set_status
from quizzes.edition import FrontMatter, Terms
from quizzes.models import ACTIVITY_FILE, Planning
from quizzes.notation import Sheet
from quizzes.notation import read as fields_of
from quizzes.problem import Problem
from quizzes.validating import validated
from storage import approvals, content, people
from workflows.act import act, view
from workflows.content import compose
from workflows.content.disclosed import put_over
from workflows.content.reviewers import listed
from workflows.content.reviewing import name_of
from workflows.content.shelf import read
from workflows.content.states import State
from workflows.refusals import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Row

    from quizzes.bank import Bank
    from quizzes.editing.opened import Fields
    from quizzes.models import Activity
    from workflows.act import Act, Actor
    from workflows.content.shelf import Read

DIRECTOR = "course_director"
# Seen to by others, and told by ticks of their own on Publish.
OTHERS = ("disclosure-", "pool-", "item-", "topic-", "group-", "draw-")
# What the checker asks for once it is approved.
NEEDED = frozenset({"designated-on", "reference-link", "reference-link-missing"})
OF_FILES: dict[str, State] = {"draft": "draft", "retired": "retired"}


class NotDirector(Refused):
    """Somebody who neither directs the course nor works in the office."""

    status = 403

    def __init__(self) -> None:
        """Say whose it is."""
        super().__init__(
            "The self-assessment as a whole is approved by its course director, under the e-mail"
            " address in its list of people, or by the office."
        )


class OwnActivity(Refused):
    """Whoever wrote what would be approved."""

    status = 403

    def __init__(self) -> None:
        """Say who may instead."""
        super().__init__(
            "You wrote some of what would be approved, and nobody approves their own. The course"
            " director has to look at it, or somebody of the office who wrote none of it."
        )


class StillDraft(Refused):
    """What its authors have not finished."""

    status = 409

    def __init__(self) -> None:
        """Say what comes before."""
        super().__init__(
            "It is a draft still. Its authors set its status to In review, on the page Write under"
            " Title, people, terms and rules; then it can be approved."
        )


class NotWhole(Refused):
    """A self-assessment that lacks what it needs before it may be approved."""

    status = 409

    def __init__(self, lacks: Iterable[Problem]) -> None:
        """Name each thing with its repair."""
        said = " ".join(map(sentence, lacks))
        super().__init__(f"Before it can be approved: {said}")


class WholeChanged(Refused):
    """The self-assessment is not the one that was read."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The self-assessment was changed while you were reading it. What it says now is shown;"
            " nothing was approved."
        )


@dataclass(frozen=True)
class Approved:
    """One approval; `present`: of what the self-assessment says now."""

    by: str
    at: datetime
    present: bool


@dataclass(frozen=True)
class Whole:
    """A self-assessment as whoever approves it reads it."""

    slug: str
    title: str
    state: State
    digest: str
    front: FrontMatter | None  # None: the provider's texts cannot be read
    terms: Terms
    planning: Planning
    planners: tuple[str, ...]  # by name
    questions: int  # that an attempt draws
    lacks: tuple[Problem, ...]  # what has to be there before it may be approved
    problems: tuple[Problem, ...]  # what else the checker says of it, its questions aside
    changes: str  # since it was approved last, in words; "" where it never was
    approvals: tuple[Approved, ...]  # newest first
    why_not: str  # why this person may not approve it; "" where they may


@dataclass(frozen=True)
class Waits:
    """A self-assessment that waits to be approved as a whole."""

    slug: str
    title: str
    mine: bool  # this person may approve it


@dataclass(frozen=True)
class Agreed:
    """The receipt of an approval; `copied` is whether the file says it, too."""

    at: datetime
    copied: bool


def whole(actor: Actor, slug: str) -> Whole:
    """Return a self-assessment as it would be approved.

    Raises:
        NotFound: there is no such bank, or its form cannot be read.
    """
    with view(actor, "approval.see") as a:
        found, bank = _bank(a, slug)
        activity = put_over(bank, found.stands).activity
        refused = refusal(a, bank)
        names = {one.id: one.name for one in activity.faculty}
        digest = activity_digest(activity)
        given = approvals.approved(a.connection, slug)
        lacks = _lacks(found)
        drawn = sum(one.draw for one in activity.blueprint)
        kept = (one.frozen for one in found.items.values())
        return Whole(
            slug=slug,
            title=found.title,
            state=state_of(a.connection, bank),
            digest=digest,
            front=compose.front_matter(activity, found.provider, drawn, kept)
            if found.provider is not None
            else None,
            terms=compose.terms(activity),
            planning=activity.planning,
            planners=tuple(names.get(one, one) for one in activity.planning.planners),
            questions=drawn,
            lacks=lacks,
            problems=tuple(one for one in found.problems if not (one.item or one in lacks)),
            changes=_changes(a.connection, activity, given),
            approvals=tuple(
                Approved(name_of(a.connection, row.by), row.at, row.digest == digest)
                for row in given
            ),
            why_not=str(refused) if refused is not None else "",
        )


def stands(actor: Actor, slug: str) -> State | None:
    """Return where a self-assessment as a whole stands; None where its file cannot be read.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "approval.see") as a:
        bank = _found(a, slug).bank
        return state_of(a.connection, bank) if bank is not None else None


def to_approve(actor: Actor) -> tuple[Waits, ...]:
    """Return every self-assessment that waits to be approved as a whole, one's own turn first."""
    with view(actor, "approval.see") as a:
        every = folders(a.actor.service.settings.banks)
        found = [one for folder in every for one in waits(a, read(a, folder))]
    return tuple(sorted(found, key=lambda one: (not one.mine, one.title)))


def waits(a: Act, found: Read) -> Iterator[Waits]:
    """Yield a bank whose self-assessment waits to be approved; call it inside a view."""
    bank = found.bank
    if bank is not None and state_of(a.connection, bank) == "in review":
        yield Waits(bank.slug, found.title, refusal(a, bank) is None)


def approve(actor: Actor, slug: str, *, digest: str) -> Agreed:
    """Approve the text with that digest; the database's row counts, the file gets its copy.

    Raises:
        NotFound, StillDraft, NotDirector, OwnActivity, NotWhole, WholeChanged: nothing was
            written.
    """
    with act(actor, "activity.approve", once=lambda a: _again(a, slug, digest)) as a:
        found, bank = _bank(a, slug)
        refused = refusal(a, bank)
        if refused is not None:
            raise refused
        if activity_digest(bank.activity) != digest:
            raise WholeChanged
        if lacks := _lacks(found):
            raise NotWhole(lacks)
        done = a.receipt or _approve(a, bank, digest)
    copied = set_status(bank.folder / ACTIVITY, bank.folder, "approved", _still(digest))
    return Agreed(done.at, copied)


def wrote(a: Act, slug: str, fields: Fields, base: Fields | None) -> None:
    """Keep who wrote what a self-assessment says as a whole, unless it says the same as before."""
    if is_changed(fields, base):
        digest = digest_in(fields)
        made = approvals.add(a.connection, slug, approvals.WRITTEN, digest, a.person_id, a.at)
        a.seal("approval", id=made)


def is_changed(fields: Fields, base: Fields | None) -> bool:
    """Whether fields say something else than `base`, the file, of what is approved."""
    return base is None or digest_in(fields) != digest_in(base)


def digest_in(fields: Fields) -> str:
    """Return the digest of the self-assessment that fields describe; "" where they lack some."""
    activity, _ = validated(ACTIVITY_FILE, Sheet(fields, {}, ()))
    return activity_digest(activity) if activity is not None else ""


def refusal(a: Act, bank: Bank) -> Refused | None:
    """Return why a person may not approve a self-assessment, or None where they may."""
    if bank.activity.status in OF_FILES:
        return StillDraft()
    entries = listed(a.connection, a.person_id, bank.activity)
    if not a.actor.has("staff") and not any(DIRECTOR in one.roles for one in entries):
        return NotDirector()
    own = set(people.ids_of(a.connection, a.person_id))
    return OwnActivity() if own & approvals.writers(a.connection, bank.slug) else None


def state_of(connection: Connection, bank: Bank) -> State:
    """Return where a self-assessment as a whole stands.

    Approved is never what its file says by itself, but in a demonstration.
    """
    activity = bank.activity
    if activity.status != "approved":
        return OF_FILES.get(activity.status, "in review")
    row = approvals.in_force(connection, bank.slug, activity_digest(activity))
    return "approved" if row is not None or activity.demonstration else "in review"


def approval_of(a: Act, found: Read) -> Row[Any] | None:
    """Return the approval of what a bank's self-assessment says now; call it inside a view."""
    if found.bank is None:
        return None
    digest = activity_digest(found.bank.activity)
    return approvals.in_force(a.connection, found.bank.slug, digest)


def _found(a: Act, slug: str) -> Read:
    for folder in folders(a.actor.service.settings.banks):
        if folder.name == slug:
            return read(a, folder)
    raise NotFound("bank")


def _bank(a: Act, slug: str) -> tuple[Read, Bank]:
    found = _found(a, slug)
    if found.bank is None:
        raise NotFound("bank")
    return found, found.bank


def _lacks(found: Read) -> tuple[Problem, ...]:
    return tuple(
        one
        for one in found.problems
        if one.item is None
        and not one.rule.startswith(OTHERS)
        and (one.severity == "error" or one.rule in NEEDED)
    )


def _approve(a: Act, bank: Bank, digest: str) -> Agreed:
    """Write the row, and keep the very text: a digest alone would prove nothing later."""
    content.keep_text(a.connection, digest, activity_body(bank.activity))
    made = approvals.add(a.connection, bank.slug, approvals.APPROVED, digest, a.person_id, a.at)
    a.seal("approval", id=made)
    a.object = f"bank:{bank.slug}"
    a.data["sha256"] = digest
    return Agreed(a.at, copied=False)


def _again(a: Act, slug: str, digest: str) -> Agreed | None:
    """Return the same person's approval of the same text: a second click is the first."""
    row = approvals.in_force(a.connection, slug, digest)
    return Agreed(row.at, copied=True) if row is not None and row.by == a.person_id else None


def _still(digest: str) -> Callable[[Fields], bool]:
    return lambda fields: digest_in(fields) == digest


def _changes(connection: Connection, activity: Activity, given: Sequence[Row[Any]]) -> str:
    """Say what changed since the last approval."""
    body = content.text(connection, given[0].digest) if given else None
    before = fields_of(body).value if body is not None else None
    after = fields_of(activity_body(activity)).value
    if not isinstance(before, dict) or not isinstance(after, dict):
        return ""
    return in_words(before, after)

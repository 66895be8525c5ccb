"""What awaits a person after signing in: what is open, rejected or due, recent certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from credit.following_up import asked_until, completed_in_question
from credit.part4.plan import Plan
from credit.reminders import warning
from scoring.recall import MOST, week_of
from storage import commitments, content, initiatives, participations, projects, recall, standings
from workflows.act import view
from workflows.content import frozen
from workflows.content.halted import is_stopped
from workflows.content.own import OpenAttempt, Own, history, own
from workflows.initiatives.own import Owned, Wanted, asked, owned
from workflows.pars.tracker import Tracked, rejected
from workflows.part4.verifying import ToVerify, to_verify
from workflows.people.profile import latest

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.content.own import History
    from workflows.people.profile import Profile

RECENT = 3
OFFERED_FOR = timedelta(days=14)  # later nobody remembers what was missed


@dataclass(frozen=True)
class Waiting:
    """An activity in which the person has something to do."""

    key: str
    title: str
    expires: date
    claim_by: date
    own: Own
    stopped: bool  # the office paused or withdrew it
    warning: str | None  # what is risked by not claiming, on the days it is spoken of


@dataclass(frozen=True)
class Continue:
    """An open attempt."""

    key: str
    title: str
    expires: date
    practice: bool  # the activity was passed before
    at: OpenAttempt


@dataclass(frozen=True)
class Recent:
    """A certificate in force."""

    certificate: str
    title: str
    completed_on: date


@dataclass(frozen=True)
class Asked:
    """A completion whose commitments are to be answered for."""

    completion: str
    title: str
    completed_on: date
    until: date


@dataclass(frozen=True)
class ToAttest:
    """A quality project that the person took part in, and has not attested."""

    participation: str
    title: str


@dataclass(frozen=True)
class Offered:
    """A completed activity of which something was missed, not asked yet whether it shall return."""

    completion: str
    title: str


@dataclass(frozen=True)
class Home:
    """The first page after signing in."""

    open: tuple[Continue, ...]
    rejected: tuple[Tracked, ...]  # reports that were, the most pressing first
    evaluate: tuple[Waiting, ...]
    claim: tuple[Waiting, ...]
    again: tuple[Waiting, ...]  # not passed, and another attempt can be started
    certificates: tuple[Recent, ...]
    asked: tuple[Asked, ...]  # what became of commitments, the oldest first
    returning: int  # questions that return this week, as far as they are not answered
    offered: Offered | None
    wanted: tuple[Wanted, ...] = ()  # of initiatives, the first due first
    owned: tuple[Owned, ...] = ()  # initiatives
    attest: tuple[ToAttest, ...] = ()  # parts in quality projects
    verify: tuple[ToVerify, ...] = ()  # what others attested of projects the person leads


def home(actor: Actor) -> Home:
    """Return what awaits the person."""
    with view(actor, "home.see") as a:
        done = history(a.connection, a.person_id)
        begun = _begun(a, done)
        theirs = initiatives.of_person(a.connection, a.person_id)
        returning, wished = _returning(a, done)
        return Home(
            open=tuple(
                Continue(one.key, one.title, one.expires, one.own.passed_attempt is not None, at)
                for one in begun
                if (at := one.own.open) is not None
            ),
            rejected=rejected(a, done.completions.values()),
            evaluate=tuple(one for one in begun if one.own.state == "evaluation_due"),
            claim=tuple(one for one in begun if one.own.state == "claim_due"),
            again=tuple(one for one in begun if _may_try(one, a.today)),
            certificates=tuple(
                _recent(a, row)
                for row in standings.certificates(a.connection, a.person_id)[:RECENT]
            ),
            asked=_asked(a),
            wanted=asked(a, theirs, done.completions),
            owned=owned(theirs, a.today),
            attest=tuple(
                ToAttest(row.public_id, Plan.model_validate_json(row.body).title)
                for row in participations.to_attest(a.connection, a.person_id)
            ),
            verify=to_verify(a, projects.of_leader(a.connection, a.person_id), a.person_id),
            returning=returning,
            offered=_offered(a, done, wished),
        )


def _may_try(one: Waiting, today: date) -> bool:
    left = one.own.state == "failed" and one.own.attempts_left != 0
    return left and today <= one.expires and not one.stopped


def _begun(a: Act, done: History) -> tuple[Waiting, ...]:
    """The activities the person has begun, the last one first."""
    rows = {row.id: row for row in content.newest_editions(a.connection)}
    order = sorted(done.attempts, key=lambda one: done.attempts[one][-1].id, reverse=True)
    profile, _seq = latest(a.connection, a.person_id)
    return tuple(_waiting(a, done, rows[activity_id], profile) for activity_id in order)


def _waiting(a: Act, done: History, row: Row[Any], profile: Profile) -> Waiting:
    manifest = frozen.manifest(a.connection, row.edition_id)
    standing = own(a, done, row, manifest)
    completion = done.completions.get(row.id)
    told = None
    if completion is not None and standing.state == "claim_due":
        points = any(profile.may_have_points(one.board) for one in manifest.terms.boards)
        told = warning(completion.completed_on, row.claim_by, a.today, points=points)
    return Waiting(
        key=frozen.activity_key(a.connection, row.id),
        title=manifest.front.title,
        expires=row.expires,
        claim_by=row.claim_by,
        own=standing,
        stopped=is_stopped(row),
        warning=told,
    )


def _asked(a: Act) -> tuple[Asked, ...]:
    days = completed_in_question(a.today)
    return tuple(
        Asked(
            completion=row.public_id,
            title=_title(a, row.activity_id),
            completed_on=row.completed_on,
            until=asked_until(row.completed_on),
        )
        for row in commitments.in_question(a.connection, days, person_id=a.person_id)
    )


def _returning(a: Act, done: History) -> tuple[int, frozenset[int]]:
    """Return how many questions are open this week, and for which completions it was asked."""
    completions = [row.id for row in done.completions.values()]
    week = week_of(a.today)
    rows = recall.at_home(a.connection, completions, a.today, week) if completions else ()
    on = [row for row in rows if row.state == "on"]
    open_ = sum(row.asked == "asked" and row.week == week for row in on)
    due = sum(row.asked is not None and row.week != week for row in on)
    room = MOST - sum(row.week == week for row in rows)
    wished = frozenset(row.completion_id for row in rows)
    return open_ + max(0, min(due, room)), wished


def _offered(a: Act, done: History, wished: frozenset[int]) -> Offered | None:
    """Return the last completion of these weeks whose first attempt missed something."""
    fresh = [
        row
        for row in done.completions.values()
        if row.id not in wished and a.today - row.completed_on <= OFFERED_FOR
    ]
    for row in sorted(fresh, key=lambda one: one.id, reverse=True):
        first = next((one for one in done.attempts.get(row.activity_id, ()) if one.counted), None)
        if first is not None and first.num < first.den:
            return Offered(row.public_id, frozen.terms(a.connection, row.activity_id).title)
    return None


def _recent(a: Act, row: Row[Any]) -> Recent:
    return Recent(row.public_id, _title(a, row.activity_id), row.completed_on)


def _title(a: Act, activity_id: int) -> str:
    edition = content.newest_edition(a.connection, activity_id)
    return frozen.manifest(a.connection, edition.id).front.title

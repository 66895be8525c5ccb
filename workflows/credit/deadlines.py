"""A person's deadlines: what is to be done by when, for the screen and for their calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal

from credit import boards
from credit.boards import NoRuleYet
from credit.calendar import local_day, written
from credit.following_up import asked_on, asked_until, completed_to_answer
from documents.calendar import Entry, calendar
from storage import commitments, content, credit
from workflows.act import view
from workflows.content import frozen
from workflows.content.own import history, own
from workflows.credit import claimable
from workflows.pars.tracker import rejected
from workflows.people.profile import latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from quizzes.edition import Manifest
    from workflows.act import Act, Actor
    from workflows.people.profile import Profile

Kind = Literal["claim", "report", "rejected", "expires", "year", "cycle", "follow-up"]
REMIND_DAYS = 7
AGAIN_HOURS = 12  # after which a calendar that subscribed asks again
NAME = "Self-assessment deadlines"
LEFT = frozenset({"in_progress", "failed", "evaluation_due"})  # begun, and still to be completed
WITHDRAWN_LEFT = frozenset({"evaluation_due"})  # passed before the office withdrew it


@dataclass(frozen=True)
class Deadline:
    """One day by which something is to be done."""

    kind: Kind
    about: str  # the public id or key of what it is about
    day: date
    summary: str
    description: str
    path: str
    demonstration: bool = False


def deadlines(actor: Actor) -> tuple[Deadline, ...]:
    """Return the person's own deadlines from today on, the next one first."""
    with view(actor, "deadlines.see") as a:
        found = (*_claims(a), *_rejected(a), *_begun(a), *_follow_ups(a), *_cycles(a))
        coming = (one for one in found if one.day >= a.today)
        return tuple(sorted(coming, key=lambda one: (one.day, one.kind, one.about)))


def deadlines_file(actor: Actor) -> bytes:
    """Return the person's own deadlines as an iCalendar file."""
    entries = (
        replace(
            _entry(actor, one),
            description=one.description,
            link=actor.service.settings.public_url + one.path,
            remind_days=REMIND_DAYS,
        )
        for one in deadlines(actor)
    )
    return calendar(NAME, entries, actor.service.now())


def deadlines_feed(actor: Actor) -> bytes:
    """Return the same for a calendar that subscribed: titles and days, and nothing else.

    It is the same until something changes or the day ends, so that its digest says so.
    """
    entries = [_entry(actor, one) for one in deadlines(actor)]
    day = local_day(actor.service.now(), actor.service.settings.zone)
    return calendar(NAME, entries, datetime.combine(day, time.min, UTC), AGAIN_HOURS)


def _entry(actor: Actor, one: Deadline) -> Entry:
    host = actor.service.settings.public_url.partition("://")[2]
    return Entry(
        uid=f"{one.kind}-{one.about}@{host}",
        day=one.day,
        summary=f"[Demonstration] {one.summary}" if one.demonstration else one.summary,
    )


def _claims(a: Act) -> Iterator[Deadline]:
    """What is completed and not claimed: the last day for it, the boards' day, the year's end."""
    unclaimed = claimable.of_person(a, a.person_id, date.min)
    profile, _ = latest(a.connection, a.person_id)
    with_points = [
        (row, manifest)
        for row, manifest in unclaimed
        if any(profile.may_have_points(one.board) for one in manifest.terms.boards)
    ]
    for row, manifest in unclaimed:
        yield _claim(row, manifest)
    for row, manifest in with_points:
        yield from _reports(row, manifest, profile)
    yield from _year_ends(with_points)


def _claim(row: Row[Any], manifest: Manifest) -> Deadline:
    title = manifest.front.title
    return Deadline(
        kind="claim",
        about=row.public_id,
        day=row.claim_by,
        summary=f"Last day to claim: {title}",
        description=(
            f"You completed “{title}” on {written(row.completed_on)}."
            f" After {written(row.claim_by)} nothing can be claimed for it."
        ),
        path=f"/claim?completion={row.public_id}",
        demonstration=manifest.terms.demonstration,
    )


def _reports(row: Row[Any], manifest: Manifest, profile: Profile) -> Iterator[Deadline]:
    """The days by which the person's boards expect to hear of the completion."""
    waits: dict[date, list[str]] = {}
    for plan in manifest.terms.boards:
        if not profile.may_have_points(plan.board):
            continue
        try:
            rule = boards.load().rule(plan.board, row.completed_on)
        except NoRuleYet:
            continue
        by = row.completed_on + timedelta(days=rule.report_within_days)
        waits.setdefault(by, []).append(plan.board)
    for day, named in waits.items():
        title = manifest.front.title
        who = ", ".join(dict.fromkeys(named)) if profile.certified_by else "your board"
        yield Deadline(
            kind="report",
            about=f"{row.public_id}-{day.isoformat()}",
            day=day,
            summary=f"Points are to be reported to {who}: {title}",
            description=(
                f"Your completion of {written(row.completed_on)} should be reported to {who} by"
                f" {written(day)}. Nothing is reported before you claim."
            ),
            path=f"/claim?completion={row.public_id}",
            demonstration=manifest.terms.demonstration,
        )


def _year_ends(unclaimed: list[tuple[Row[Any], Manifest]]) -> Iterator[Deadline]:
    for year in sorted({row.completed_on.year for row, _ in unclaimed}):
        there = [one for row, one in unclaimed if row.completed_on.year == year]
        yield Deadline(
            kind="year",
            about=str(year),
            day=date(year, 12, 31),
            summary=f"End of {year}: points are still to be claimed",
            description=(
                "Not claimed yet: " + "; ".join(one.front.title for one in there) + ". Boards"
                " count points in the year of the completion; your credit itself can be claimed"
                " later."
            ),
            path="/records",
            demonstration=all(one.terms.demonstration for one in there),
        )


def _rejected(a: Act) -> Iterator[Deadline]:
    """Reports of points that were not taken and are still to be put right."""
    for one in rejected(a, credit.completions_of(a.connection, a.person_id)):
        if one.days_left is None:
            continue
        yield Deadline(
            kind="rejected",
            about=one.record,
            day=one.report_by,
            summary=f"Put right: {one.to} did not accept your report",
            description=(
                f"{one.said}. By {written(one.report_by)} {one.to} should have it. Records says"
                " why, and what to do."
            ),
            path="/records",
        )


def _begun(a: Act) -> Iterator[Deadline]:
    """What is begun and not completed: the last day of the activity."""
    done = history(a.connection, a.person_id)
    for row in content.newest_editions(a.connection):
        if row.id not in done.attempts:
            continue
        manifest = frozen.manifest(a.connection, row.edition_id)
        left = LEFT if row.halt != "withdrawn" else WITHDRAWN_LEFT
        if own(a, done, row, manifest).state not in left:
            continue
        key, title = frozen.activity_key(a.connection, row.id), manifest.front.title
        yield Deadline(
            kind="expires",
            about=key,
            day=row.expires,
            summary=f"Last day to complete: {title}",
            description=f"You began “{title}”. It can be completed until the end of this day.",
            path=f"/activity?id={key}",
            demonstration=manifest.terms.demonstration,
        )


def _follow_ups(a: Act) -> Iterator[Deadline]:
    """What somebody meant to change and has not said yet what became of it."""
    days = completed_to_answer(a.today)
    for row in commitments.in_question(a.connection, days, person_id=a.person_id):
        edition = content.newest_edition(a.connection, row.activity_id)
        manifest = frozen.manifest(a.connection, edition.id)
        title, until = manifest.front.title, asked_until(row.completed_on)
        yield Deadline(
            kind="follow-up",
            about=row.public_id,
            day=until,
            summary=f"Last day to say what became of what you meant to change: {title}",
            description=(
                f"From {written(asked_on(row.completed_on))} until {written(until)} you can say"
                " what became of it."
            ),
            path=f"/commitments?completion={row.public_id}",
            demonstration=manifest.terms.demonstration,
        )


def _cycles(a: Act) -> Iterator[Deadline]:
    profile, _ = latest(a.connection, a.person_id)
    for board, year in sorted(profile.cycle_ends.items()):
        yield Deadline(
            kind="cycle",
            about=f"{board}-{year}",
            day=date(year, 12, 31),
            summary=f"Your {board} cycle ends",
            description=(
                f"By your profile your present cycle at {board} ends in {year}. The board decides"
                " what it asks of you; look there."
            ),
            path="/records",
        )

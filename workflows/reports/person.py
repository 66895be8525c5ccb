"""One person's records as staff see them; each opening is logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from storage import attempts, content, credit, log, people
from workflows.act import act
from workflows.content import frozen
from workflows.content.own import Own, history, own
from workflows.credit.amended import Change, changes
from workflows.credit.said import claimed
from workflows.pars import tracker
from workflows.pars.tracker import Tracked
from workflows.people.profile import Profile, latest
from workflows.reports.roster import percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.content.own import History

ONE_LOOK = timedelta(minutes=10)  # the page is drawn anew at every click in it


@dataclass(frozen=True)
class Tried:
    """One attempt."""

    attempt: str
    number: int
    started_at: datetime
    submitted_at: datetime | None
    score: str | None
    passed: bool
    counted: bool
    elsewhere: bool  # in another account of the same person


@dataclass(frozen=True)
class Given:
    """Something staff granted."""

    at: datetime
    attempts: int
    minutes: int
    reason: str


@dataclass(frozen=True)
class Double:
    """The same activity completed and claimed in another account of the same person."""

    completed_on: date
    claims: tuple[str, ...]
    changes: tuple[Change, ...]
    reports: tuple[Tracked, ...]


@dataclass(frozen=True)
class Record:
    """What a person did in one activity."""

    key: str
    title: str
    own: Own
    minutes: int | None  # the time limit of an attempt, without what was granted
    attempts: tuple[Tried, ...]
    grants: tuple[Given, ...]
    completed_on: date | None
    claims: tuple[str, ...]
    changes: tuple[Change, ...]  # amendments, oldest first
    doubles: tuple[Double, ...]
    reports: tuple[Tracked, ...]  # to PARS
    certificate: str | None


@dataclass(frozen=True)
class Person:
    """One person's records, newest activity first."""

    person: str
    profile: Profile
    addresses: tuple[str, ...]
    records: tuple[Record, ...]


def open_person(actor: Actor, person: str) -> Person:
    """Return the records of `person`.

    Raises:
        NotFound: there is no such person.
    """
    with act(actor, "person.open", on=("person", person), once=_still_open) as a:
        done = history(a.connection, a.on.id)
        profile, _seq = latest(a.connection, a.on.id)
        rows = {row.id: row for row in content.newest_editions(a.connection)}
        reports = tracker.of_person(a, a.on.id)
        begun = sorted(done.attempts, key=lambda one: done.attempts[one][-1].id, reverse=True)
        return Person(
            person=a.on.public_id,
            profile=profile,
            addresses=people.subjects_of(a.connection, a.on.id),
            records=tuple(_record(a, done, rows[activity_id], reports) for activity_id in begun),
        )


def _still_open(a: Act) -> Row[Any] | None:
    """Return the line of this same look, if nothing was logged since."""
    line = log.last(a.connection)
    if line is None or (line.actor, line.act, line.object) != (
        a.actor.public_id,
        "person.open",
        a.object,
    ):
        return None
    return line if a.at - line.at < ONE_LOOK else None


def _record(
    a: Act, done: History, activity: Row[Any], reports: Mapping[int, tuple[Tracked, ...]]
) -> Record:
    manifest = frozen.manifest(a.connection, activity.edition_id)
    completion = done.completions.get(activity.id)
    claims = credit.claims(a.connection, completion.id) if completion is not None else {}
    issued = credit.certificates(a.connection, completion.id) if completion is not None else ()
    in_force = any(row.quarters for row in claims.values())
    return Record(
        key=frozen.activity_key(a.connection, activity.id),
        title=manifest.terms.title,
        own=own(a, done, activity, manifest),
        minutes=manifest.terms.rules.time_limit_minutes,
        attempts=tuple(_tried(row, a.on.id) for row in done.attempts[activity.id]),
        grants=tuple(
            Given(row.at, row.attempts, row.minutes, row.reason)
            for row in attempts.grants(a.connection, a.on.id, activity.id)
        ),
        completed_on=completion.completed_on if completion is not None else None,
        claims=claimed(claims),
        changes=changes(a.connection, completion) if completion is not None else (),
        doubles=_doubles(a, completion, reports),
        reports=reports.get(completion.id, ()) if completion is not None else (),
        certificate=issued[-1].public_id if issued and in_force else None,
    )


def _doubles(
    a: Act, counting: Row[Any] | None, reports: Mapping[int, tuple[Tracked, ...]]
) -> tuple[Double, ...]:
    """Return what was claimed of an activity beside the completion that counts."""
    if counting is None:
        return ()
    found = []
    for row in credit.completions_of(a.connection, a.on.id):
        claims = credit.claims(a.connection, row.id)
        if row.activity_id == counting.activity_id and row.id != counting.id and claims:
            said, amended = claimed(claims), changes(a.connection, row)
            found.append(Double(row.completed_on, said, amended, reports.get(row.id, ())))
    return tuple(found)


def _tried(row: Row[Any], person_id: int) -> Tried:
    return Tried(
        attempt=row.public_id,
        number=row.number,
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        score=None if row.den is None else percent(row.num, row.den),
        passed=bool(row.passed),
        counted=bool(row.counted),
        elsewhere=row.person_id != person_id,
    )

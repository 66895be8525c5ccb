"""A pilot: testers take a bank or an edition by a link of their own, and tell their time.

Each link comes with an account that can open what it was made for, and nothing else. Nothing but
the time is kept of what a tester does; it stands in a table of its own that neither statistics nor
credit read.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError

from credit.calendar import local_day
from storage import content, people, pilots, things
from storage.columns import keepable
from storage.people import TESTERS
from workflows.act import act, view
from workflows.content.writing.folder import bank_of
from workflows.duties import TESTER
from workflows.refusals import Faulty, NotFound, Stale
from workflows.trying.beginning import of_draft, of_edition
from workflows.trying.trial import Trial

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor

LINK_DAYS = 60  # how long a link may be used
LONGEST_NAME = 200
LONGEST = 4_000  # characters of a comment
MOST_MINUTES = 2_000
MOST_TIMES = 50  # corrections of one tester's time
DAY = 86_400  # seconds


class NoName(Faulty):
    """A link for nobody."""

    def __init__(self) -> None:
        super().__init__("Give the tester's name: each link belongs to one person.")


class NoTime(Faulty):
    """A time that nobody can have taken."""

    def __init__(self) -> None:
        super().__init__(f"Give the minutes it took you: 1 to {MOST_MINUTES}.")


class TooMuchSaid(Faulty):
    """A comment longer than anybody reads, or the same link used again and again."""

    def __init__(self) -> None:
        super().__init__(
            "That is more than a pilot takes. Shorten your comment, or ask the office."
        )


@dataclass(frozen=True)
class Asked:
    """A link that was made: it is shown once, only its digest is kept."""

    name: str
    link: str
    good_until: date


@dataclass(frozen=True)
class Tester:
    """One tester, with the time told, None as long as there is none."""

    id: str
    name: str
    source: str  # an activity's key; "": the bank's files
    asked_on: date
    good_until: date
    ended: bool
    minutes: int | None
    comment: str


@dataclass(frozen=True)
class Opened:
    """What a tester takes: who they are, what it is, and what was told before."""

    name: str
    trial: Trial
    minutes: int | None
    comment: str
    seq: int


def ask(actor: Actor, slug: str, name: str, source: str = "") -> Asked:
    """Make a link by which one tester takes the bank as it is, or the edition of an activity.

    Raises:
        NoName; NotFound: there is no such bank, or no such activity of it.
    """
    token = secrets.token_urlsafe(32)
    called = " ".join(keepable(name).split())
    if not called or len(called) > LONGEST_NAME:
        raise NoName
    with act(actor, "pilot.ask") as a:
        bank_of(a, slug)
        _require_source(a.connection, slug, source)
        expires = a.at + timedelta(days=LINK_DAYS)
        made = pilots.ask(
            a.connection,
            bank=slug,
            source=source,
            name=called,
            token_digest=digest_of(token),
            expires_at=expires,
            by=a.person_id,
            now=a.at,
        )
        a.seal("pilot", public_id=made)
        _give_account(a, made)
        a.object = f"bank:{slug}"
        a.data.update(pilot=made, source=source)
    settings = actor.service.settings
    link = f"{settings.public_url}/tester/{token}"
    return Asked(called, link, local_day(expires, settings.zone))


def times(actor: Actor, slug: str) -> tuple[Tester, ...]:
    """Return the testers of a bank, in the order asked."""
    with view(actor, "pilot.see") as a:
        zone = a.actor.service.settings.zone
        return tuple(
            Tester(
                id=row.public_id,
                name=row.name,
                source=row.source,
                asked_on=local_day(row.at, zone),
                good_until=local_day(row.expires_at, zone),
                ended=row.ended,
                minutes=row.minutes,
                comment=row.comment or "",
            )
            for row in pilots.of_bank(a.connection, slug)
        )


def editions_of(actor: Actor, slug: str) -> tuple[str, ...]:
    """Return the keys of a bank's activities, whose newest edition a tester can take."""
    with view(actor, "pilot.see") as a:
        return tuple(f"{slug}.{one.period}" for one in content.periods(a.connection, slug))


def minutes_of(told: tuple[Tester, ...]) -> tuple[int, ...]:
    """Return the minutes that were told, as an amount of credit can rest on them."""
    return tuple(one.minutes for one in told if one.minutes is not None)


def end(actor: Actor, tester: str) -> None:
    """End a tester's link, and whatever is open by it; the time that was told stays.

    Raises:
        NotFound: nobody was asked by that id.
    """
    with act(actor, "pilot.end", on=("pilot", tester), once=_ended) as a:
        if a.receipt is None:
            person = pilots.account_of(a.connection, tester)
            seq = people.set_role(a.connection, person, TESTER, a.at, granted=False)
            a.seal("role", person_id=person, role=TESTER, scope="", seq=seq)
            people.end_sessions_of(a.connection, person, a.at)


def opened(actor: Actor) -> Opened:
    """Return what a tester takes: a bank with all its questions, or an edition.

    Raises:
        NotFound: the link ran out, or what it opened is gone. NothingToTry.
    """
    with view(actor, "pilot.open") as a:
        row = _own(a)
        told = pilots.last_time(a.connection, row.id)
        return Opened(
            name=row.name,
            trial=_trial(a, row),
            minutes=told.minutes if told is not None else None,
            comment=told.comment if told is not None else "",
            seq=told.seq if told is not None else 0,
        )


def tell(actor: Actor, *, minutes: int, seconds: int, comment: str, seen: int) -> int:
    """Write the time that a tester took, after the one numbered `seen`; return its number.

    Raises:
        NotFound: the link ran out. NoTime; TooMuchSaid.
        Stale: another window told a time.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise NoTime
    said = keepable(comment).strip()
    if len(said) > LONGEST or seen >= MOST_TIMES:
        raise TooMuchSaid
    try:
        with act(actor, "pilot.give") as a:
            row = _own(a, lock=True)
            _write(a, row, minutes, max(0, min(seconds, DAY)), said, seen)
    except IntegrityError:
        raise Stale("", seen) from None
    return seen + 1


def digest_of(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _write(a: Act, row: Row[Any], minutes: int, seconds: int, comment: str, seen: int) -> None:
    last = pilots.last_time(a.connection, row.id)
    if (last.seq if last is not None else 0) != seen:
        raise Stale("", seen)
    pilots.add_time(
        a.connection,
        row.id,
        seen + 1,
        minutes=minutes,
        seconds=seconds,
        comment=comment,
        now=a.at,
    )
    a.seal("pilot_time", pilot_id=row.id, seq=seen + 1)
    a.object = f"bank:{row.bank}"
    a.data.update(pilot=row.public_id, minutes=minutes)


def _own(a: Act, *, lock: bool = False) -> Row[Any]:
    """Return what the account of a tester was made for, as long as its link is good."""
    row = pilots.of_tester(a.connection, a.person_id, lock=lock)
    if row is None or row.ended or row.expires_at <= a.at:
        raise NotFound("link")
    return row


def _ended(a: Act) -> str | None:
    person = pilots.account_of(a.connection, a.on.public_id)
    return None if TESTER in people.roles_of(a.connection, person) else TESTER


def _give_account(a: Act, pilot: str) -> None:
    """Make the account that a link opens: it can do what a tester does, and nothing else."""
    made = people.add_person(a.connection, TESTERS, pilot, a.at)
    a.seal("person", id=made)
    a.seal_identity(TESTERS, pilot)
    seq = people.set_role(a.connection, made, TESTER, a.at)
    a.seal("role", person_id=made, role=TESTER, scope="", seq=seq)


def _trial(a: Act, row: Row[Any]) -> Trial:
    if not row.source:
        return of_draft(a, row.bank, every=True)
    activity = things.find(a.connection, "activity", row.source, None)
    if activity is None:
        raise NotFound("link")
    return of_edition(a, activity)


def _require_source(connection: Connection, slug: str, source: str) -> None:
    if source:
        activity = things.find(connection, "activity", source, None)
        if activity is None or activity.slug != slug:
            raise NotFound("activity")

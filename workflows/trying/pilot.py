"""A pilot: testers take a bank or an edition by a link of their own, and tell their time.

Nothing else is kept of what they do. It stands in a table of its own that neither statistics nor
credit read.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError

from credit.calendar import local_day
from storage import content, pilots, things
from storage.columns import keepable
from workflows.act import act, view
from workflows.content.writing.folder import bank_of
from workflows.refusals import Faulty, NotFound, Stale
from workflows.trying.beginning import of_draft, of_edition
from workflows.trying.trial import Trial

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor

LINK_DAYS = 60  # how long a link may be used
LONGEST_TOKEN = 100
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

    name: str
    source: str  # an activity's key; "": the bank's files
    asked_on: date
    good_until: date
    minutes: int | None
    comment: str


@dataclass(frozen=True)
class Opened:
    """What a link opens: whose it is, what is taken, and what was told before."""

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
        a.object = f"bank:{slug}"
        a.data.update(pilot=made, source=source)
    settings = actor.service.settings
    link = f"{settings.public_url}/pilot?link={token}"
    return Asked(called, link, local_day(expires, settings.zone))


def times(actor: Actor, slug: str) -> tuple[Tester, ...]:
    """Return the testers of a bank, in the order asked."""
    with view(actor, "pilot.see") as a:
        zone = a.actor.service.settings.zone
        return tuple(
            Tester(
                name=row.name,
                source=row.source,
                asked_on=local_day(row.at, zone),
                good_until=local_day(row.expires_at, zone),
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


def open_link(actor: Actor, token: str) -> Opened:
    """Return what a link opens: a trial of a bank with all its questions, or of an edition.

    Raises:
        NotFound: the link is unknown or ran out, or what it opened is gone. NothingToTry.
    """
    with view(actor, "pilot.open") as a:
        row = _invited(a, token)
        told = pilots.last_time(a.connection, row.id)
        return Opened(
            name=row.name,
            trial=_trial(a, row),
            minutes=told.minutes if told is not None else None,
            comment=told.comment if told is not None else "",
            seq=told.seq if told is not None else 0,
        )


def tell(actor: Actor, token: str, *, minutes: int, seconds: int, comment: str, seen: int) -> int:
    """Write the time that a tester took, after the one numbered `seen`; return its number.

    Raises:
        NotFound: the link is unknown or ran out. NoTime; TooMuchSaid.
        Stale: another window told a time.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise NoTime
    said = keepable(comment).strip()
    if len(said) > LONGEST or seen >= MOST_TIMES:
        raise TooMuchSaid
    try:
        with act(actor, "pilot.give") as a:
            row = _invited(a, token, lock=True)
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


def _invited(a: Act, token: str, *, lock: bool = False) -> Row[Any]:
    """Return the tester behind a link; an unknown link is answered as one that ran out."""
    known = token.isascii() and 0 < len(token) <= LONGEST_TOKEN
    row = pilots.by_token(a.connection, digest_of(token), lock=lock) if known else None
    if row is None or _is_over(row.expires_at, a.at):
        raise NotFound("link")
    return row


def _is_over(until: datetime, now: datetime) -> bool:
    return until <= now


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

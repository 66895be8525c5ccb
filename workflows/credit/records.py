"""A person's own records: completions with what was claimed, totals by year, what is still due."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from credit.amounts import as_text
from credit.calendar import written
from credit.completion import CME
from credit.following_up import stage
from credit.reminders import warning
from credit.self_reported import NAMES, Kind
from documents.moc_row import MocRow
from documents.payload import CertificatePayload
from documents.totals import by_year, total
from documents.transcript_row import TranscriptRow
from storage import attempts, commitments, content, credit
from workflows.act import view
from workflows.content import frozen
from workflows.credit.elsewhere import Held, entries, own_rows
from workflows.credit.held import told_before
from workflows.credit.moc import moc
from workflows.credit.provider import provider
from workflows.credit.reasons import Explained, explained
from workflows.credit.said import claimed, credit_said, points_said
from workflows.pars import tracker
from workflows.pars.tracker import Tracked
from workflows.part4.own import Part, parts
from workflows.people.profile import latest
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

    from documents.own_row import OwnRow
    from documents.totals import Total
    from quizzes.edition import Terms
    from workflows.act import Act, Actor
    from workflows.people.profile import Profile

State = Literal["claimed", "due", "closed", "withdrawn"]


class EndBeforeStart(Faulty):
    """A period that ends before it starts."""

    def __init__(self, first: date, last: date) -> None:
        """Show both days."""
        super().__init__(
            f"The period ends ({written(last)}) before it starts ({written(first)})."
            " Choose a later end."
        )


@dataclass(frozen=True)
class Period:
    """The completion days that are asked for, both ends included; None: no bound."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that holds no day."""
        if self.first and self.last and self.last < self.first:
            raise EndBeforeStart(self.first, self.last)

    def holds(self, day: date) -> bool:
        """Whether a day lies in the period."""
        after = self.first is None or self.first <= day
        return after and (self.last is None or day <= self.last)


ALWAYS = Period()


@dataclass(frozen=True)
class Record:
    """One completion."""

    completion: str
    attempt: str  # the one that passed
    key: str
    title: str
    demonstration: bool
    completed_on: date
    claim_by: date
    state: State
    participates: bool  # what is claimed is hours of participation, not credit
    claims: tuple[str, ...]  # in words
    why: tuple[Explained, ...]
    certificate: str | None
    warning: str | None  # what an unclaimed completion risks, on the days it is spoken of
    reports: tuple[Tracked, ...]
    change: bool  # whether something to change was, or may still be, written down


@dataclass(frozen=True)
class Year:
    """What was claimed in one calendar year."""

    year: str
    activities: int
    claimed: tuple[str, ...]  # in words


@dataclass(frozen=True)
class Totals:
    """The years of one kind of record; only like is added to like."""

    kind: Literal["credit", "participation"]
    demonstration: bool
    years: tuple[Year, ...]


@dataclass(frozen=True)
class OwnYear:
    """What somebody wrote down of one calendar year; nothing of ours is in it."""

    year: int
    said: tuple[str, ...]


@dataclass(frozen=True)
class Records:
    """A person's records in a period, newest first."""

    person: str
    physician: bool
    records: tuple[Record, ...]
    totals: tuple[Totals, ...]
    moc: tuple[MocRow, ...]  # of every day, by board and cycle
    part4: tuple[Part, ...]  # quality projects, of every day
    elsewhere: tuple[Held, ...]  # self-reported
    elsewhere_totals: tuple[OwnYear, ...]
    provider: str
    today: date
    first: date | None  # the first day there is anything about


def records(actor: Actor, period: Period = ALWAYS) -> Records:
    """Return the person's own records."""
    with view(actor, "records.see") as a:
        rows = credit.completions_of(a.connection, a.person_id)
        every = transcript_rows(a.connection, a.person_id, ALWAYS)
        theirs = own_rows(a.connection, a.person_id)
        profile, _seq = latest(a.connection, a.person_id)
        tracked = tracker.of_person(a, a.person_id)
        meant = commitments.with_any(a.connection, [row.id for row in rows])
        return Records(
            person=actor.public_id,
            physician=profile.physician,
            records=tuple(
                _record(a, row, profile, tracked.get(row.id, ()), meant)
                for row in rows
                if period.holds(row.completed_on)
            ),
            totals=_totals(one for one in every if period.holds(one.completed_on)),
            moc=moc(profile, every, theirs, a.today),
            part4=parts(a, a.person_id),
            elsewhere=tuple(
                one
                for one in entries(a.connection, a.person_id)
                if period.holds(one.body.completed_on)
            ),
            elsewhere_totals=_own_years(one for one in theirs if period.holds(one.completed_on)),
            provider=provider(a.connection),
            today=a.today,
            first=rows[-1].completed_on if rows else None,
        )


def transcript_rows(
    connection: Connection, person_id: int, period: Period
) -> tuple[TranscriptRow, ...]:
    """Return what is in force of a person's claims, as transcripts print it."""
    in_period = (
        row
        for row in credit.completions_of(connection, person_id)
        if period.holds(row.completed_on)
    )
    found = ((row, _in_force(connection, row)) for row in in_period)
    return tuple(
        TranscriptRow(
            completed_on=one.completed_on,
            title=one.title,
            format=one.format,
            provider=one.provider,
            credits_quarters=one.credits_quarters,
            # Points alone stand with the credit: they are no participation.
            kind="participation" if one.kind == "participation" else "credit",
            hours_quarters=_hours(connection, row) if one.kind == "participation" else 0,
            points=one.points,
            activity=one.activity,
            certificate=one.code,
            demonstration=one.demonstration,
        )
        for row, one in found
        if one is not None
    )


def _hours(connection: Connection, completion: Row[Any]) -> int:
    """Return the hours that were claimed; certificates from before they were printed lack them."""
    row = credit.claims(connection, completion.id).get(CME)
    return row.quarters if row is not None else 0


def _in_force(connection: Connection, completion: Row[Any]) -> CertificatePayload | None:
    claims = credit.claims(connection, completion.id)
    if not any(row.quarters for row in claims.values()):
        return None
    newest = credit.certificates(connection, completion.id)[-1]
    return CertificatePayload.model_validate_json(newest.payload)


def _record(
    a: Act, row: Row[Any], profile: Profile, reports: tuple[Tracked, ...], meant: frozenset[int]
) -> Record:
    activity = content.activity_by_id(a.connection, row.activity_id)
    terms = frozen.terms(a.connection, row.activity_id)
    claims = credit.claims(a.connection, row.id)
    state = _state(claims, row.completed_on, activity, a.today)
    if state == "due" and _no_points(a, row, terms):
        state = "closed"
    issued = credit.certificates(a.connection, row.id) if state == "claimed" else ()
    return Record(
        completion=row.public_id,
        attempt=attempts.by_id(a.connection, row.attempt_id).public_id,
        key=frozen.activity_key(a.connection, row.activity_id),
        title=terms.title,
        demonstration=terms.demonstration,
        completed_on=row.completed_on,
        claim_by=activity.claim_by,
        state=state,
        participates=profile.participates,
        claims=claimed(claims),
        why=explained(claims, terms, row.completed_on),
        certificate=issued[-1].public_id if issued else None,
        warning=_warning(row, activity, terms, profile, a.today) if state == "due" else None,
        reports=reports,
        change=row.id in meant or stage(row.completed_on, a.today) == "open",
    )


def _warning(
    row: Row[Any], activity: Row[Any], terms: Terms, profile: Profile, today: date
) -> str | None:
    points = any(profile.may_have_points(one.board) for one in terms.boards)
    return warning(row.completed_on, activity.claim_by, today, points=points)


def _no_points(a: Act, row: Row[Any], terms: Terms) -> bool:
    """Whether points are all there is, and there are none for this person."""
    held = terms.accreditation.held_elsewhere
    if held is None:
        return False
    return told_before(a.connection, row.person_id, row.activity_id, held, "") is not None


def _state(claims: dict[str, Row[Any]], day: date, activity: Row[Any], today: date) -> State:
    if any(row.quarters for row in claims.values()):
        return "claimed"
    if claims:
        return "withdrawn"
    return "due" if day <= activity.expires and today <= activity.claim_by else "closed"


def _totals(rows: Iterable[TranscriptRow]) -> tuple[Totals, ...]:
    def like(row: TranscriptRow) -> tuple[bool, str]:
        return row.demonstration, row.kind

    return tuple(
        Totals(
            kind="credit" if kind == "credit" else "participation",
            demonstration=demonstration,
            years=_years_of(tuple(group), kind),
        )
        for (demonstration, kind), group in groupby(sorted(rows, key=like), key=like)
    )


def _years_of(rows: tuple[TranscriptRow, ...], kind: str) -> tuple[Year, ...]:
    """Add up by year, the latest first: credit and points, or hours of participation."""
    hours: Counter[str] = Counter()
    for row in rows:
        hours[str(row.completed_on.year)] += row.hours_quarters
    return tuple(
        Year(one.period, one.activities, (credit_said(hours[one.period], physician=False),))
        if kind == "participation"
        else _year(one)
        for one in reversed(by_year(rows))
    )


def _year(total: Total) -> Year:
    points = (
        points_said(quarters, *name.split(" ", maxsplit=1)) for name, quarters in total.points
    )
    held = total.credits_quarters
    credited = (credit_said(held, physician=True),) if held else ()
    return Year(total.period, total.activities, (*credited, *points))


def _own_years(rows: Iterable[OwnRow]) -> tuple[OwnYear, ...]:
    def year(row: OwnRow) -> int:
        return row.completed_on.year

    newest = sorted(rows, key=year, reverse=True)
    return tuple(OwnYear(one, _own_said(tuple(group))) for one, group in groupby(newest, key=year))


def _own_said(rows: tuple[OwnRow, ...]) -> tuple[str, ...]:
    """Add up by kind, then by board: credit of different kinds is never one number."""
    kinds: Counter[Kind] = Counter()
    for row in rows:
        kinds[row.kind] += row.quarters
    amounts = tuple(f"{as_text(kinds[kind])} {name}" for kind, name in NAMES.items() if kinds[kind])
    points = total("", rows).points
    return (*amounts, *(f"{as_text(quarters)} {name} points" for name, quarters in points))

"""The roster of an activity: who started, passed, completed and claimed, on pages or as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, get_args

from credit.amounts import as_text
from credit.calendar import local_day
from documents.tables import csv_text
from scoring.passing import Tally, percent_text
from storage import content
from storage import roster as rows_of
from workflows.act import act, view
from workflows.content import frozen
from workflows.credit.snapshot import ClaimSnapshot
from workflows.people.search import matches
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy import Row

    from workflows.act import Act, Actor

Stage = Literal["in_progress", "failed", "passed", "evaluation_due", "claim_due", "claimed"]
STAGES: tuple[Stage, ...] = get_args(Stage)
PAGE = 50
STAGES_SAID: dict[Stage, str] = {
    "in_progress": "In progress",
    "failed": "Not passed",
    "passed": "Passed",
    "evaluation_due": "Evaluation due",
    "claim_due": "Claim due",
    "claimed": "Claimed",
}
HEADINGS = (
    "Activity", "Name", "Degree", "E-mail", "Affiliation", "Stage", "Started", "Attempts",
    "Score (%)", "Passed", "Completed", "AMA PRA Category 1 Credits claimed", "Participation",
    "Board points claimed", "Certificate code",
)  # fmt: skip


class UnknownStage(Faulty):
    """A stage that nobody can be in."""

    def __init__(self, stage: str) -> None:
        super().__init__(f'There is no stage "{stage}"; choose one of {", ".join(STAGES)}.')


@dataclass(frozen=True)
class Wanted:
    """What of the roster is asked for; nothing: everybody who started."""

    stage: str | None = None
    words: str = ""
    people: tuple[str, ...] = ()  # public ids, in place of words where those may not stand

    def __post_init__(self) -> None:
        """Refuse a stage that came from a link and does not exist."""
        if self.stage is not None and self.stage not in STAGES:
            raise UnknownStage(self.stage)


@dataclass(frozen=True)
class Line:
    """One person in the roster."""

    person: str
    name: str
    degree: str
    email: str
    affiliation: str
    stage: Stage
    started_on: date
    attempts: int
    score: str | None  # percent, rounded down
    passed_on: date | None
    completed_on: date | None
    credit: str | None  # claimed; only physicians are awarded credit
    participation: bool  # claimed by somebody else: a record without credit
    points: tuple[tuple[str, str], ...]  # claimed: board and type, and how many
    certificate: str | None  # in force, by its public id
    code: str | None  # that stands on the paper


@dataclass(frozen=True)
class Roster:
    """One page of an activity's roster."""

    key: str
    title: str
    demonstration: bool
    started: int
    passed: int
    completed: int
    claimed: int
    found: int
    among: tuple[str, ...]  # public ids of those whose name holds the words, in whichever stage
    certificates: int  # in force, among those found
    page: int
    pages: int
    lines: tuple[Line, ...]


EVERYBODY = Wanted()


def roster(actor: Actor, key: str, wanted: Wanted = EVERYBODY, page: int = 1) -> Roster:
    """Return one page of the roster of the activity `key`."""
    with view(actor, "roster.see", on=("activity", key)) as a:
        counts = rows_of.counts(a.connection, a.on.id)
        among = people_of(a, wanted)
        people, certificates = counts.started, counts.certificates
        if wanted != EVERYBODY:
            found = rows_of.count(a.connection, a.on.id, state=wanted.stage, among=among)
            people, certificates = found.people, found.certificates
        pages = max(1, -(-people // PAGE))
        page = min(max(1, page), pages)
        return Roster(
            key=frozen.activity_key(a.connection, a.on.id),
            title=frozen.terms(a.connection, a.on.id).title,
            demonstration=frozen.terms(a.connection, a.on.id).demonstration,
            started=counts.started,
            passed=counts.passed,
            completed=counts.completed,
            claimed=counts.claimed,
            found=people,
            among=tuple(row.public_id for row in named(a, wanted) or ()),
            certificates=certificates,
            page=page,
            pages=pages,
            lines=_lines(a, wanted.stage, among, limit=PAGE, offset=(page - 1) * PAGE),
        )


def export(actor: Actor, key: str, wanted: Wanted = EVERYBODY) -> bytes:
    """Return the whole roster of the activity `key` as CSV; who took it, and of what, is logged."""
    with act(actor, "roster.print", on=("activity", key)) as a:
        lines = _lines(a, wanted.stage, people_of(a, wanted))
        a.data.update(people=len(lines), stage=wanted.stage or "all")
        activity = frozen.activity_key(a.connection, a.on.id)
        cells = [(activity, *_cells(one)) for one in lines]
        return csv_text(HEADINGS, cells).encode("utf-8-sig")


@dataclass(frozen=True)
class Listed:
    """An activity that has a roster."""

    key: str
    title: str
    released: date
    expires: date
    held_elsewhere: bool  # points only, for people on a roster


def activities(actor: Actor) -> tuple[Listed, ...]:
    """Return the activities that have a roster, the newest first."""
    with view(actor, "roster.see") as a:
        rows = sorted(content.newest_editions(a.connection), key=lambda row: -row.id)
        return tuple(_listed(a, row) for row in rows)


def _listed(a: Act, row: Row[Any]) -> Listed:
    key, terms = frozen.activity_key(a.connection, row.id), frozen.terms(a.connection, row.id)
    held = terms.accreditation.held_elsewhere is not None
    return Listed(key, terms.title, row.released, row.expires, held)


@dataclass(frozen=True)
class Holder:
    """Somebody whose certificate can be printed."""

    certificate: str
    name: str


def holders(actor: Actor, key: str) -> tuple[Holder, ...]:
    """Return whose certificates of the activity `key` are in force, by name."""
    with view(actor, "roster.see", on=("activity", key)) as a:
        lines = _lines(a, "claimed", None)
        return tuple(Holder(one.certificate, one.name) for one in lines if one.certificate)


def people_of(a: Act, wanted: Wanted) -> frozenset[int] | None:
    """Return the inner ids of those who are asked for by name; None: nobody is in particular."""
    rows = named(a, wanted)
    return None if rows is None else frozenset(row.id for row in rows)


def named(a: Act, wanted: Wanted) -> list[Row[Any]] | None:
    """Return id and public id of those who are asked for by name; None: there are no words."""
    if not (wanted.words.strip() or wanted.people):
        return None
    rows = rows_of.names(a.connection, a.on.id)
    if wanted.people:
        return [row for row in rows if row.public_id in wanted.people]
    return [row for row in rows if matches(wanted.words, row.legal_name or "")]


def _lines(
    a: Act,
    stage: str | None,
    among: frozenset[int] | None,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[Line, ...]:
    found = rows_of.rows(
        a.connection, a.on.id, state=stage, among=among, limit=limit, offset=offset
    )
    points: dict[int, list[tuple[str, str]]] = {}
    completions = None if limit is None else [one.completion_id for one in found]
    for row in rows_of.points(a.connection, a.on.id, completions):
        held = points.setdefault(row.completion_id, [])
        held.append((row.kind.replace(":", " "), as_text(row.quarters)))
    zone = a.actor.service.settings.zone
    return tuple(_line(row, tuple(points.get(row.completion_id, ())), zone) for row in found)


def _line(row: Row[Any], points: tuple[tuple[str, str], ...], zone: ZoneInfo) -> Line:
    physician = bool(row.snapshot) and ClaimSnapshot.model_validate_json(row.snapshot).physician
    return Line(
        person=row.public_id,
        name=row.legal_name or "",
        degree=row.degree or "",
        email=row.email or "",
        affiliation=row.affiliation or "",
        stage=_stage(row),
        started_on=local_day(row.started_at, zone),
        attempts=row.attempts,
        score=None if row.den is None else percent(row.num, row.den),
        passed_on=_day(row.submitted_at, zone) if row.passed else None,
        completed_on=row.completed_on,
        credit=as_text(row.quarters) if row.quarters and physician else None,
        participation=bool(row.quarters) and not physician,
        points=points,
        certificate=row.certificate if row.claims else None,
        code=row.code if row.claims else None,
    )


def _stage(row: Row[Any]) -> Stage:
    """Return the furthest stage that somebody reached."""
    if row.claims:
        return "claimed"
    if row.completed_on is not None:
        return "claim_due"
    if row.passed:
        return "evaluation_due"
    return "in_progress" if row.open else "failed"


def percent(num: int, den: int) -> str:
    """Return a share for display, rounded down, so that a failed attempt never looks passed."""
    return percent_text(Tally(Fraction(num), Fraction(den)))


def _day(instant: datetime | None, zone: ZoneInfo) -> date | None:
    return None if instant is None else local_day(instant, zone)


def _cells(line: Line) -> tuple[str, ...]:
    values = (
        line.name, line.degree, line.email, line.affiliation, STAGES_SAID[line.stage],
        line.started_on, line.attempts, line.score, line.passed_on, line.completed_on, line.credit,
        "yes" if line.participation else None, "; ".join(map(" ".join, line.points)),
        line.code,
    )  # fmt: skip
    return tuple("" if one is None else str(one) for one in values)

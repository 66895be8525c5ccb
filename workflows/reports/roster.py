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
from storage.columns import keepable
from workflows.act import act, view
from workflows.content import frozen
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy import Row

    from workflows.act import Act, Actor

Stage = Literal["in_progress", "failed", "passed", "evaluation_due", "claim_due", "claimed"]
STAGES: tuple[Stage, ...] = get_args(Stage)
PAGE = 50
HEADINGS = (
    "Name", "Degree", "Affiliation", "Started", "Attempts", "Score (%)", "Passed", "Completed",
    "Credit claimed", "Certificate",
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
    affiliation: str
    started_on: date
    attempts: int
    score: str | None  # percent, rounded down
    passed_on: date | None
    completed_on: date | None
    credit: str | None  # claimed, in credits or hours
    certificate: str | None


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
    page: int
    pages: int
    lines: tuple[Line, ...]


EVERYBODY = Wanted()


def roster(actor: Actor, key: str, wanted: Wanted = EVERYBODY, page: int = 1) -> Roster:
    """Return one page of the roster of the activity `key`."""
    with view(actor, "roster.see", on=("activity", key)) as a:
        counts = rows_of.counts(a.connection, a.on.id)
        found = rows_of.count(
            a.connection, a.on.id, state=wanted.stage, words=keepable(wanted.words)
        )
        pages = max(1, -(-found // PAGE))
        page = min(max(1, page), pages)
        return Roster(
            key=frozen.activity_key(a.connection, a.on.id),
            title=frozen.terms(a.connection, a.on.id).title,
            demonstration=frozen.terms(a.connection, a.on.id).demonstration,
            started=counts.started,
            passed=counts.passed,
            completed=counts.completed,
            claimed=counts.claimed,
            found=found,
            page=page,
            pages=pages,
            lines=_lines(a, wanted, limit=PAGE, offset=(page - 1) * PAGE),
        )


def export(actor: Actor, key: str, wanted: Wanted = EVERYBODY) -> bytes:
    """Return the whole roster of the activity `key` as CSV; who took it, and of what, is logged."""
    with act(actor, "roster.print", on=("activity", key)) as a:
        lines = _lines(a, wanted)
        a.data.update(people=len(lines), stage=wanted.stage or "all")
        return csv_text(HEADINGS, [_cells(one) for one in lines]).encode("utf-8-sig")


def titles(actor: Actor) -> dict[str, str]:
    """Return the activities that have a roster: their title by key, newest first."""
    with view(actor, "roster.see") as a:
        rows = sorted(content.newest_editions(a.connection), key=lambda row: -row.id)
        return {
            frozen.activity_key(a.connection, row.id): frozen.terms(a.connection, row.id).title
            for row in rows
        }


def _lines(a: Act, wanted: Wanted, limit: int | None = None, offset: int = 0) -> tuple[Line, ...]:
    found = rows_of.rows(
        a.connection,
        a.on.id,
        state=wanted.stage,
        words=keepable(wanted.words),
        limit=limit,
        offset=offset,
    )
    zone = a.actor.service.settings.zone
    return tuple(_line(row, zone) for row in found)


def _line(row: Row[Any], zone: ZoneInfo) -> Line:
    return Line(
        person=row.public_id,
        name=row.legal_name or "",
        degree=row.degree or "",
        affiliation=row.affiliation or "",
        started_on=local_day(row.started_at, zone),
        attempts=row.attempts,
        score=None if row.den is None else percent(row.num, row.den),
        passed_on=_day(row.submitted_at, zone) if row.passed else None,
        completed_on=row.completed_on,
        credit=as_text(row.quarters) if row.quarters else None,
        certificate=row.certificate,
    )


def percent(num: int, den: int) -> str:
    """Return a share for display, rounded down, so that a failed attempt never looks passed."""
    return percent_text(Tally(Fraction(num), Fraction(den)))


def _day(instant: datetime | None, zone: ZoneInfo) -> date | None:
    return None if instant is None else local_day(instant, zone)


def _cells(line: Line) -> tuple[str, ...]:
    values = (
        line.name, line.degree, line.affiliation, line.started_on, line.attempts, line.score,
        line.passed_on, line.completed_on, line.credit, line.certificate,
    )  # fmt: skip
    return tuple("" if one is None else str(one) for one in values)

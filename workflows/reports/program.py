"""The office's program in a year, over all activities, as a book and as a table.

A year is one of the provider's zone: what was completed by the night of 31 December is in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from credit.amounts import in_quarters
from credit.calendar import end_of, local_day
from credit.completion import CME
from documents.book.pages import book_pdf
from documents.file_names import file_name
from documents.pars.year_end import YearEnd, year_end
from storage import binder, content, corrections, people
from storage.overview import Span
from workflows.act import act, view
from workflows.content import frozen
from workflows.credit.evaluate import EvaluationBody
from workflows.pars.refusals import NoSuchYear
from workflows.pars.year import FIRST_YEAR, LAST_YEAR, participations
from workflows.reports.committed import Committed, committed_in
from workflows.reports.outcomes import Outcomes, outcomes_in
from workflows.reports.program_book import book, table
from workflows.reports.spooled import File

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Row

    from quizzes.edition import Manifest
    from workflows.act import Act, Actor

Form = Literal["pdf", "csv"]
PDF, CSV = "application/pdf", "text/csv; charset=utf-8"
CHANGE = "change"  # the question whose answers say what learners intend


@dataclass(frozen=True)
class Line:
    """One activity in the year; amounts in quarters."""

    key: str
    title: str
    accme: str
    released: date
    expires: date
    most: int
    minutes: int
    counts: YearEnd
    completions: int
    credit: int
    participation: int
    points: tuple[tuple[str, int], ...]  # by board and type
    outcomes: Outcomes
    support: tuple[str, ...]
    editions: int  # published in the year
    corrections: int  # that came into force in the year
    intentions: tuple[tuple[str, int], ...]
    committed: Committed
    demonstration: bool


@dataclass(frozen=True)
class _Came:
    """What came of one activity in the year."""

    outcomes: Outcomes
    committed: Committed


@dataclass(frozen=True)
class Program:
    """All activities that were open in a year, newest first."""

    year: int
    provider: str
    office: str
    lines: tuple[Line, ...]
    learners: int  # in the year, each person once whatever the number of activities
    ends: date  # the year's last day that is counted

    @property
    def whole(self) -> bool:
        """Whether the year is over."""
        return self.ends == date(self.year, 12, 31)


def program(actor: Actor, year: int) -> Program:
    """Return the program of a year.

    Raises:
        NoSuchYear: no year that anything could be in.
    """
    with view(actor, "program.see") as a:
        return _program(a, year)


def export(actor: Actor, year: int, form: Form) -> File:
    """Return the report of a year as PDF or as a table; who took it is logged.

    Raises:
        NoSuchYear: no year that anything could be in.
    """
    with act(actor, "program.print") as a:
        _require(year)
        a.data.update(year=year, form=form)
        made_on, demo = a.today, a.actor.service.settings.demo
    found = program(actor, year)
    first = "demonstration-" if demo else ""
    name = file_name(f"{first}program", form, str(year))
    if form == "csv":
        return File(name, CSV, iter((table(found.lines).csv,)))
    return File(name, PDF, iter((book_pdf(book(found, made_on, demo=demo)),)))


def _require(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchYear(year)


def _program(a: Act, year: int) -> Program:
    _require(year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    into = people.merged(a.connection)
    came_of = outcomes_in(a.connection, _span(a, first, last))
    meant = committed_in(a.connection, _span(a, first, last), a.today)
    rows = sorted(content.newest_editions(a.connection), key=lambda row: -row.id)
    in_year: set[object] = set()
    lines = []
    for row in rows:
        if row.released > last or row.claim_by < first or not _counts(a, row):
            continue
        took = list(participations(a, row.id, into))
        in_year |= {one.person for one in took if one.on.year == year}
        came = _Came(came_of.get(row.id, Outcomes()), meant.get(row.id, Committed()))
        lines.append(_line(a, row, (first, last), year_end(took, year), came))
    front = frozen.manifest(a.connection, rows[0].edition_id).front if rows else None
    return Program(
        year=year,
        provider=front.provider if front is not None else "",
        office=front.office if front is not None else "",
        lines=tuple(lines),
        learners=len(in_year),
        ends=min(last, a.today) if a.today >= first else first,
    )


def _counts(a: Act, row: Row[Any]) -> bool:
    """Whether an activity is of the office's program: one that is not for credit is not."""
    return a.actor.service.settings.demo or not frozen.terms(a.connection, row.id).demonstration


def _line(a: Act, row: Row[Any], days: tuple[date, date], counts: YearEnd, came: _Came) -> Line:
    manifest = frozen.manifest(a.connection, row.edition_id)
    held = manifest.terms.accreditation
    registered = content.registrations(a.connection, row.id)
    claims = binder.claims(a.connection, row.id, days)
    return Line(
        key=frozen.activity_key(a.connection, row.id),
        title=manifest.front.title,
        accme=registered["ACCME"].value if "ACCME" in registered else "",
        released=row.released,
        expires=row.expires,
        most=in_quarters(held.credits),
        minutes=held.estimated_minutes,
        counts=counts,
        completions=binder.completions(a.connection, row.id, days),
        credit=sum(int(one.quarters) for one in claims if one.kind == CME and one.physician),
        participation=sum(
            int(one.quarters) for one in claims if one.kind == CME and not one.physician
        ),
        points=_points(claims),
        outcomes=came.outcomes,
        support=tuple(f"{one.company} ({one.kind.replace('_', ' ')})"
                      for one in held.commercial_support),
        editions=_within(a, (one.at for one in content.editions(a.connection, row.id)), days),
        corrections=_corrections(a, row.id, days),
        intentions=_intentions(a, row.id, manifest, days),
        committed=came.committed,
        demonstration=manifest.terms.demonstration,
    )  # fmt: skip


def _points(claims: Sequence[Row[Any]]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for one in claims:
        if one.kind != CME:
            found[one.kind.replace(":", " ")] += int(one.quarters)
    return tuple(sorted(found.items()))


def _span(a: Act, first: date, last: date) -> Span:
    """Return the year in the provider's zone."""
    zone = a.actor.service.settings.zone
    begins = end_of(first - timedelta(days=1), zone)
    return Span(first, last, begins, end_of(last, zone) - timedelta(microseconds=1))


def _within(a: Act, moments: Iterable[datetime], days: tuple[date, date]) -> int:
    zone = a.actor.service.settings.zone
    return sum(days[0] <= local_day(one, zone) <= days[1] for one in moments)


def _corrections(a: Act, activity_id: int, days: tuple[date, date]) -> int:
    held = {(row.item_id, row.version) for row in binder.item_rows(a.connection, activity_id)}
    rows = corrections.of_items(a.connection, sorted({one for one, _ in held}))
    return _within(a, (row.at for row in rows if (row.item_id, row.version) in held), days)


def _intentions(
    a: Act, activity_id: int, manifest: Manifest, days: tuple[date, date]
) -> tuple[tuple[str, int], ...]:
    """Count what learners intend to change, where the evaluation asks for it."""
    asked = next((one for one in manifest.evaluation.questions if one.id == CHANGE), None)
    if asked is None:
        return ()
    counts: Counter[str] = Counter()
    for row in binder.evaluations(a.connection, activity_id, days):
        answer = EvaluationBody.model_validate_json(row.body).answers.get(CHANGE)
        if isinstance(answer, str):
            counts[answer] += 1
    return tuple((one, counts[one]) for one in asked.options)

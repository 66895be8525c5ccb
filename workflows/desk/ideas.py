"""A year of questions and ideas for the office: how many, how soon answered, what became of each.

Without names: whoever wants to know who wrote opens it in the queue.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from credit.calendar import written
from documents.book.pages import book_pdf
from documents.book.parts import Book, Facts, Grid, Said, Section
from documents.file_names import file_name
from storage import tasks
from workflows.act import act, view
from workflows.content.provider import provider_of
from workflows.desk.inquiry import DAYS, KINDS, Inquiry, Kind, read
from workflows.pars.refusals import NoSuchYear
from workflows.pars.year import FIRST_YEAR, LAST_YEAR
from workflows.reports.spooled import File

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from workflows.act import Act, Actor

Form = Literal["pdf", "csv"]
PDF, CSV = "application/pdf", "text/csv; charset=utf-8"
HEADINGS = (
    "Kind", "Asked on", "Subject", "Text", "What became of it", "Answered on", "Days to answer",
    "Answer",
)  # fmt: skip


@dataclass(frozen=True)
class Count:
    """How many of one kind there were, and how soon they were answered."""

    kind: Kind
    asked: int
    answered: int
    withdrawn: int
    in_time: int  # of those answered
    median: Fraction | None  # days to the first answer

    @property
    def waiting(self) -> int:
        """How many nobody has answered."""
        return self.asked - self.answered - self.withdrawn


@dataclass(frozen=True)
class Year:
    """What was asked and suggested in a year, the oldest first."""

    year: int
    counts: tuple[Count, ...]
    every: tuple[Inquiry, ...]


def year_of(actor: Actor, year: int) -> Year:
    """Return a year of the office.

    Raises:
        NoSuchYear: no year that anything could be in.
    """
    with view(actor, "inquiries.see") as a:
        return _year(a, year)


def export(actor: Actor, year: int, form: Form) -> File:
    """Return the year as PDF or as a table; who took it is logged.

    Raises:
        NoSuchYear: no year that anything could be in.
    """
    with act(actor, "ideas.print") as a:
        found = _year(a, year)
        a.data.update(year=year, form=form, entries=len(found.every))
        content = _grid(found).csv if form == "csv" else book_pdf(_book(a, found))
        media = CSV if form == "csv" else PDF
        name = file_name("questions-and-ideas", form, str(year))
        return File(name, media, iter((content,)))


def days_text(median: Fraction | None) -> str:
    """Return days as people read them: 3, 2.5, or a dash."""
    if median is None:
        return "–"
    whole, rest = divmod(median, 1)
    return f"{whole}.5" if rest else str(whole)


def days_to_answer(one: Inquiry) -> int | None:
    """Return the days to the first answer."""
    return None if one.answered_on is None else (one.answered_on - one.asked_on).days


def _year(a: Act, year: int) -> Year:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchYear(year)
    found = [read(a, row) for kind in KINDS for row in tasks.of_kind(a.connection, kind)]
    every = sorted(
        (one for one in found if one.asked_on.year == year),
        key=lambda one: (one.asked_on, one.kind),
    )
    return Year(year, tuple(_count(kind, every) for kind in KINDS), tuple(every))


def _count(kind: Kind, every: Sequence[Inquiry]) -> Count:
    those = [one for one in every if one.kind == kind]
    days = sorted(found for one in those if (found := days_to_answer(one)) is not None)
    taken_back = sum(one.answered_on is None and one.state == "withdrawn" for one in those)
    return Count(
        kind=kind,
        asked=len(those),
        answered=len(days),
        withdrawn=taken_back,
        in_time=sum(one <= DAYS for one in days),
        median=_median(days),
    )


def _median(days: Sequence[int]) -> Fraction | None:
    """Return the middle of sorted days, or what is half-way between the two in the middle."""
    if not days:
        return None
    half = len(days) // 2
    return Fraction(days[half] + days[-half - 1], 2)


def _grid(found: Year) -> Grid:
    rows = tuple(tuple(_cells(one)) for one in found.every)
    return Grid(HEADINGS, rows, (2, 3, 4, 6, 3, 3, 2, 6), file="questions-and-ideas.csv")


def _cells(one: Inquiry) -> Iterator[str]:
    days = days_to_answer(one)
    yield from (KINDS[one.kind], one.asked_on.isoformat(), one.written.subject, one.written.text)
    yield one.became
    yield one.answered_on.isoformat() if one.answered_on else ""
    yield "" if days is None else str(days)
    yield one.answer.text if one.answer else ""


def _book(a: Act, found: Year) -> Book:
    settings = a.actor.service.settings
    known = provider_of(settings)
    counts = Grid(
        ("Kind", "Asked", "Answered", f"Within {DAYS} days", "Median days", "Waiting", "Withdrawn"),
        tuple(
            (KINDS[one.kind], str(one.asked), str(one.answered), str(one.in_time),
             days_text(one.median), str(one.waiting), str(one.withdrawn))
            for one in found.counts
        ),
        (3, 2, 2, 2, 2, 2, 2),
    )  # fmt: skip
    note = (
        f"An answer is promised within {DAYS} days. The time is that to the first answer, in days"
        " of the office's calendar; the median is the middle one. Nobody is named."
    )
    return Book(
        title=f"Questions and ideas of {found.year}",
        subtitle="Questions and ideas",
        provider=known.name if known else "",
        made_on=a.today,
        demonstration=settings.demo,
        facts=_facts(found, known.office if known else "", a.today),
        sections=(
            Section("In figures", (Said(note), counts)),
            Section("What became of each", tuple(_each(found))),
        ),
    )


def _facts(found: Year, office: str, today: date) -> Facts:
    so_far = "" if found.year < today.year else f", up to {written(today)}"
    return Facts((
        ("Year", f"{found.year}{so_far}"), ("Office", office or "–"),
        ("Questions and ideas", str(len(found.every))),
    ))  # fmt: skip


def _each(found: Year) -> Iterator[Grid | Said]:
    if not found.every:
        yield Said("Nobody asked or suggested anything.", note=True)
        return
    rows = tuple(
        (
            f"{KINDS[one.kind]}, {written(one.asked_on)}",
            f"{one.written.subject}: {one.written.text}",
            f"{one.became}. {one.answer.text if one.answer else ''}",
        )
        for one in found.every
    )
    yield Grid(("What and when", "What was written", "What became of it"), rows, (3, 6, 6))

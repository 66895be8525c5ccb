"""Figures of the programme: uptake, credit, outcomes and evaluations, of people without names.

Staff see all of it. A coordinator sees the people whose profile names the coordinator's
institution, no cell of fewer than five of them, nobody's words, and one whole year at a time: of
two times that overlap the difference could be one person.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from credit.amounts import as_text
from credit.calendar import end_of, local_day, months_after
from documents.tables import csv_text
from scoring.statistics.small import hidden
from storage import attempts, content, overview, people
from storage.overview import Span, Wanted
from workflows.act import Act, view
from workflows.content import frozen
from workflows.duties import COORDINATOR
from workflows.refusals import Faulty, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sqlalchemy import Row

    from quizzes.models import EvaluationForm, Question
    from workflows.act import Actor

Section = Literal["uptake", "credit", "outcomes", "evaluations"]
SECTIONS: tuple[Section, ...] = get_args(Section)
Cell = str | int | float | None
INTENT = "change"  # the question of an evaluation that asks for the intent to change
REMARKS = 50  # texts that are shown of each question
DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)  # of an address anybody can write
MONTHS = 24  # a longer time is shown by years
NOT_GIVEN = "Not given"
STARTED, COMPLETED = 0, 1
AFFILIATED = {
    "own": "Own faculty", "partner": "Care partners", "outside": "Outside", "": NOT_GIVEN,
}  # fmt: skip


class NoSuchSection(Faulty):
    """A part of the overview, or a table of it, that there is not."""

    def __init__(self) -> None:
        super().__init__("There is no such table. Open the overview and choose one there.")


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included; without a first day from the beginning."""

    first: date | None
    last: date


@dataclass(frozen=True)
class Table:
    """One table: its heading cells, and rows whose first cells name them.

    A cell without a value is not defined, or of so few people that it is not shown.
    """

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    counts: tuple[int, ...] = ()  # columns that count people
    rests_on: int | None = None  # the column whose number of people what follows it rests on
    by: int | None = None  # rows with the same cell here add up to a sum that can be reckoned
    shares: tuple[int, ...] = ()  # columns with what percentage of `rests_on` did something


@dataclass(frozen=True)
class Remarks:
    """What was written to one question of an evaluation, the newest first."""

    question: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """One section of the overview."""

    section: Section
    first: date
    last: date
    institutions: tuple[str, ...]  # whose people these are; none: everybody's
    activities: dict[str, str]  # titles by key
    activity: str | None  # whose evaluations these are
    tables: tuple[Table, ...]
    remarks: tuple[Remarks, ...] = ()

    def table(self, name: str) -> Table:
        """Return one table.

        Raises:
            NoSuchSection: there is none of that name.
        """
        found = next((one for one in self.tables if one.name == name), None)
        if found is None:
            raise NoSuchSection
        return found


@dataclass(frozen=True)
class _Asked:
    """What everything below reads."""

    a: Act
    span: Span
    wanted: Wanted
    titles: dict[int, str]  # of activities, each once, by inner id
    newest: dict[int, int]  # edition, by inner id


def overview_of(
    actor: Actor, section: Section, period: Period, activity: str | None = None
) -> Overview:
    """Return one section of the overview; evaluations are those of one activity.

    Raises:
        NoSuchSection: there is none of that name.
        NotFound: there is no such activity.
    """
    if section not in SECTIONS:
        raise NoSuchSection
    with view(actor, "overview.see") as a:
        asked = _asked(a, period)
        keys = {frozen.activity_key(a.connection, one): one for one in asked.titles}
        if section == "evaluations" and activity is None and keys:
            activity = _most_evaluated(asked, keys)
        if activity is not None and activity not in keys:
            raise NotFound("activity")
        chosen = None if activity is None else keys[activity]
        tables, remarks = _section(asked, section, chosen)
        return Overview(
            section=section,
            first=asked.span.first,
            last=asked.span.last,
            institutions=tuple(sorted(_institutions(a) or ())),
            activities={key: asked.titles[one] for key, one in keys.items()},
            activity=activity,
            tables=tuple(tables if a.actor.has("staff") else map(_with_large_cells, tables)),
            remarks=remarks if a.actor.has("staff") else (),
        )


def export(
    actor: Actor, section: Section, name: str, period: Period, activity: str | None = None
) -> str:
    """Return one table of the overview as comma-separated text.

    Raises:
        NoSuchSection, NotFound: as in `overview_of`.
    """
    found = overview_of(actor, section, period, activity).table(name)
    return csv_text(found.headings, (tuple(map(_as_text, row)) for row in found.rows))


def _as_text(cell: Cell) -> str:
    return "" if cell is None else f"{cell:.1f}" if isinstance(cell, float) else str(cell)


def _asked(a: Act, period: Period) -> _Asked:
    zone = a.actor.service.settings.zone
    begun = attempts.first_start(a.connection)
    last = _within(period.last)
    first = period.first or (local_day(begun, zone) if begun is not None else last)
    named = _institutions(a)
    span = _span(min(_within(first), last), last, zone) if named is None else _year(last, zone)
    institutions = None if named is None else named | {one.lower() for one in named}
    rows = sorted(content.newest_editions(a.connection), key=lambda row: -row.id)
    return _Asked(
        a=a,
        span=span,
        wanted=overview.Wanted(institutions),
        titles=_titles(a, [row.id for row in rows]),
        newest={row.id: row.edition_id for row in rows},
    )


def _titles(a: Act, ids: Sequence[int]) -> dict[int, str]:
    """Return the titles of activities; where two have the same, each with its key."""
    titles = {one: frozen.terms(a.connection, one).title for one in ids}
    times = Counter(titles.values())
    return {
        one: title if times[title] == 1 else f"{title} ({frozen.activity_key(a.connection, one)})"
        for one, title in titles.items()
    }


def _within(day: date) -> date:
    """Return the nearest day that has one before and one after it in any zone."""
    return max(EARLIEST, min(day, LATEST))


def _year(day: date, zone: ZoneInfo) -> Span:
    return _span(date(day.year, 1, 1), date(day.year, 12, 31), zone)


def _span(first: date, last: date, zone: ZoneInfo) -> Span:
    # Both ends belong to it: the last instant is the one before the next day.
    return overview.Span(first, last, _begin(first, zone), end_of(last, zone) - INSTANT)


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return end_of(day - DAY, zone)


def _institutions(a: Act) -> frozenset[str] | None:
    """Return the institutions that a coordinator sees the people of; None: everybody."""
    if a.actor.has("staff"):
        return None
    return people.scopes_of(a.connection, a.person_id, COORDINATOR)


def _section(
    asked: _Asked, section: Section, activity: int | None
) -> tuple[list[Table], tuple[Remarks, ...]]:
    if section == "evaluations":
        return _evaluations(asked, activity) if activity is not None else ([], ())
    made: Mapping[str, Callable[[_Asked], list[Table]]] = {
        "uptake": _uptake,
        "credit": _credit,
        "outcomes": _outcomes,
    }
    return made[section](asked), ()


def _uptake(asked: _Asked) -> list[Table]:
    starts, yearly = _starts(asked.span.first, asked.span.last)
    zone = asked.a.actor.service.settings.zone
    instants = [(day, _begin(day, zone)) for day in starts]
    rows = overview.uptake(asked.a.connection, asked.span, instants, asked.wanted)
    months, groups = _months_and_groups(rows)
    specialties, affiliations, initiatives, activities = (_Sums() for _ in range(4))
    for (activity, specialty, affiliated), both in groups.items():
        specialties.add((specialty or "").strip() or NOT_GIVEN, both)
        affiliations.add(AFFILIATED.get(affiliated or "", NOT_GIVEN), both)
        activities.add(asked.titles[activity], both)
        planning = frozen.manifest(asked.a.connection, asked.newest[activity]).planning
        for name in planning.initiatives or ("No initiative",):
            initiatives.add(name, both)
    return [
        _by_month(starts, months, yearly=yearly),
        specialties.table("specialty", "Specialty"),
        affiliations.table("affiliation", "Affiliation"),
        initiatives.table("initiative", "Clinical initiative"),
        activities.table("activity", "Activity"),
    ]


def _months_and_groups(
    rows: Sequence[Row[Any]],
) -> tuple[Counter[tuple[int, int]], dict[tuple[int, str | None, str | None], list[int]]]:
    """Add up who started and who completed, by month and by activity, specialty, affiliation."""
    months: Counter[tuple[int, int]] = Counter()
    groups: dict[tuple[int, str | None, str | None], list[int]] = {}
    for row in rows:
        held = groups.setdefault((row.activity_id, row.specialty, row.affiliated), [0, 0])
        for what, month in ((STARTED, row.begun_in), (COMPLETED, row.done_in)):
            if month is not None:
                months[month, what] += row.people
                held[what] += row.people
    return months, groups


class _Sums:
    """Started and completed by a name, whatever case it is written in."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._sums: dict[str, list[int]] = {}

    def add(self, name: str, both: Sequence[int]) -> None:
        """Add one group."""
        key = name.casefold()
        self._names.setdefault(key, name)
        held = self._sums.setdefault(key, [0, 0])
        for at, one in enumerate(both):
            held[at] += one

    def table(self, name: str, heading: str) -> Table:
        """Return the table, the largest group first."""
        order = sorted(self._sums, key=lambda key: (-self._sums[key][0], -self._sums[key][1], key))
        return Table(
            name=name,
            title=f"By {heading.lower()}",
            headings=(heading, "Started", "Completed"),
            rows=tuple((self._names[key], *self._sums[key]) for key in order),
            counts=(1, 2),
        )


def _by_month(
    starts: Sequence[date], months: Mapping[tuple[int, int], int], *, yearly: bool
) -> Table:
    """Return started and completed by month, or by year."""
    return Table(
        name="month",
        title="Over time",
        headings=("Year" if yearly else "Month", "Started", "Completed"),
        rows=tuple(
            (f"{day:%Y}" if yearly else f"{day:%Y-%m}", months[at, STARTED], months[at, COMPLETED])
            for at, day in enumerate(starts)
        ),
        counts=(1, 2),
    )


def _starts(first: date, last: date) -> tuple[list[date], bool]:
    """Return the first days of the months of a time, or where these are many of its years."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MONTHS:
        years = range(first.year, last.year + 1)
        return [first.replace(year=one, month=1, day=1) for one in years], True
    return [months_after(first.replace(day=1), at) for at in range(months)], False


def _credit(asked: _Asked) -> list[Table]:
    kinds: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    by_activity: dict[str, Counter[str]] = {}
    for row in overview.credit(asked.a.connection, asked.span, asked.wanted):
        kind = _kind(row.kind, physician=bool(row.physician))
        kinds[kind] += row.quarters
        claims[kind] += row.claims
        one = by_activity.setdefault(asked.titles[row.activity_id], Counter())
        one[f"{kind}#"] += row.claims
        one[kind] += row.quarters
    order = sorted(kinds, key=lambda kind: (ORDER.get(kind, len(ORDER)), kind))
    return [
        Table(
            name="credit",
            title="Credit and points",
            headings=("What", "Claims", "Amount"),
            rows=tuple((kind, claims[kind], as_text(kinds[kind])) for kind in order),
            counts=(1,),
            rests_on=1,
        ),
        Table(
            name="credit-by-activity",
            title="By activity",
            headings=("Activity", "What", "Claims", "Amount"),
            rows=tuple(
                (title, kind, by_activity[title][f"{kind}#"], as_text(by_activity[title][kind]))
                for title in sorted(by_activity)
                for kind in order
                if by_activity[title][f"{kind}#"]
            ),
            counts=(2,),
            rests_on=2,
            by=1,  # the table before has the sum of each
        ),
    ]


CREDITS, HOURS = "AMA PRA Category 1 Credits", "Hours of participation, no credit"
ORDER = {CREDITS: 0, HOURS: 1}


def _kind(kind: str, *, physician: bool) -> str:
    """Return what a claim is of: only physicians are awarded credit."""
    if kind != overview.CREDIT:
        return f"Points at the {kind.replace(':', ', ')}"
    return CREDITS if physician else HOURS


def _outcomes(asked: _Asked) -> list[Table]:
    return [_scores(asked), _gains(asked), _intent(asked)]


def _scores(asked: _Asked) -> Table:
    rows = []
    for row in overview.scores(asked.a.connection, asked.span, asked.wanted):
        edition = content.edition_by_id(asked.a.connection, row.edition_id)
        title = asked.titles[edition.activity_id]
        share = 100 * row.passed / row.people
        rows.append((title, edition.number, row.people, 100 * row.mean, share))
    return Table(
        name="scores",
        title="First attempts by edition",
        headings=("Activity", "Edition", "n", "Mean %", "Passed %"),
        rows=tuple(sorted(rows)),
        counts=(2,),
        rests_on=2,
        shares=(4,),
    )


def _gains(asked: _Asked) -> Table:
    rows = [
        (asked.titles[row.activity_id], row.people, 100 * row.first, 100 * row.last,
         100 * (row.last - row.first))
        for row in overview.gains(asked.a.connection, asked.span, asked.wanted)
    ]  # fmt: skip
    return Table(
        name="gains",
        title="First to last attempt (repeaters only, after feedback)",
        headings=("Activity", "n", "First %", "Last %", "Gain"),
        rows=tuple(sorted(rows)),
        counts=(1,),
        rests_on=1,
    )


def _intent(asked: _Asked) -> Table:
    counts: dict[str, Counter[str]] = {}
    for row in overview.answers(asked.a.connection, asked.span, (INTENT,), asked.wanted):
        if row.answer_0 is not None:
            counts.setdefault(asked.titles[row.activity_id], Counter())[row.answer_0] += row.people
    return Table(
        name="intent",
        title="Intent to change",
        headings=("Activity", "Answer", "n", "%"),
        rows=tuple(
            (title, answer, n, 100 * n / held.total())
            for title, held in sorted(counts.items())
            for answer, n in held.most_common()
        ),
        counts=(2,),
        rests_on=2,
        by=0,
    )


def _most_evaluated(asked: _Asked, keys: Mapping[str, int]) -> str:
    """Return the activity to begin with: of the most evaluations, the newest where there are none.

    The coordinator's own people alone decide, so that nothing is told of others.
    """
    rows = overview.answers(asked.a.connection, asked.span, (), asked.wanted)
    people_ = {row.activity_id: row.people for row in rows}
    return max(keys, key=lambda key: people_.get(keys[key], 0))


def _evaluations(asked: _Asked, activity: int) -> tuple[list[Table], tuple[Remarks, ...]]:
    form = frozen.manifest(asked.a.connection, asked.newest[activity]).evaluation
    closed = [one for one in form.questions if one.kind != "text"]
    wanted = replace(asked.wanted, activity=activity)
    counts: list[Counter[str]] = [Counter() for _ in closed]
    people_: Counter[int] = Counter()
    names = [one.id for one in closed]
    for row in overview.answers(asked.a.connection, asked.span, names, wanted):
        for at, one in enumerate(closed):
            given = _given(one, row[at + 1])
            people_[at] += row.people if given else 0
            counts[at].update(dict.fromkeys(given, row.people))
    tables = [
        _question(one, counts[at], people_[at]) for at, one in enumerate(closed) if people_[at]
    ]
    return tables, _remarks(asked, form, wanted) if asked.a.actor.has("staff") else ()


def _given(question: Question, answer: str | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    return tuple(json.loads(answer)) if question.kind == "choices" else (answer,)


def _question(question: Question, counts: Counter[str], answered: int) -> Table:
    """Return the answers in the form's order; those of an earlier form follow."""
    options = [*question.options, *sorted(set(counts) - set(question.options))]
    return Table(
        name=question.id,
        title=question.text,
        headings=("Answer", "n", "%"),
        rows=tuple((one, counts[one], 100 * counts[one] / answered) for one in options),
        counts=(1,),
        rests_on=1,
    )


def _remarks(asked: _Asked, form: EvaluationForm, wanted: Wanted) -> tuple[Remarks, ...]:
    found = (
        (one.text, overview.remarks(asked.a.connection, asked.span, one.id, wanted, REMARKS))
        for one in form.questions
        if one.kind == "text"
    )
    return tuple(Remarks(text, tuple(texts)) for text, texts in found if texts)


def _with_large_cells(table: Table) -> Table:
    """Leave out what counts fewer than five people, and what rests on so few."""
    rows = [list(row) for row in table.rows]
    for some in _groups(table, rows):
        for column in table.counts:
            hides = hidden([int(row[column] or 0) for row in some])
            for row, hide in zip(some, hides, strict=True):
                row[column] = None if hide else row[column]
    if table.rests_on is not None:
        for row in rows:
            if row[table.rests_on] is None:
                row[table.rests_on + 1 :] = [None] * len(row[table.rests_on + 1 :])
            for column in table.shares:
                row[column] = _of_enough(row[column], row[table.rests_on])
    return replace(table, rows=tuple(map(tuple, rows)))


def _of_enough(share: Cell, n: Cell) -> Cell:
    """Return a percentage of n people unless one to four of them did so, or did not."""
    if share is None or n is None:
        return None
    did = round(float(share) * int(n) / 100)
    return None if any(hidden([did, int(n) - did])) else share


def _groups(table: Table, rows: list[list[Cell]]) -> list[list[list[Cell]]]:
    """Return the rows in the groups whose sums can be reckoned from what is shown."""
    if table.by is None:
        return [rows]
    groups: dict[Cell, list[list[Cell]]] = {}
    for row in rows:
        groups.setdefault(row[table.by], []).append(row)
    return list(groups.values())

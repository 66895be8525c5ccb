"""Figures of the program: uptake, credit, outcomes, change, evaluations; people without names.

Staff see all of it. A coordinator sees the people whose profile names the coordinator's
institution, no cell of fewer than five of them, nobody's words, and one whole year at a time: of
two times that overlap the difference could be one person.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from credit.calendar import end_of, local_day
from documents.tables import csv_text
from storage import attempts, content, overview, people
from workflows.act import view
from workflows.content import frozen
from workflows.duties import COORDINATOR
from workflows.refusals import Faulty, NotFound
from workflows.reports.overview.change import change
from workflows.reports.overview.credit import claimed
from workflows.reports.overview.evaluations import Remarks, evaluations, most_evaluated
from workflows.reports.overview.ground import Asked, begin
from workflows.reports.overview.outcomes import outcomes
from workflows.reports.overview.table import Table, with_large_cells
from workflows.reports.overview.uptake import uptake

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from storage.overview import Span
    from workflows.act import Act, Actor
    from workflows.reports.overview.table import Cell

Section = Literal["uptake", "credit", "outcomes", "change", "evaluations"]
SECTIONS: tuple[Section, ...] = get_args(Section)
INSTANT = timedelta(microseconds=1)
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)  # of an address anybody can write


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
            activity = most_evaluated(asked, keys)
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
            tables=tuple(tables if a.actor.has("staff") else map(with_large_cells, tables)),
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


def _asked(a: Act, period: Period) -> Asked:
    zone = a.actor.service.settings.zone
    begun = attempts.first_start(a.connection)
    last = _within(period.last)
    first = period.first or (local_day(begun, zone) if begun is not None else last)
    named = _institutions(a)
    span = _span(min(_within(first), last), last, zone) if named is None else _year(last, zone)
    institutions = None if named is None else named | {one.lower() for one in named}
    rows = sorted(content.newest_editions(a.connection), key=lambda row: -row.id)
    return Asked(
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
    return overview.Span(first, last, begin(first, zone), end_of(last, zone) - INSTANT)


def _institutions(a: Act) -> frozenset[str] | None:
    """Return the institutions that a coordinator sees the people of; None: everybody."""
    if a.actor.has("staff"):
        return None
    return people.scopes_of(a.connection, a.person_id, COORDINATOR)


def _section(
    asked: Asked, section: Section, activity: int | None
) -> tuple[list[Table], tuple[Remarks, ...]]:
    if section == "evaluations":
        return evaluations(asked, activity) if activity is not None else ([], ())
    made: Mapping[str, Callable[[Asked], list[Table]]] = {
        "uptake": uptake,
        "credit": claimed,
        "outcomes": outcomes,
        "change": change,
    }
    return made[section](asked), ()

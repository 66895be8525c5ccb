"""Uptake: who started and who completed, over time and by group."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from credit.calendar import months_after
from storage import initiatives, overview
from workflows.content import frozen
from workflows.initiatives.plan import read
from workflows.reports.overview.ground import begin
from workflows.reports.overview.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row

    from workflows.reports.overview.ground import Asked

MONTHS = 24  # a longer time is shown by years
NOT_GIVEN = "Not given"
STARTED, COMPLETED = 0, 1
AFFILIATED = {
    "own": "Own faculty", "partner": "Care partners", "outside": "Outside", "": NOT_GIVEN,
}  # fmt: skip


def uptake(asked: Asked) -> list[Table]:
    """Return who started and completed: over time, and by four groups."""
    starts, yearly = _starts(asked.span.first, asked.span.last)
    zone = asked.a.actor.service.settings.zone
    instants = [begin(day, zone) for day in starts]
    months = _months(
        overview.started_in(asked.a.connection, asked.span, instants, asked.wanted),
        overview.completed_on(asked.a.connection, asked.span, asked.wanted),
        starts,
    )
    groups = _groups(overview.uptake(asked.a.connection, asked.span, asked.wanted))
    specialties, affiliations, named, activities = (_Sums() for _ in range(4))
    led = _led(asked)
    for (activity, specialty, affiliated), both in groups.items():
        specialties.add((specialty or "").strip() or NOT_GIVEN, both)
        affiliations.add(AFFILIATED.get(affiliated or "", NOT_GIVEN), both)
        activities.add(asked.titles[activity], both)
        planning = frozen.manifest(asked.a.connection, asked.newest[activity]).planning
        for name in _once((*planning.initiatives, *led[activity])) or ("No initiative",):
            named.add(name, both)
    return [
        _by_month(starts, months, yearly=yearly),
        specialties.table("specialty", "Specialty"),
        affiliations.table("affiliation", "Affiliation"),
        named.table("initiative", "Clinical initiative"),
        activities.table("activity", "Activity"),
    ]


def _led(asked: Asked) -> dict[int, list[str]]:
    """Return by activity the names of the initiatives that ask people to complete it."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in initiatives.every(asked.a.connection):
        one = read(asked.a.connection, row)
        for part in one.parts:
            found[part.id].append(one.plan.title)
    return found


def _once(names: Sequence[str]) -> tuple[str, ...]:
    """Return each name once, whatever case it is written in."""
    return tuple({one.casefold(): one for one in reversed(names)}.values())


def _months(
    started: Sequence[Row[Any]], completed: Sequence[Row[Any]], starts: Sequence[date]
) -> Counter[tuple[int, int]]:
    """Add up who started and who completed by month, as a place among `starts`."""
    months: Counter[tuple[int, int]] = Counter()
    for row in started:
        months[row.month, STARTED] += row.people
    for row in completed:
        months[bisect_right(starts, row.day) - 1, COMPLETED] += row.people
    return months


def _groups(
    rows: Sequence[Row[Any]],
) -> dict[tuple[int, str | None, str | None], list[int]]:
    """Add up who started and who completed by activity, specialty and affiliation."""
    groups: dict[tuple[int, str | None, str | None], list[int]] = {}
    for row in rows:
        held = groups.setdefault((row.activity_id, row.specialty, row.affiliated), [0, 0])
        held[STARTED] += int(row.started)
        held[COMPLETED] += int(row.completed)
    return groups


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

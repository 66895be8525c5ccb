"""What of the reports to PARS presses: overdue, rejected, contradicted, due, and the year's end."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Final

from credit.calendar import end_of, written
from quizzes.counted import count
from storage import log
from workflows.pars.clock import read
from workflows.today.due import Due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Act
    from workflows.pars.clock import Clock

TO: Final = "reporting"
DECEMBER, MARCH = 12, 3
COUNTS_DAY = 31  # of March: PARS wants the counts of the year before (docs/pars.md)


def reports(a: Act) -> Iterator[Due]:
    """Yield what the office has to do about reports; call it inside a view of staff."""
    yield from said(read(a, None), a.today, counted=_counted(a))


def _counted(a: Act) -> bool:
    """Whether the counts of last year were taken since it ended: before, they were not final."""
    if a.today.month > MARCH:
        return False
    last = a.today.year - 1
    ended = end_of(date(last, DECEMBER, 31), a.actor.service.settings.zone)
    return any(json.loads(one).get("year") == last for one in log.counts_taken(a.connection, ended))


def said(clock: Clock, today: date, *, counted: bool = False) -> Iterator[Due]:
    """Say what of a clock presses on a day; `counted`: PARS' counts of last year were taken."""
    if clock.overdue:
        what = count(clock.overdue, "report of points is", "reports of points are")
        yield Due("late", f"{what} overdue: the board wanted it within its days.", TO)
    if clock.rejected:
        what = count(clock.rejected, "report was", "reports were")
        yield Due("now", f"{what} rejected and can be repaired.", TO)
    if clock.undecided:
        what = count(clock.undecided, "report has", "reports have")
        yield Due("now", f"{what} answers of PARS that contradict each other.", TO)
    if clock.due_in_7:
        what = count(clock.due_in_7, "report of points is", "reports of points are")
        yield Due("now", f"{what} due within 7 days.", TO)
    if clock.batched:
        what = count(clock.batched, "report is", "reports are")
        yield Due("soon", f"{what} in batches that nobody marked as sent.", TO)
    if more := clock.due_in_30 - clock.due_in_7:
        what = count(more, "report of points is", "reports of points are")
        yield Due("soon", f"{what} due in 8 to 30 days.", TO)
    yield from _year_end(clock, today, counted=counted)


def _year_end(clock: Clock, today: date, *, counted: bool) -> Iterator[Due]:
    if today.month == DECEMBER and clock.of_year:
        what = count(clock.of_year, "report of points", "reports of points")
        last = date(today.year, DECEMBER, 31)
        said = f"{what} of {today.year} should be accepted before the year ends on {written(last)}."
        yield Due("soon", said, TO, day=last)
    if today.month <= MARCH and not counted:
        by = date(today.year, MARCH, COUNTS_DAY)
        said = f"PARS wants the counts of {today.year - 1} for each activity by {written(by)}."
        yield Due("soon", said, TO, day=by)

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.reminding import APART, due, earliest, reminders

DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def told(completed: date, *runs: date) -> list[tuple[str, date]]:
    """Run on these days; return what was put on which, each reminder once."""
    put: dict[tuple[str, date], date] = {}
    for today in runs:
        if (one := due(completed, today)) is not None:
            put.setdefault((one.kind, one.on), today)
    return [(kind, today) for (kind, _), today in put.items()]


def days(first: date, count: int) -> list[date]:
    """Return so many days in a row."""
    return [first + timedelta(days=number) for number in range(count)]


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        (date(2026, 5, 1), [("unclaimed-7", (5, 8)), ("unclaimed-21", (5, 22)),
                            ("year-end", (12, 10)), ("year-end", (12, 28))]),
        # 27 November is far enough from 10 December, 11 December is not.
        (date(2026, 11, 20), [("unclaimed-7", (11, 27)), ("year-end", (12, 10)),
                              ("year-end", (12, 28))]),
        # Five days after the completion nobody is reminded of the year's end yet.
        (date(2026, 12, 5), [("unclaimed-7", (12, 12)), ("year-end", (12, 28))]),
        # Day 7 is six days after 28 December.
        (date(2026, 12, 27), [("year-end", (12, 28)), ("unclaimed-21", (1, 17))]),
        (date(2026, 12, 28), [("unclaimed-7", (1, 4)), ("unclaimed-21", (1, 18))]),
    ],
)  # fmt: skip
def test_the_days_of_a_completion(
    completed: date, expected: list[tuple[str, tuple[int, int]]]
) -> None:
    """Days 7 and 21, and the year's end, which goes before what lies within a week of it."""
    found = [(one.kind, (one.on.month, one.on.day)) for one in reminders(completed)]
    assert found == expected


def test_a_daily_run_puts_each_on_its_day() -> None:
    """And nothing on the days between."""
    done = date(2026, 5, 1)
    assert told(done, *days(done, 300)) == [
        ("unclaimed-7", date(2026, 5, 8)),
        ("unclaimed-21", date(2026, 5, 22)),
        ("year-end", date(2026, 12, 10)),
        ("year-end", date(2026, 12, 28)),
    ]


def test_after_an_outage_the_one_that_matters_is_put() -> None:
    """Day 25: the message of day 21, and none of day 7."""
    assert told(date(2026, 5, 1), date(2026, 5, 26)) == [("unclaimed-21", date(2026, 5, 26))]
    assert told(date(2026, 5, 1), date(2026, 12, 30)) == [("year-end", date(2026, 12, 30))]


def test_a_reminder_that_is_a_week_late_is_not_put() -> None:
    """It would come out of nowhere."""
    assert told(date(2026, 5, 1), date(2026, 5, 15)) == []


def test_just_before_the_next_one_a_late_one_is_left_out() -> None:
    """Two days before 10 December nobody is told of day 7 any more."""
    completed = date(2026, 11, 25)
    assert reminders(completed)[0].on == date(2026, 12, 2)
    assert due(completed, date(2026, 12, 7)) is not None
    assert due(completed, date(2026, 12, 8)) is None


def test_the_year_end_is_over_with_the_year() -> None:
    """On 1 January nobody is told to claim before it."""
    assert due(date(2026, 5, 1), date(2026, 12, 31)) is not None
    assert due(date(2026, 5, 1), date(2027, 1, 1)) is None


@given(DAYS, st.sets(st.integers(0, 400), max_size=40))
def test_whatever_days_it_runs_messages_stay_apart(completed: date, runs: set[int]) -> None:
    """Never two on one day, never two within three days, none before the day after completion."""
    put = told(completed, *(completed + timedelta(days=one) for one in sorted(runs)))
    at = [today for _, today in put]
    assert all(after - before >= APART for before, after in pairwise(at))
    assert len(put) <= 4
    assert all(today > completed for today in at)


@given(DAYS, DAYS)
def test_nothing_is_due_about_what_is_not_looked_at(completed: date, today: date) -> None:
    """The database is asked only for completions since `earliest`."""
    if completed < earliest(today):
        assert due(completed, today) is None

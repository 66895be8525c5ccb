from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.calendar import (
    NaiveInstant,
    designated_in_time,
    due_at,
    end_of,
    is_open,
    local_day,
    may_claim,
    months_after,
)

DETROIT = ZoneInfo("America/Detroit")
RELEASED, EXPIRES = date(2026, 3, 8), date(2026, 11, 1)  # the two days the clocks change
INSTANTS = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2060, 1, 1), timezones=st.just(UTC)
)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 1, 1))


def utc(text: str) -> datetime:
    """Read an instant written in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def detroit(text: str) -> datetime:
    """Read an instant written in Detroit's time."""
    return datetime.fromisoformat(text).replace(tzinfo=DETROIT)


def test_new_years_eve_in_detroit_is_still_the_old_year() -> None:
    """The local day decides, not the day in UTC."""
    assert local_day(utc("2027-01-01T01:00"), DETROIT) == date(2026, 12, 31)


def test_an_instant_without_zone_is_refused() -> None:
    """A naive instant would be guessed at; it is refused by name."""
    with pytest.raises(NaiveInstant, match="has no time zone"):
        local_day(datetime(2026, 1, 1), DETROIT)


@pytest.mark.parametrize(
    ("at", "is_it"),
    [
        ("2026-03-07T23:59:59.999999", False),
        ("2026-03-08T00:00", True),
        ("2026-07-01T12:00", True),
        ("2026-11-01T23:59:59.999999", True),
        ("2026-11-02T00:00", False),
    ],
)
def test_an_activity_is_open_on_its_first_and_last_day(at: str, is_it: object) -> None:
    """Both ends are inclusive local days, also on the days the clocks change."""
    assert is_open(RELEASED, EXPIRES, detroit(at), DETROIT) is is_it


@pytest.mark.parametrize(
    ("designated", "in_time"), [(date(2026, 5, 3), True), (date(2026, 5, 4), False), (None, False)]
)
def test_credit_is_designated_before_the_start_or_not_at_all(
    designated: date | None, in_time: object
) -> None:
    """An attempt started before the day of designation earns no credit, nor one without any."""
    started = detroit("2026-05-03T22:00")  # already 4 May in UTC
    assert designated_in_time(designated, started, DETROIT) is in_time


def test_claims_end_with_the_local_day_of_the_deadline() -> None:
    """The last minute of the deadline's day still counts, the next one does not."""
    deadline = date(2026, 12, 31)
    assert may_claim(deadline, detroit("2026-12-31T23:59"), DETROIT)
    assert not may_claim(deadline, detroit("2027-01-01T00:00"), DETROIT)


@pytest.mark.parametrize(("day", "hours"), [(RELEASED, 23), (EXPIRES, 25), (date(2026, 7, 1), 24)])
def test_the_days_the_clocks_change_have_their_own_length(day: date, hours: int) -> None:
    """A day ends at the next local midnight, however long it was."""
    assert end_of(day, DETROIT) - end_of(day - timedelta(days=1), DETROIT) == timedelta(hours=hours)


@given(DAYS, st.sampled_from(["America/Detroit", "America/Havana", "Pacific/Apia", "Asia/Beirut"]))
def test_a_day_ends_where_the_next_begins(day: date, name: str) -> None:
    """The instant before the end is in that day or before, the end itself is after it."""
    zone = ZoneInfo(name)
    assert local_day(end_of(day, zone), zone) > day
    assert local_day(end_of(day, zone) - timedelta(microseconds=1), zone) <= day


@given(INSTANTS, DAYS)
def test_the_end_of_the_day_and_the_deadline_agree(instant: datetime, day: date) -> None:
    """Comparing days and comparing with the end of the day give the same answer."""
    assert may_claim(day, instant, DETROIT) == (instant < end_of(day, DETROIT))


def test_time_is_up_after_the_limit_and_what_was_granted() -> None:
    """Extra minutes add to the limit."""
    assert due_at(utc("2026-07-01T12:00"), 60, extra_minutes=30) == utc("2026-07-01T13:30")


def test_minutes_are_minutes_in_the_night_the_clocks_change() -> None:
    """An hour from half past midnight in March ends at half past one standard time in UTC."""
    started = detroit("2026-03-08T01:30")
    assert due_at(started, 60) == utc("2026-03-08T07:30")


def test_without_a_limit_nothing_is_due() -> None:
    """Extra time on an unlimited attempt changes nothing."""
    assert due_at(utc("2026-07-01T12:00"), None, extra_minutes=30) is None


@given(INSTANTS, st.integers(1, 600), st.integers(0, 600))
def test_a_deadline_lies_exactly_the_granted_minutes_ahead(
    started: datetime, limit: int, extra: int
) -> None:
    """The deadline is limit plus extra elapsed minutes, whatever zone the start is written in."""
    expected = timedelta(minutes=limit + extra)
    assert (due_at(started.astimezone(DETROIT), limit, extra) or started) - started == expected


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2026-12-01", 12, "2027-12-01"),
        ("2026-12-10", -24, "2024-12-10"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-01-15", -1, "2026-12-15"),
        ("2027-01-15", 0, "2027-01-15"),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, after: str) -> None:
    """A day that a shorter month does not have is its last one."""
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(after)

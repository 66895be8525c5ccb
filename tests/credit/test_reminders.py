"""When an unclaimed completion is spoken of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.calendar import local_day
from credit.completion import completed_on
from credit.reminders import due_reminder

DETROIT = ZoneInfo("America/Detroit")
CLAIM_BY = date(2027, 12, 31)
DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2029, 12, 31))


@pytest.mark.parametrize(
    ("completed", "today", "kind"),
    [
        ("2026-03-02", "2026-03-02", None),
        ("2026-03-02", "2026-03-08", None),
        ("2026-03-02", "2026-03-09", "unclaimed-7"),
        ("2026-03-02", "2026-03-22", "unclaimed-7"),
        ("2026-03-02", "2026-03-23", "unclaimed-21"),
        ("2026-03-02", "2026-12-09", "unclaimed-21"),
        ("2026-03-02", "2026-12-10", "year-end"),
        ("2026-03-02", "2026-12-31", "year-end"),
        ("2026-03-02", "2027-01-01", "unclaimed-21"),
        ("2026-12-30", "2026-12-31", "year-end"),
        ("2026-12-31", "2026-12-31", None),
        ("2026-12-31", "2027-01-06", None),
        ("2026-12-31", "2027-01-07", "unclaimed-7"),
        ("2026-03-02", "2027-12-31", "unclaimed-21"),
        ("2026-03-02", "2028-01-01", None),
    ],
)
def test_seven_days_twenty_one_and_the_year_end(
    completed: str, today: str, kind: str | None
) -> None:
    """One reminder at a time: the year end before the days, none on the day, none too late."""
    days = date.fromisoformat(completed), CLAIM_BY, date.fromisoformat(today)
    assert due_reminder(*days) == kind


@given(DAYS, DAYS, DAYS)
def test_nobody_is_reminded_of_what_cannot_be_claimed(
    completed: date, claim_by: date, today: date
) -> None:
    """Before the completion is over and after the claim deadline there is silence."""
    if today <= completed or today > claim_by:
        assert due_reminder(completed, claim_by, today) is None


@given(DAYS, st.integers(min_value=0, max_value=800))
def test_whoever_waits_is_told_within_a_week(completed: date, days: int) -> None:
    """From the seventh day on there is always one in force, in every year."""
    told = due_reminder(completed, date.max, completed + timedelta(days=days))
    assert (told is not None) if days >= 7 else told in {None, "year-end"}


@given(DAYS, st.integers(min_value=0, max_value=800))
def test_the_year_end_is_that_of_the_completion(completed: date, days: int) -> None:
    """In no later December."""
    today = completed + timedelta(days=days)
    if due_reminder(completed, date.max, today) == "year-end":
        assert (today.year, today.month) == (completed.year, 12)


@given(
    st.sampled_from(["2026-03-08", "2026-11-01"]),
    st.integers(min_value=-36 * 60, max_value=36 * 60),
    st.integers(min_value=0, max_value=35),
)
def test_the_days_count_by_the_calendar_when_clocks_change(
    changed: str, minutes: int, days: int
) -> None:
    """A week is seven local days, also where one of them has 23 or 25 hours."""
    noon = datetime.fromisoformat(f"{changed}T12:00").replace(tzinfo=DETROIT).astimezone(UTC)
    at = noon + timedelta(minutes=minutes)
    day = completed_on(at, at, DETROIT)
    local = at.astimezone(DETROIT)
    later = local_day(local + timedelta(days=days), DETROIT)  # the same time on the wall
    told = due_reminder(day, CLAIM_BY, later)
    assert told == ("unclaimed-21" if days >= 21 else "unclaimed-7" if days >= 7 else None)


@pytest.mark.parametrize(
    ("moment", "today", "kind"),
    [
        ("2026-12-31T23:59", "2027-01-01", None),
        ("2026-12-31T23:59", "2027-01-07", "unclaimed-7"),
        ("2027-01-01T00:01", "2027-01-07", None),
        ("2027-01-01T00:01", "2027-01-08", "unclaimed-7"),
        ("2027-01-01T00:01", "2027-12-10", "year-end"),
        ("2026-12-31T23:59", "2027-12-10", "unclaimed-21"),
    ],
)
def test_two_minutes_at_new_year_are_two_years(moment: str, today: str, kind: str | None) -> None:
    """Pitfall 7: the local day decides; in UTC both minutes lie in 2027."""
    at = datetime.fromisoformat(moment).replace(tzinfo=DETROIT)
    day = completed_on(at.astimezone(UTC), at.astimezone(UTC), DETROIT)
    assert due_reminder(day, CLAIM_BY, date.fromisoformat(today)) == kind

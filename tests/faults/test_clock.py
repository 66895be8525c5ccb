"""Days and deadlines around the two nights in which Detroit's clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.calendar import due_at, end_of, is_open, local_day, may_claim
from credit.completion import completed_on
from credit.lateness import report_by
from tests.evidence import seen, times

pytestmark = pytest.mark.evidence
EXAMPLES = times(150, 20_000)
DETROIT = ZoneInfo("America/Detroit")
STANDARD, SUMMER = timedelta(hours=-5), timedelta(hours=-4)
SUNDAY = 6
TWO_DAYS = 2 * 86_400_000_000  # microseconds
COMMAND = "make evidence ONLY=clock"


def sunday(year: int, month: int, which: int) -> date:
    """Return the first, second … Sunday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(SUNDAY - first.weekday()) % 7 + 7 * (which - 1))


def changes(year: int) -> tuple[datetime, datetime]:
    """Return when summer begins and ends: at two o'clock of the time that ends, since 2007.

    15 U.S.C. 260a: from the second Sunday of March to the first of November.
    """
    begins, ends = sunday(year, 3, 2), sunday(year, 11, 1)
    return (
        datetime(begins.year, begins.month, begins.day, 2, tzinfo=UTC) - STANDARD,
        datetime(ends.year, ends.month, ends.day, 2, tzinfo=UTC) - SUMMER,
    )


def day_by_law(instant: datetime) -> date:
    """Return the day in Detroit, by the law and nobody's tables of zones."""
    begins, ends = changes(instant.year)
    return (instant + (SUMMER if begins <= instant < ends else STANDARD)).date()


YEARS = st.integers(2007, 2099)
NEAR = st.builds(
    lambda year, which, away: changes(year)[which] + timedelta(microseconds=away),
    YEARS,
    st.integers(0, 1),
    st.one_of(
        st.integers(-TWO_DAYS, TWO_DAYS),
        # The midnights and the changes themselves, to the microsecond.
        st.builds(
            lambda hours, off: hours * 3_600_000_000 + off,
            st.integers(-48, 48),
            st.integers(-1, 1),
        ),
    ),
)
DAYS = st.builds(
    lambda year, which, off: sunday(year, (3, 11)[which], (2, 1)[which]) + timedelta(days=off),
    YEARS,
    st.integers(0, 1),
    st.integers(-2, 2),
)


@settings(max_examples=EXAMPLES)
@given(NEAR, DAYS, DAYS)
def test_expiry_and_claims_end_with_their_day(at: datetime, one: date, other: date) -> None:
    """Both ends of the time that an activity is open are whole days, of 23, 24 or 25 hours."""
    today = day_by_law(at)
    assert local_day(at, DETROIT) == today
    assert is_open(min(one, other), max(one, other), at, DETROIT) == (
        min(one, other) <= today <= max(one, other)
    )
    assert may_claim(one, at, DETROIT) == (today <= one)
    assert (at < end_of(one, DETROIT)) == (today <= one)


@settings(max_examples=EXAMPLES)
@given(NEAR, st.integers(0, 3 * 3_600), st.booleans())
def test_the_completion_is_on_the_day_of_the_later_of_two(
    passed: datetime, seconds: int, swapped: object
) -> None:
    """In whichever zone the two instants are written, also in the hour that comes twice."""
    evaluated = passed + timedelta(seconds=seconds)
    first, last = (evaluated, passed) if swapped else (passed, evaluated)
    day = day_by_law(evaluated)
    assert completed_on(first, last, DETROIT) == day
    assert report_by(day) - day == timedelta(days=30)


@settings(max_examples=EXAMPLES)
@given(NEAR, st.integers(1, 600), st.integers(0, 600))
def test_time_limits_run_on_in_the_night(started: datetime, limit: int, extra: int) -> None:
    """A limit is elapsed minutes, whatever a clock on the wall shows meanwhile."""
    for zone in (UTC, DETROIT, ZoneInfo("Asia/Kolkata")):
        due = due_at(started.astimezone(zone), limit, extra)
        assert due is not None
        assert due == started + timedelta(minutes=limit + extra)


@pytest.mark.parametrize(("which", "hours"), [(0, 23), (1, 25)])
def test_the_two_days_have_their_own_length(which: int, hours: int) -> None:
    """In every year that the service may see."""
    for year in range(2007, 2100):
        day = sunday(year, (3, 11)[which], (2, 1)[which])
        length = end_of(day, DETROIT) - end_of(day - timedelta(days=1), DETROIT)
        assert length == timedelta(hours=hours)
    seen(
        "Faults",
        f"clock {hours}",
        f"Expiry, deadlines and completion days hold around the days of {hours} hours",
        COMMAND,
        years=93,
        moments_tried_of_both=3 * EXAMPLES,
        wrong=0,
    )

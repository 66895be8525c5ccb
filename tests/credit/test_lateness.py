"""What is lost by claiming late."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.lateness import losses, report_by
from credit.reminders import due_reminder, warning

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))
CLAIM_BY = date(2030, 12, 31)


def said(completed: str, today: str) -> str:
    """Return all that is lost, in one text."""
    return " ".join(losses(date.fromisoformat(completed), date.fromisoformat(today)))


@pytest.mark.parametrize(
    ("completed", "today", "parts"),
    [
        ("2026-03-02", "2026-04-01", 0),
        ("2026-03-02", "2026-04-02", 1),
        ("2026-12-31", "2026-12-31", 0),
        ("2026-12-31", "2027-01-01", 1),
        ("2026-12-31", "2027-01-31", 2),
        ("2026-12-31", "2027-12-31", 2),
        ("2026-12-31", "2028-01-01", 3),
        ("2026-12-31", "2028-04-01", 3),
    ],
)
def test_thirty_days_the_year_and_pars_years(completed: str, today: str, parts: int) -> None:
    """Pitfalls 7 and 11: each edge is a local day, the last one still in time."""
    assert len(losses(date.fromisoformat(completed), date.fromisoformat(today))) == parts


def test_a_late_report_names_the_last_day() -> None:
    """And promises nothing about what a board will do."""
    assert "ended on 1 Apr 2026" in said("2026-03-02", "2026-04-02")
    assert "may not accept it" in said("2026-03-02", "2026-04-02")


def test_pars_window_is_said_as_uncertain_as_it_is() -> None:
    """Until 31 March of the second year not certain; later lost, as far as is known."""
    assert "until 31 Mar 2027; whether yours arrives is uncertain" in said(
        "2025-06-01", "2027-03-31"
    )
    assert "as far as we know it has not taken 2025 since 31 Mar 2027" in said(
        "2025-06-01", "2027-04-01"
    )


@given(DAYS, DAYS, DAYS)
def test_what_is_lost_stays_lost(completed: date, one: date, other: date) -> None:
    """Waiting longer never loses less."""
    first, second = sorted((one, other))
    assert len(losses(completed, first)) <= len(losses(completed, second))


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_the_thirtieth_day_is_in_time(completed: date, days: int) -> None:
    """In every month and over every year's end."""
    today = date.fromordinal(completed.toordinal() + days)
    late = any("within 30 days" in one for one in losses(completed, today))
    assert late == (days > 30) == (today > report_by(completed))


@given(DAYS, DAYS, st.booleans())
def test_a_page_warns_exactly_when_a_reminder_is_due(
    completed: date,
    today: date,
    points: bool,
) -> None:
    """Mail and page never disagree; without points no board is spoken of."""
    told = warning(completed, CLAIM_BY, today, points=points)
    assert (told is None) == (due_reminder(completed, CLAIM_BY, today) is None)
    if told is not None and not points:
        assert "board" not in told


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        ("2026-03-09", "Completed 7 days ago and not claimed yet. Claim by 1 Apr 2026"),
        ("2026-04-02", "Not claimed yet. Points are to be reported within 30 days"),
        ("2027-01-01", "Not claimed yet. Points belong to the year of the completion, 2026"),
    ],
)
def test_a_page_says_the_heaviest_thing(today: str, sentence: str) -> None:
    """One sentence, of what presses most."""
    told = warning(date(2026, 3, 2), CLAIM_BY, date.fromisoformat(today), points=True)
    assert told is not None
    assert told.startswith(sentence)


def test_a_late_one_is_to_be_claimed_before_the_year_ends_all_the_same() -> None:
    """The 30 days are over; the year is not."""
    told = warning(date(2026, 3, 2), CLAIM_BY, date(2026, 12, 10), points=True)
    assert told is not None
    assert "Claim now, so that the report can go before the year ends." in told


def test_before_the_year_ends_a_page_says_by_when() -> None:
    """The sooner of the 30 days and 31 December."""
    told = warning(date(2026, 12, 5), CLAIM_BY, date(2026, 12, 10), points=True)
    assert told is not None
    assert "2026 ends soon" in told
    assert "by 31 Dec 2026" in told

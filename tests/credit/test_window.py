"""Until when PARS takes a completion."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.window import load, taken, taken_until, window

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("completed_on", "today", "is_taken"),
    [
        (date(2025, 1, 1), date(2026, 12, 31), True),
        (date(2025, 12, 31), date(2027, 3, 31), True),
        (date(2025, 12, 31), date(2027, 4, 1), False),
        (date(2024, 12, 31), date(2026, 12, 1), False),
        (date(2026, 12, 2), date(2026, 12, 1), False),
    ],
)
def test_a_completion_is_taken_until_the_march_after_next(
    *, completed_on: date, today: date, is_taken: bool
) -> None:
    """Both ends are included, and nothing is taken before it was completed."""
    assert taken(completed_on, today) is is_taken


def test_the_rule_is_marked_as_not_confirmed_and_says_from_where() -> None:
    """Staff read on what it rests."""
    rule = window(date(2026, 12, 1))
    assert not rule.confirmed
    assert "June 2025" in rule.source


def test_before_the_first_rule_the_first_one_counts() -> None:
    """Nothing is without a rule."""
    assert window(date(1999, 1, 1)) == load()[-1]


@given(DAYS, DAYS)
def test_what_is_completed_later_is_never_taken_for_shorter(one: date, other: date) -> None:
    """The last day never moves back."""
    first, second = sorted((one, other))
    assert taken_until(first) <= taken_until(second)

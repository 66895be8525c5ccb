"""What is meaningful participation, and to which year its credit belongs (pitfall 20)."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from credit.part4.taking_part import ACTIVITIES, credit_year, is_meaningful, texts, year_said

LAST_DAY = date(2026, 12, 31)


@pytest.mark.parametrize("many", range(5))
def test_three_of_the_four_are_meaningful(many: int) -> None:
    """Whichever three, and only in the care of own patients."""
    for chosen in combinations(ACTIVITIES, many):
        assert is_meaningful(chosen, own_patients=True) == (many >= 3)
        assert not is_meaningful(chosen, own_patients=False)


def test_what_is_none_of_the_four_does_not_count() -> None:
    """Nor does one of them twice."""
    assert not is_meaningful(["design", "design", "data", "lunch"], own_patients=True)


def test_a_physicians_year_is_the_one_of_completion() -> None:
    """Whenever the notice arrives."""
    assert credit_year("MD", LAST_DAY, None) == 2026
    assert credit_year("DO", LAST_DAY, date(2027, 2, 3)) == 2026


def test_a_physician_assistants_year_is_the_one_of_the_notice() -> None:
    """Until it is received nobody knows it."""
    assert credit_year("PA", LAST_DAY, date(2027, 2, 3)) == 2027
    assert credit_year("PA", LAST_DAY, None) is None
    assert year_said("PA", LAST_DAY, None) == "the year the NCCPA receives notice"


def test_the_texts_are_placeholders_until_they_are_approved() -> None:
    """The program puts its own wording in."""
    assert not texts().approved
    assert "own patients" in texts().whole

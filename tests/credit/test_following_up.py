"""The days on which it is asked what became of a commitment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.following_up import (
    asked_on,
    asked_until,
    completed_in_question,
    completed_to_ask,
    stage,
)

DONE = date(2026, 12, 1)


def test_it_is_asked_sixty_days_later_for_sixty_days() -> None:
    """1 December asks on 30 January, and until 31 March."""
    assert (asked_on(DONE), asked_until(DONE)) == (date(2027, 1, 30), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (date(2026, 12, 1), "open"),
        (date(2027, 1, 29), "open"),
        (date(2027, 1, 30), "asking"),
        (date(2027, 3, 31), "asking"),
        (date(2027, 4, 1), "over"),
    ],
)
def test_what_may_be_done_follows_the_day(today: date, wanted: str) -> None:
    """Both ends are the last and the first of their days."""
    assert stage(DONE, today) == wanted


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 200))
def test_whoever_is_written_to_can_answer(completed: date, later: int) -> None:
    """A message is put only on days on which answers are taken, and on the first of them."""
    today = completed + timedelta(days=later)
    first, last = completed_to_ask(today)
    if first <= completed <= last:
        assert stage(completed, today) == "asking"
    asked = completed_in_question(today)
    assert (asked[0] <= completed <= asked[1]) == (stage(completed, today) == "asking")
    on = completed_to_ask(asked_on(completed))
    assert on[0] <= completed <= on[1]

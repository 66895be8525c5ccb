"""A diplomate's cycle, and what is said of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.boards import load
from credit.cycle import Span, asked, progress, span

ON = date(2026, 12, 1)
BOARDS = load().all


def test_a_cycle_counts_back_from_its_last_year() -> None:
    """Five years of the ABIM that end in 2028 begin in 2024."""
    assert span(load().rule("ABIM", ON), 2028) == Span(2024, 2028)


def test_without_its_end_or_its_length_no_cycle_is_known() -> None:
    """Nothing is guessed."""
    unknown = next(one for one in BOARDS if one.rule(ON).cycle is None)
    assert span(load().rule("ABIM", ON), None) is None
    assert span(unknown.rule(ON), 2028) is None
    assert asked(unknown.board, unknown.rule(ON)) is None
    assert progress(unknown.rule(ON), 5) == "1.25"


@given(st.integers(min_value=2020, max_value=2040), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_both_ends_of_a_cycle_are_in_it(ends: int, day: date) -> None:
    """From 1 January of its first year to 31 December of its last."""
    within = span(load().rule("ABP", ON), ends)
    assert within is not None
    assert within.holds(day) == (date(ends - 4, 1, 1) <= day <= date(ends, 12, 31))


@pytest.mark.parametrize("board", [one.board for one in BOARDS if one.rule(ON).cycle is not None])
def test_every_target_is_a_hint(board: str) -> None:
    """It says what is asked, as of when, and who decides; what nobody confirmed is called so."""
    rule = load().rule(board, ON)
    said = asked(board, rule)
    assert said is not None
    assert rule.cycle is not None
    assert str(rule.cycle.total) in said
    assert said.endswith("what counts is for the board to decide.")
    assert ("not confirmed with the board" in said) == (not rule.cycle.confirmed)


def test_progress_is_said_against_the_target() -> None:
    """In the board's own unit, quarters as they are written everywhere."""
    assert progress(load().rule("ABIM", ON), 51) == "12.75 of 100 points"

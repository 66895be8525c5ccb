"""Calibration: what confidence was worth."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.calibration import (
    GUESS_FITS,
    SURE_FITS,
    Level,
    Quarter,
    by_objective,
    by_quarter,
    levels,
    reading,
)
from scoring.history import Met
from scoring.statistics.interval import wilson

FLUIDS, AIRWAY = ("bank", "fluids"), ("bank", "airway")


def met(question: str, confidence: str | None, mark: int | Fraction = 1, month: int = 3) -> Met:
    """Return one answered question."""
    day = date(2026, month, 31)
    return Met(question, (FLUIDS,), Fraction(mark), answered=True, confidence=confidence, day=day)


def test_each_level_counts_its_own() -> None:
    """Right is the full mark alone, and what has no confidence is in none."""
    found = levels(
        [met("a", "sure"), met("b", "sure", Fraction(1, 2)), met("c", "guess"), met("d", None)]
    )
    assert found == (Level("sure", 1, 2), Level("fairly", 0, 0), Level("guess", 1, 1))
    assert [one.wrong for one in found] == [1, 0, 0]


def test_a_question_counts_as_it_was_first_met() -> None:
    """Who meets it again was told, so that to be sure then says nothing of what one knew."""
    assert levels([met("a", "guess", 0), met("a", "sure")]) == (
        Level("sure", 0, 0), Level("fairly", 0, 0), Level("guess", 0, 1),
    )  # fmt: skip
    assert levels([met("a", None, 0), met("a", "sure")])[0].n == 0


def test_by_objective_and_by_quarter() -> None:
    """Only where confidence was said; the quarters in their order."""
    both = met("a", "sure", month=7)._replace(objectives=(FLUIDS, AIRWAY))
    every = [both, met("b", "sure", 0, month=3), met("c", None, month=12)]
    assert by_objective(every)[FLUIDS][0] == Level("sure", 1, 2)
    assert by_objective(every)[AIRWAY][0] == Level("sure", 1, 1)
    assert {quarter: some[0] for quarter, some in by_quarter(every).items()} == {
        Quarter(2026, 1): Level("sure", 0, 1),
        Quarter(2026, 3): Level("sure", 1, 1),
    }
    assert list(by_quarter(every)) == [Quarter(2026, 1), Quarter(2026, 3)]


@given(st.integers(1, 300), st.data(), st.sampled_from([SURE_FITS, GUESS_FITS]))
def test_clearly_means_outside_of_the_interval(n: int, data: st.DataObject, at: Fraction) -> None:
    """The exact decision is that of Wilson's interval, which is shown beside it."""
    right = data.draw(st.integers(0, n))
    low, high = wilson(right / n, n)
    assume(min(abs(low - float(at)), abs(high - float(at))) > 1e-6)  # where rounding decides
    expected = 1 if low > at else -1 if high < at else 0
    assert Level("sure", right, n).against(at) == expected


@pytest.mark.parametrize(
    ("sure", "guess", "said"),
    [
        ((4, 4), (4, 4), "few"),
        ((4, 10), (0, 0), "too_sure"),  # 0.17 to 0.69
        ((9, 10), (0, 0), "open"),  # 0.60 to 0.98: it may fit
        ((16, 16), (0, 0), "well_placed"),  # 0.81 to 1
        ((15, 15), (0, 0), "open"),  # 0.796 to 1
        ((9, 10), (8, 8), "knows_more"),  # 0.68 to 1
        ((4, 10), (8, 8), "too_sure"),  # the graver comes first
        ((4, 4), (3, 8), "open"),
    ],
)
def test_a_reading_is_made_of_what_is_clear(
    sure: tuple[int, int], guess: tuple[int, int], said: str
) -> None:
    """At small n nothing is, and that is said."""
    assert reading((Level("sure", *sure), Level("fairly", 0, 0), Level("guess", *guess))) == said


def test_nothing_is_no_share() -> None:
    """It has no interval, and is on no side."""
    none = Level("sure", 0, 0)
    assert (none.interval, none.against(SURE_FITS)) == (None, 0)

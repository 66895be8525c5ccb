"""What chance alone would do."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.flaws.chance import at_least, at_most


@pytest.mark.parametrize(
    ("hits", "trials", "one_in", "probability"),
    [
        (0, 5, 4, Fraction(1)),
        (5, 5, 4, Fraction(1, 1024)),
        (1, 2, 2, Fraction(3, 4)),
        (2, 3, 3, Fraction(7, 27)),
    ],
)
def test_at_least(hits: int, trials: int, one_in: int, probability: Fraction) -> None:
    """The upper tail, worked by hand."""
    assert at_least(hits, trials, one_in) == probability


@given(st.integers(0, 40), st.integers(0, 40), st.integers(2, 8))
def test_tails_add_up(hits: int, more: int, one_in: int) -> None:
    """Fewer than so many, or at least so many: one of the two is certain."""
    trials = hits + more
    assert at_most(hits - 1, trials, one_in) + at_least(hits, trials, one_in) == 1

"""How much credit an activity may be worth."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.estimate import DifficultyRefused, estimate, mean, median, mergener, quarters_of
from quizzes.length import Length
from quizzes.models import CreditBasis

ATTEMPT = Length(questions=16, asked=Fraction(1774), taught=Fraction(2000))
RATINGS = st.fractions(1, 5, max_denominator=20)


@pytest.mark.parametrize(
    ("words", "questions", "difficulty", "minutes"),
    [
        (3774, 16, "2.5", "61.935894"),  # the published worked example
        (0, 10, "1", "18.9"),
        (0, 10, "3", "46.8"),
        (2000, 10, "3", "50.562"),
        (5000, 25, "3", "93.735"),
        (0, 0, "1", "0"),  # -6.12 before it is clamped
    ],
)
def test_the_formula(words: int, questions: int, difficulty: str, minutes: str) -> None:
    """Exact to the last digit, and never below nothing."""
    assert mergener(words, questions, Fraction(difficulty)) == Fraction(minutes)


@pytest.mark.parametrize("rating", ["0", "0.99", "5.01", "6"])
def test_a_rating_off_the_scale_is_refused(rating: str) -> None:
    """1 is very easy and 5 very hard; nothing lies beyond."""
    with pytest.raises(DifficultyRefused, match="it is rated from 1"):
        mergener(0, 10, Fraction(rating))


@pytest.mark.parametrize(
    ("minutes", "down", "nearest"),
    [("61.9", 4, 4), ("67.5", 4, 5), ("67.4", 4, 4), ("14.9", 0, 1), ("7.4", 0, 0), ("75", 5, 5)],
)
def test_minutes_become_quarters(minutes: str, down: int, nearest: int) -> None:
    """Down by default; to the nearest quarter where the office chose it, halves up (pitfall 2)."""
    assert quarters_of(Fraction(minutes), "down") == down
    assert quarters_of(Fraction(minutes), "nearest") == nearest


def test_the_typical_tester() -> None:
    """One slow tester moves the mean and not the median; two in the middle share."""
    assert mean((50, 60, 130)) == 80
    assert median((130, 50, 60)) == 60
    assert median((50, 61, 70, 60)) == Fraction(121, 2)
    assert mean((50, 51)) == Fraction(101, 2)


@given(st.lists(st.integers(1, 2000), min_size=1, max_size=30))
def test_both_lie_between_the_fastest_and_the_slowest(minutes: list[int]) -> None:
    """Neither mean nor median leaves the range of what was measured."""
    for typical in (mean(minutes), median(minutes)):
        assert min(minutes) <= typical <= max(minutes)


@given(st.integers(0, 20_000), st.integers(0, 100), RATINGS)
def test_more_is_never_worth_less(words: int, questions: int, difficulty: Fraction) -> None:
    """A word or a question more never takes time away."""
    minutes = mergener(words, questions, difficulty)
    assert minutes >= 0
    assert mergener(words + 1, questions, difficulty) >= minutes
    assert mergener(words, questions + 1, difficulty) >= minutes


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (
            CreditBasis(method="mergener", difficulty="2.5"),
            "61.9 minutes by Mergener's formula at difficulty 2.5 of 5: 1.00 credits,",
        ),
        (
            CreditBasis(method="pilot_mean", pilot_minutes=(50, 60, 130), rounding="nearest"),
            "80.0 minutes by the mean of 3 testers' time: 1.25 credits, rounded to the nearest",
        ),
        (
            CreditBasis(method="pilot_median", pilot_minutes=(50, 60, 130)),
            "60.0 minutes by the median of 3 testers' time: 1.00 credits, rounded down.",
        ),
    ],
)
def test_an_estimate_says_how(basis: CreditBasis, said: str) -> None:
    """The minutes, the method and the rounding stand in one sentence, with a source."""
    one = estimate(basis, ATTEMPT)
    assert one.sentence.startswith(said)
    assert one.source


@pytest.mark.parametrize(
    "basis", [None, CreditBasis(method="mergener"), CreditBasis(method="pilot_mean")]
)
def test_what_is_missing_is_not_guessed(basis: CreditBasis | None) -> None:
    """Without a rating or a tester there is no estimate, and it says so."""
    one = estimate(basis, ATTEMPT)
    assert one.sentence.startswith("Not estimated:")
    assert (one.minutes, one.quarters) == (None, None)


@pytest.mark.parametrize("rating", ["0.5", "5.5"])
def test_a_bank_cannot_hold_such_a_rating(rating: str) -> None:
    """It is a fault of the file."""
    with pytest.raises(ValueError, match="difficulty is a rating"):
        CreditBasis(method="mergener", difficulty=rating)

"""Intervals against published values."""

from __future__ import annotations

import pytest

from scoring.statistics.interval import difference, wilson


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    # The first two: Newcombe, Stat Med 1998;17:857, table I, method 3; the others by hand.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)],
)
def test_known_intervals(right: int, n: int, low: float, high: float) -> None:
    """To the four digits that are printed."""
    assert wilson(right / n, n) == pytest.approx((low, high), abs=5e-5)


def test_it_stays_between_nothing_and_all() -> None:
    """Also where everybody is right."""
    low, high = wilson(1.0, 3)
    assert 0 < low < high
    assert high == 1.0


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    # Newcombe, Stat Med 1998;17:873, table II, method 10.
    [
        ((48 / 80, 80), (56 / 70, 70), 0.0524, 0.3339),
        ((3 / 10, 10), (9 / 10, 10), 0.1705, 0.8090),
        ((0 / 29, 29), (5 / 56, 56), -0.0381, 0.1926),
    ],
)
def test_known_intervals_of_a_difference(
    before: tuple[float, int], after: tuple[float, int], low: float, high: float
) -> None:
    """To the four digits that are printed."""
    assert difference(before, after) == pytest.approx((low, high), abs=5e-5)


def test_a_difference_turned_round_is_its_mirror() -> None:
    """Which of the two comes first changes the sign alone."""
    low, high = difference((0.4, 20), (0.7, 30))
    assert difference((0.7, 30), (0.4, 20)) == pytest.approx((-high, -low))

"""Wilson's interval against published values."""

from __future__ import annotations

import pytest

from scoring.statistics.interval import wilson


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

"""A passing standard from judges' ratings."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.standard import Rated, standard


def rated(*percents: int, points: int = 1) -> Rated:
    """Return an item that judges 1, 2 and so on rated so."""
    return Rated(Fraction(points), dict(enumerate(percents, start=1)))


def test_it_is_the_mean_over_judges_and_items() -> None:
    """By hand: (60 + 70) / 2 = 65 and 80, of which the mean is 72½."""
    found = standard([(2, [rated(60, 70), rated(80)])])
    assert found is not None
    assert found.percent == Fraction(145, 2)
    assert (found.rated, found.items, found.judges) == (2, 2, 2)


def test_points_weigh() -> None:
    """By hand: (3 x 50 + 1 x 90) / 4 = 60."""
    found = standard([(2, [rated(50, points=3), rated(90)])])
    assert found is not None
    assert found.percent == 60


def test_a_pool_counts_as_often_as_it_is_drawn_from() -> None:
    """By hand: 4 items at 50 and 1 at 100, so (4 x 50 + 100) / 5 = 60."""
    found = standard([(4, [rated(40), rated(60), rated(50)]), (1, [rated(100), rated(100)])])
    assert found is not None
    assert found.percent == 60


def test_unrated_items_are_told_and_left_out() -> None:
    """The rest of their pool stands in for them."""
    found = standard([(2, [rated(60), rated()])])
    assert found is not None
    assert found.percent == 60
    assert (found.rated, found.items) == (1, 2)


def test_a_pool_nobody_rated_leaves_it_open() -> None:
    """So does a bank without any."""
    assert standard([(1, [rated(60)]), (1, [rated()])]) is None
    assert standard([]) is None


@given(
    st.lists(
        st.tuples(
            st.integers(1, 5),
            st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=4), min_size=1, max_size=5),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_it_lies_among_the_ratings(pools: list[tuple[int, list[list[int]]]]) -> None:
    """No draw and no weight leads outside of what was said."""
    held = [(drawn, [rated(*one) for one in items]) for drawn, items in pools]
    said = [percent for _, items in pools for one in items for percent in one]
    found = standard(held)
    assert found is not None
    assert min(said) <= found.percent <= max(said)

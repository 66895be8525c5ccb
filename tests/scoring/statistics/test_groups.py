"""Groups by total: exact shares, people with the same total counted in part."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.statistics.groups import quantiles


def test_a_total_that_is_cut_belongs_to_both_sides() -> None:
    """Of five people three share a total: two fifths fall into each half by parts of them."""
    assert quantiles(np.array([1, 3, 1]), 2).tolist() == [[1, 0.5, 0], [0, 0.5, 1]]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any), st.integers(1, 7))
def test_groups_hold_the_same_number_and_everybody_once(people: list[int], groups: int) -> None:
    """Whatever the totals are, each group is an exact share, and the parts of a total are one."""
    counts = np.array(people)
    parts = quantiles(counts, groups)
    assert (parts @ counts).tolist() == pytest.approx([sum(people) / groups] * groups)
    assert parts.sum(axis=0)[counts > 0].tolist() == pytest.approx([1] * int((counts > 0).sum()))

"""Cells of few people are not shown, nor can they be reckoned from those that are."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.statistics.small import SMALLEST, hidden
from tests.scoring.statistics.test_others import compositions


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([5, 9, 0], [5, 9, 0]),
        ([3, 20, 9], [None, 20, None]),  # the sum less 20 and 9 would be the 3
        ([3, 4, 20], [None, None, 20]),
        ([1, 1, 7, 30], [None, None, None, 30]),  # of two together one would know both
        ([2], [None]),
        ([3, 6, 6], [None, None, None]),  # or another order of them would hide the other 6
        ([4, 4, 5], [None, None, None]),  # eight of two that are small are four and four
        ([1, 1, 1, 1, 1, 5], [None] * 6),  # five of five that are not nothing are one each
        ([2, 1, 1, 1, 0], [None] * 5),  # or five people at five would be one each
    ],
)
def test_small_cells(counts: list[int], shown: list[int | None]) -> None:
    """One to four people, and whatever else would give them away."""
    cells = zip(counts, hidden(counts), strict=True)
    assert [None if hides else one for one, hides in cells] == shown


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_what_is_hidden_is_not_found_from_the_sum(counts: list[int]) -> None:
    """No cell of one to four is shown, and no such cell stands alone beside larger ones."""
    hides = hidden(counts)
    assert not any(0 < one < SMALLEST and not hid for one, hid in zip(counts, hides, strict=True))
    if any(hides) and any(one >= SMALLEST for one in counts):
        assert sum(hides) > 1
        rest = sum(one for one, hid in zip(counts, hides, strict=True) if hid)
        assert rest >= SMALLEST


@pytest.mark.parametrize(("cells", "n"), [(2, 9), (3, 13), (4, 13), (5, 5), (5, 13), (6, 6)])
def test_no_small_cell_is_reckoned(cells: int, n: int) -> None:
    """Of all ways in which n people can be in some cells, those that look alike differ in each."""
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in compositions(n, cells):
        shown = zip(counts, hidden(counts), strict=True)
        alike[tuple(None if hides else one for one, hides in shown)].append(counts)
    assert [
        some[0]
        for some in alike.values()
        for values in zip(*some, strict=True)
        if len(set(values)) == 1 and 0 < values[0] < SMALLEST
    ] == []

"""Somebody tries to reckon how few others answered, from all that they are shown, and cannot."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.statistics.others import Others, by_option, right_or_not
from scoring.statistics.small import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Iterator

Counts = tuple[int, ...]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((9, 6, 5, 0), Others(20, 9, (9, 6, 5, 0))),
        ((9, 3, 3, 0), Others(15, 9, (9, None, None, None), 6)),
        ((12, 0, 0, 0), Others(12, 12, (12, 0, 0, 0))),
        ((9, 6, 1, 0), Others(16, 9)),  # the one would be the sum less all others
        ((9, 4, 4), Others(17, 9)),  # eight of two who are fewer than five: four each
        ((2, 9, 6, 3), Others(20, None, (None, 9, 6, None), 5)),
        ((9, 2, 0, 0), Others(11, None)),
        ((1, 5, 5, 0), Others(11, None)),
    ],
)
def test_what_is_shown(counts: Counts, shown: Others) -> None:
    """The first option is the key; few are told together, or not at all."""
    assert by_option(counts, [0]) == shown


def test_four_people_are_no_crowd() -> None:
    """Nothing is told of them, however they answered."""
    assert by_option((4, 0), [0]) is None
    assert right_or_not(4, 4) is None


@pytest.mark.parametrize(
    ("right", "n", "told"), [(5, 10, 5), (0, 5, 0), (5, 5, 5), (1, 6, None), (5, 6, None)]
)
def test_right_or_not(right: int, n: int, told: int | None) -> None:
    """Where one to four are on either side, neither is told."""
    assert right_or_not(right, n) == Others(n, told)


def compositions(n: int, cells: int) -> Iterator[Counts]:
    """Give every way in which n people can be in some cells."""
    if cells == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in compositions(n - first, cells - 1):
            yield (first, *rest)


def reckoned(n: int, cells: int, keyed: Counts) -> list[tuple[Counts, int]]:
    """Return the small cells, right and wrong among them, that all look-alikes have in common."""
    alike: dict[Others | None, list[Counts]] = defaultdict(list)
    for counts in compositions(n, cells):
        right = sum(counts[at] for at in keyed)
        alike[by_option(counts, keyed)].append((*counts, right, n - right))
    return [
        (some[0], at)
        for some in alike.values()
        for at, values in enumerate(zip(*some, strict=True))
        if len(set(values)) == 1 and 0 < values[0] < SMALLEST
    ]


@pytest.mark.parametrize("n", [5, 6, 8, 12, 13, 17])
@pytest.mark.parametrize(("cells", "keyed"), [(3, (0,)), (4, (0,)), (4, (0, 1)), (5, (0,))])
def test_no_small_cell_is_reckoned(n: int, cells: int, keyed: Counts) -> None:
    """Neither of an option, nor who left it open, nor who was right or wrong in all."""
    assert reckoned(n, cells, keyed) == []


@given(st.lists(st.integers(0, 60), min_size=2, max_size=8))
def test_nothing_small_is_shown(counts: list[int]) -> None:
    """No count of one to four, no such sum, and no sum of one cell alone."""
    told = by_option(counts, [0])
    if told is None:
        return
    assert not any(0 < (one or 0) < SMALLEST for one in (*told.counts, told.right, told.rest))
    assert (told.rest > 0) == (None in told.counts)
    assert told.counts.count(None) != 1

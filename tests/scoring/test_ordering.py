"""The rules of ordering, against hand-computed cases and the reference table."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules import ORDERING
from tests.shared_data import table

ORDERS = st.integers(2, 7).flatmap(lambda count: st.permutations(range(count)).map(tuple))


def order(letters: str) -> tuple[int, ...]:
    """Return an order of A, B, C … by the right place of each."""
    return tuple(ord(one) - ord("A") for one in letters)


BY_HAND = [
    ("exact", "ABCD", "1"), ("exact", "ABDC", "0"),
    ("absolute_position", "ABDC", "1/2"), ("absolute_position", "BCDA", "0"),
    ("adjacent_pairs", "BCDA", "2/3"), ("adjacent_pairs", "ACBD", "0"),
    ("adjacent_pairs", "BA", "0"),
    ("longest_ordered_subset", "ADBC", "3/4"), ("longest_ordered_subset", "DCBA", "0"),
    ("longest_ordered_subset", "EABCD", "4/5"),
    ("longest_contiguous_subset", "DABC", "3/4"), ("longest_contiguous_subset", "ACBD", "0"),
    ("longest_contiguous_subset", "ABDEC", "2/5"),
    ("kendall_pairs", "ABDC", "5/6"), ("kendall_pairs", "DCBA", "0"),
    ("kendall_pairs", "CAB", "1/3"),
    ("relative_to_correct_position", "ABDC", "5/6"), ("relative_to_correct_position", "BA", "0"),
    ("relative_to_correct_position", "DCBA", "1/3"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "given_order", "score"), BY_HAND)
def test_by_hand(method: str, given_order: str, score: str) -> None:
    """Each rule gives exactly the fraction that it gives on paper."""
    assert ORDERING[method](order(given_order)) == Fraction(score)


def test_every_rule_has_a_case_by_hand() -> None:
    """No rule is left out above."""
    assert {method for method, _, _ in BY_HAND} == set(ORDERING)


@pytest.mark.shared
def test_the_reference_table() -> None:
    """All orders of four things agree in every column."""
    rows = table("data/psychometrics/ordering_scoring_table.csv")
    for row in rows:
        for method, rule in ORDERING.items():
            wanted = Fraction(row[method]).limit_denominator(1000)
            assert rule(order(row["response"])) == wanted, (row, method)
    assert len(rows) == 24


@pytest.mark.parametrize("method", ORDERING)
@given(given_order=ORDERS)
def test_from_nothing_to_full(method: str, given_order: tuple[int, ...]) -> None:
    """Every order scores from 0 to 1; the right one 1, and no other does."""
    score = ORDERING[method](given_order)

    assert 0 <= score <= 1
    assert (score == 1) == (given_order == tuple(sorted(given_order)))


@given(given_order=ORDERS, data=st.data())
def test_exchanging_two_neighbours_that_stand_wrongly_helps(
    given_order: tuple[int, ...], data: st.DataObject
) -> None:
    """By pairs, each such exchange brings exactly one pair more into order."""
    at = data.draw(st.integers(0, len(given_order) - 2))
    one, other = given_order[at : at + 2]
    better = (*given_order[:at], other, one, *given_order[at + 2 :])
    change = ORDERING["kendall_pairs"](better) - ORDERING["kendall_pairs"](given_order)

    pairs = len(given_order) * (len(given_order) - 1) // 2
    assert change == Fraction(1 if one > other else -1, pairs)


def test_the_longest_subsets_by_counting_all() -> None:
    """The quick ways find what trying every subset finds."""
    for given_order in permutations(range(5)):
        ascending = max(
            sum(mask >> at & 1 for at in range(5))
            for mask in range(1, 32)
            if (kept := [one for at, one in enumerate(given_order) if mask >> at & 1])
            == sorted(kept)
        )
        assert ORDERING["longest_ordered_subset"](given_order) == (
            Fraction(ascending, 5) if ascending > 1 else 0
        )

"""The rules of multiple response, against hand-computed cases and the reference table."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest

from scoring.choosing import Choice
from scoring.rules import CHOOSING
from tests.shared_data import table

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = {
    "all_or_nothing": "all_or_nothing",
    "mtf": "mtf_ps1n",
    "ps50_mtf": "ps50_mtf",
    "ps50_pickn": "ps50_bauer_pickn",
    "ps1m_pickn": "ps1m_bauer_pickn",
    "ripkey": "ripkey",
    "plus_minus": "plus_minus_floor0",
    "balanced_plus_minus": "rights_minus_wrongs_balanced",
}
NEVER_PUNISH = ("ps50_pickn", "ps1m_pickn")
"""Rules under which a wrong pick takes nothing away."""


def choice(chosen: str, key: str, options: int) -> Choice:
    """Return a choice by letters."""
    return Choice(frozenset(chosen), frozenset(key), options)


# Five options, of which A, B and C are keyed.
BY_HAND = [
    ("all_or_nothing", "ABC", "1"), ("all_or_nothing", "AB", "0"), ("all_or_nothing", "ABCD", "0"),
    ("mtf", "ABC", "1"), ("mtf", "AB", "4/5"), ("mtf", "ABD", "3/5"), ("mtf", "DE", "0"),
    ("ps50_mtf", "AB", "1/2"), ("ps50_mtf", "ABD", "1/2"), ("ps50_mtf", "AD", "0"),
    ("ps50_pickn", "AB", "1/2"), ("ps50_pickn", "A", "0"), ("ps50_pickn", "ABCDE", "1/2"),
    ("ps1m_pickn", "AB", "2/3"), ("ps1m_pickn", "ABCDE", "1"), ("ps1m_pickn", "DE", "0"),
    ("ripkey", "AB", "2/3"), ("ripkey", "ABD", "2/3"), ("ripkey", "ABCD", "0"),
    ("plus_minus", "AB", "2/3"), ("plus_minus", "ABD", "1/3"), ("plus_minus", "ADE", "0"),
    ("balanced_plus_minus", "AB", "2/3"), ("balanced_plus_minus", "ABD", "1/6"),
    ("balanced_plus_minus", "ABCD", "1/2"), ("balanced_plus_minus", "ABCDE", "0"),
    ("coverage", "ABC", "1"), ("coverage", "A", "1/3"), ("coverage", "AB", "2/3"),
    ("coverage", "ABD", "4/9"), ("coverage", "ABCD", "3/4"), ("coverage", "ABCDE", "3/5"),
    ("coverage", "AD", "1/6"), ("coverage", "D", "0"), ("coverage", "DE", "0"),
    ("subset", "ABC", "1"), ("subset", "A", "1/3"), ("subset", "BC", "2/3"),
    ("subset", "ABD", "0"), ("subset", "ABCD", "0"), ("subset", "E", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "chosen", "score"), BY_HAND)
def test_by_hand(method: str, chosen: str, score: str) -> None:
    """Each rule gives exactly the fraction that its formula gives on paper."""
    assert CHOOSING[method](choice(chosen, "ABC", 5)) == Fraction(score)


def test_every_rule_has_a_case_by_hand() -> None:
    """No rule is left out above."""
    assert {method for method, _, _ in BY_HAND} == set(CHOOSING)


@pytest.mark.shared
def test_the_reference_table() -> None:
    """Every row with a response agrees in every column."""
    rows = [one for one in table("data/psychometrics/multiple_response_scoring_table.csv")
            if one["response"]]  # fmt: skip
    for row in rows:
        given = choice(row["response"], row["key"], 4)
        for method, column in COLUMNS.items():
            # The table is in decimals of 15 places.
            wanted = Fraction(row[column]).limit_denominator(1000)
            assert CHOOSING[method](given) == wanted, (row, method)
    assert len(rows) == 60


def subsets(ids: str) -> list[frozenset[str]]:
    """Return every choice of at least one of some options."""
    sizes = range(1, len(ids) + 1)
    return [frozenset(one) for size in sizes for one in combinations(ids, size)]


def each_choice() -> Iterator[Choice]:
    """Yield whatever can be keyed and chosen of two to five options."""
    for ids in ("AB", "ABC", "ABCD", "ABCDE"):
        for key, chosen in product(subsets(ids), repeat=2):
            yield Choice(chosen, key, len(ids))


def each_count() -> Iterator[Choice]:
    """Yield one choice for each number of right and of wrong picks of six to eight options."""
    for ids in ("ABCDEF", "ABCDEFG", "ABCDEFGH"):
        for keyed in range(1, len(ids) + 1):
            key, others = ids[:keyed], ids[keyed:]
            for hits, others_chosen in product(range(keyed + 1), range(len(others) + 1)):
                if hits or others_chosen:
                    yield choice(key[:hits] + others[:others_chosen], key, len(ids))


EVERY = (*each_choice(), *each_count())


@pytest.mark.parametrize("method", CHOOSING)
def test_from_nothing_to_full(method: str) -> None:
    """Every answer scores from 0 to 1, and the key scores 1."""
    for one in EVERY:
        assert 0 <= CHOOSING[method](one) <= 1
        assert CHOOSING[method](Choice(one.key, one.key, one.options)) == 1


@pytest.mark.parametrize("method", CHOOSING)
def test_a_wrong_pick_in_place_of_a_right_one_never_helps(method: str) -> None:
    """Leaving a wrong option never lowers the score, as long as something stays chosen."""
    for one in EVERY:
        for wrong in one.chosen - one.key:
            fewer = Choice(one.chosen - {wrong}, one.key, one.options)
            if fewer.chosen:
                assert CHOOSING[method](fewer) >= CHOOSING[method](one)


@pytest.mark.parametrize("method", [one for one in CHOOSING if one != "ripkey"])
def test_a_further_right_pick_never_hurts(method: str) -> None:
    """Ripkey's rule alone is otherwise: it takes all for more picks than the key has."""
    for one in EVERY:
        for right in one.key - one.chosen:
            more = Choice(one.chosen | {right}, one.key, one.options)
            assert CHOOSING[method](more) >= CHOOSING[method](one)


@pytest.mark.parametrize("method", [one for one in CHOOSING if one not in NEVER_PUNISH])
def test_everything_chosen_is_no_full_mark(method: str) -> None:
    """Where all may be ticked, ticking all is no way to full points."""
    assert CHOOSING[method](choice("ABCDE", "ABC", 5)) < 1

"""Moodle's fractions and our marking rules."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest

from quizzes.formats.moodle_marks import fractions_of, rule_of
from quizzes.formats.numbers import plain
from scoring.choosing import Choice
from scoring.rules import CHOOSING

RULES = ("ps1m_pickn", "plus_minus", "balanced_plus_minus", "subset")
SHAPES = [(n, m) for n in range(2, 11) for m in range(1, n)]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("options", "keyed"), SHAPES)
def test_a_rule_marks_every_answer_as_moodle_does(rule: str, options: int, keyed: int) -> None:
    """The fractions of chosen options, added and held between 0 and 1, are the rule's score."""
    shares = fractions_of(rule, options, keyed)
    assert shares
    key = frozenset(range(keyed))
    for size in range(1, options + 1):
        for chosen in itertools.combinations(range(options), size):
            total = sum((shares[0] if one in key else shares[1]) for one in chosen) / 100
            choice = Choice(
                frozenset(map(str, chosen)), frozenset(str(one) for one in key), options
            )
            assert CHOOSING[rule](choice) == min(max(total, Fraction(0)), Fraction(1))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("options", "keyed"), SHAPES)
def test_a_rule_is_found_again_from_rounded_fractions(rule: str, options: int, keyed: int) -> None:
    """Fractions with five places lead back to a rule that costs the same."""
    shares = fractions_of(rule, options, keyed)
    assert shares
    right, wrong = (plain(one, 5) for one in shares)
    marks = [right] * keyed + [wrong] * (options - keyed)
    found, several, scoring, said = rule_of("multichoice", marks, single=False)
    assert (found, several, said) == (list(range(keyed)), True, [])
    assert fractions_of(str(scoring["method"]), options, keyed) == shares


def test_uneven_fractions_are_told() -> None:
    """No rule of ours gives one right option 75 and the other 25."""
    marks = [Decimal(75), Decimal(25), Decimal(0)]
    found, _, scoring, said = rule_of("multichoice", marks, single=False)
    assert (found, scoring) == ([0, 1], {"method": "ps1m_pickn"})
    assert "different shares" in said[0]


def test_uneven_fractions_with_losses_keep_a_loss() -> None:
    """Where wrong options cost something in the source, they cost something here."""
    marks = [Decimal(60), Decimal(40), Decimal(-10), Decimal(0)]
    assert rule_of("multichoice", marks, single=False)[2] == {"method": "plus_minus"}


def test_a_single_choice_has_one_key() -> None:
    """Part marks of a single choice are lost, and told."""
    found, several, scoring, said = rule_of("multichoice", [Decimal(50), Decimal(100)], single=True)
    assert (found, several, scoring) == ([1], False, {})
    assert "part of the mark" in said[0]


def test_a_single_choice_with_two_keys_asks_for_both() -> None:
    """Moodle takes either; here both are asked for, and that is told."""
    found, several, _, said = rule_of("multichoice", [Decimal(100), Decimal(100)], single=True)
    assert (found, several) == ([0, 1], True)
    assert "all are asked for" in said[0]


def test_types_with_rules_of_their_own() -> None:
    """All-or-nothing has its rule; OU multiple response has none here, which is told."""
    marks = [Decimal(100), Decimal(0)]
    assert rule_of("multichoiceset", marks, single=True)[2:] == ({"method": "all_or_nothing"}, [])
    assert "OU multiple response" in rule_of("oumultiresponse", marks, single=True)[3][0]


def test_a_rule_that_moodle_cannot_mark() -> None:
    """Coverage is no sum of fractions."""
    assert fractions_of("coverage", 5, 3) is None

"""The rules of item writing: their list, and how they fare on the labelled set."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizzes.flaws.labelled import figures, flags, samples, wilson
from quizzes.flaws.page import imprecise
from quizzes.flaws.registry import RULES
from quizzes.flaws.rule import ItemRule
from quizzes.flaws.view import View
from tests.quizzes.kinds import CLUSTER, item_of

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder

SET = Path(__file__).parent / "flaws"
SAMPLES = samples(SET)
FIGURES = figures(SAMPLES)
COUNTED = {"rationale-missing", "keys-longest", "keys-in-place"}
ERRORS = sorted(one for one in FIGURES if RULES[one].severity == "error")
CASES = [
    case
    for path in sorted(SET.glob("*.yaml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["cases"]
]


def test_every_flaw_has_a_rule() -> None:
    """Flaws 1 to 31 of the list, but for 23 (a reviewer's) and 24 (statistics)."""
    assert {one.number for one in RULES.values() if one.number} == {*range(1, 32)} - {23, 24}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_teaches(rule: str) -> None:
    """It says what it finds, why that matters, who says so, and what to do."""
    one = RULES[rule]
    assert one.title
    assert one.source
    assert one.why.endswith(".")
    assert one.fix.endswith(".")


def test_every_rule_is_measured() -> None:
    """Rules that only count have worked cases in other tests; all others have a sample."""
    assert {*RULES} - {*FIGURES} == COUNTED


@pytest.mark.parametrize("rule", ERRORS)
def test_an_error_is_never_false(rule: str) -> None:
    """Twelve flawed cases at least, sixty near misses, and no false flag among them."""
    found = FIGURES[rule]
    assert found.flawed >= 12
    assert found.false + found.passed >= 60
    assert found.false == 0
    assert found.hits >= 12


@pytest.mark.parametrize("rule", sorted({*FIGURES} - {*ERRORS}))
def test_advice_has_a_fair_sample(rule: str) -> None:
    """Twelve flawed cases at least and twenty-four clean ones."""
    found = FIGURES[rule]
    assert found.flawed >= 12
    assert found.false + found.passed >= 24


def test_an_imprecise_rule_is_a_note() -> None:
    """What is right in fewer than four of five flags is no more than info."""
    assert all(RULES[one].severity == "info" for one in imprecise(FIGURES))


def test_readings_are_on_record() -> None:
    """Each case was read twice; where readings differ both stand, with what was kept and why."""
    for case in CASES:
        second = case["second"]
        if second != "agree":
            assert set(second) == {"first_said", "second_said", "kept", "because"}
            kept = {"first": second["first_said"], "second": second["second_said"]}
            assert case["flaws"] == kept.get(second["kept"], case["flaws"])


def test_cases_are_different() -> None:
    """No case is counted twice."""
    told = Counter(
        repr(sorted((name, value) for name, value in case.items() if name not in {"id", "second"}))
        for case in CASES
    )
    assert [case for case, times in told.items() if times > 1] == []


@pytest.mark.parametrize(
    "drug",
    ["Allopurinol", "Eplerenone", "Finerenone", "Milrinone", "Norepinephrine", "Methylergonovine"],
)
def test_drugs_are_no_words_of_the_rules(folder: BankFolder, drug: str) -> None:
    """What sounds like "all", "none" or "no" inside a name is not found."""
    folder.change("items/one.yaml", "Give 1 mg of epinephrine", drug)

    assert folder.rules() == []


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (10, 10, "0.72", "1.00"),
        (0, 10, "0.00", "0.28"),
        (8, 10, "0.49", "0.94"),
        (60, 60, "0.94", "1.00"),
    ],
)
def test_wilson(hits: int, trials: int, low: str, high: str) -> None:
    """The interval equals published values of Wilson's score interval."""
    assert wilson(hits, trials) == (Decimal(low), Decimal(high))


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_proportion(case: tuple[int, int]) -> None:
    """Whatever was counted lies inside, up to rounding, and the bounds are proportions."""
    hits, trials = case
    low, high = wilson(hits, trials)
    assert 0 <= low <= high <= 1
    assert low - Decimal("0.01") <= Decimal(hits) / trials <= high + Decimal("0.01")


def test_a_case_shows_what_it_is_about() -> None:
    """The first case, "All of the above", is flagged by its rule, and the last one is not."""
    (sample,) = (one for one in SAMPLES if "option-above" in one.rules and len(one.rules) == 2)
    flawed, clean = sample.cases[0], sample.cases[-1]
    assert "option-above" in flags(flawed)
    assert "option-above" not in flags(clean)


@pytest.mark.parametrize(
    "lead_in",
    ["What is wrong with this patient?", "He had not eaten. Which drug is given first?"],
)
def test_questions_that_are_not_turned_round(folder: BankFolder, lead_in: str) -> None:
    """Only what turns the question itself round counts."""
    folder.change("items/one.yaml", "What is done first?", lead_in)

    assert folder.rules() == []


def test_a_cluster_may_ask_which_statements_are_true() -> None:
    """That is what the rule recommends to whoever asks it of one choice."""
    text = CLUSTER.replace("Mark each statement.", "Which of these statements are true?")
    rule = RULES["lead-in-which-is-true"]
    assert isinstance(rule, ItemRule)
    assert list(rule.find(View(item_of(text), date(2026, 12, 1)))) == []


@pytest.mark.parametrize("karyotype", ["XX", "XXX"])
def test_symbols_that_are_answers(folder: BankFolder, karyotype: str) -> None:
    """A row of capital letters X may be a karyotype."""
    folder.change("items/one.yaml", "Give 1 mg of epinephrine", karyotype)

    assert "error option-placeholder" not in folder.rules()


def test_a_vignette_that_nobody_uses(folder: BankFolder) -> None:
    """Sixty words of which the feedback takes up none are window dressing."""
    old = "After intubation the capnogram is as shown. The patient weighs 70 kg."
    folder.change("items/one.yaml", old, "Gardening pleases quiet grandmothers greatly. " * 13)

    assert "info stem-long" in folder.rules()

"""Formulas in texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.formulas import FORMULA, fault
from quizzes.printing import Run, runs
from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from pathlib import Path

STEM = "    Stridor after extubation."


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A valid bank."""
    return BankFolder(tmp_path / "small-bank")


def test_a_formula_stands_between_its_signs() -> None:
    """A dollar sign alone is money, and code alone is code."""
    text = "It costs $5; $`\\frac{a}{b}`$ is a share, `x` is code and $6."
    assert FORMULA.findall(text) == ["\\frac{a}{b}"]
    assert runs(text) == (
        Run("It costs $5; "),
        Run("\\frac{a}{b}", formula=True),
        Run(" is a share, "),
        Run("x"),
        Run(" is code and $6."),
    )


@pytest.mark.parametrize(
    "formula",
    ["\\frac{140 - age}{72 \\times Cr}", "x^2 + y_1 \\leq \\sqrt{\\alpha}", "\\mathrm{pH} = 7.4"],
)
def test_what_both_drawers_know_is_fine(formula: str) -> None:
    """Fractions, roots, raised and lowered signs, Greek."""
    assert fault(formula) is None


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("\\href{javascript:x}{y}", "\\href is none of the commands"),
        ("\\def\\a{\\a}", "\\def is none of the commands"),
        ("\\frac{a}{b", "without its partner"),
        ("x" * 301, "longer than 300"),
    ],
)
def test_what_cannot_be_drawn_everywhere_is_named(formula: str, said: str) -> None:
    """Commands that act, loops and half formulas are refused before anybody sees them."""
    assert said in str(fault(formula))


def test_the_check_names_an_unknown_command(folder: BankFolder) -> None:
    """With its field."""
    old = folder.files()["items/two.yaml"].decode()
    folder.write("items/two.yaml", old.replace("explanation: ", "explanation: $`\\oops`$ ", 1))
    problem = folder.only()
    assert (problem.rule, problem.field) == ("formula-unknown", "explanation")


def test_a_formula_in_an_option_is_misplaced(folder: BankFolder) -> None:
    """The card shows options as plain text."""
    folder.change("items/two.yaml", "text: Nitrous oxide", "text: 'Nitrous oxide $`x^2`$'")
    assert "formula-misplaced" in {one.rule for one in folder.check()}

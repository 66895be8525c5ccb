"""The problems page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.flaws.registry import RULES
from tests.reading import words

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn


def test_a_flaw_is_shown_with_its_reason(desk: Drawn, folder: BankFolder) -> None:
    """How bad it is, what is wrong, what to do, and why it matters, with the source."""
    folder.change("items/one.yaml", "Give 1 mg of epinephrine", "All of the above")

    said = words(desk("cora", "problems")).replace("\\", "")

    rule = RULES["option-above"]
    assert "error" in said
    assert '"All of the above" points at other options' in said
    assert rule.fix in said
    assert f"Why: {rule.why}" in said
    assert "NBME" in said


def test_a_fault_of_the_format_has_no_reason(desk: Drawn, folder: BankFolder) -> None:
    """A missing objective explains itself."""
    folder.change("items/one.yaml", "objectives: [OBJ-1]", "objectives: [OBJ-9]")

    said = words(desk("cora", "problems"))

    assert "OBJ" in said
    assert "Why:" not in said

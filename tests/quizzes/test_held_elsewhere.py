"""What the checker asks of a self-assessment that belongs to an activity held elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from pathlib import Path

DATES = "  designated_on: 2026-10-01\n"
HELD = '  held_elsewhere: {title: Grand Rounds 2026, accme_id: "202612345"}\n'
BOARDS = 'boards:\n  - {board: ABA, credit_type: Lifelong Learning, points: "0.50"}\n'


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A valid bank that gives credit here."""
    return BankFolder(tmp_path / "small-bank")


def rules(folder: BankFolder) -> set[str]:
    """Return the rules of the errors that the checker finds."""
    return {one.rule for one in folder.check() if one.severity == "error"}


def test_it_needs_no_designation_of_its_own(folder: BankFolder) -> None:
    """The credit was designated elsewhere; without the block the day is asked for."""
    folder.change("activity.yaml", DATES, "")
    assert rules(folder) == {"designated-on"}
    folder.change("activity.yaml", "  claim_by:", f"{HELD}  claim_by:")
    assert rules(folder) == set()


def test_without_points_it_would_give_nothing(folder: BankFolder) -> None:
    """No credit here and no board: whoever passes has gained nothing."""
    folder.change("activity.yaml", "  claim_by:", f"{HELD}  claim_by:")
    folder.change("activity.yaml", BOARDS, "")
    assert rules(folder) == {"held-elsewhere"}


def test_an_accme_id_has_nine_digits(folder: BankFolder) -> None:
    """Anything else is a slip that PARS would refuse."""
    folder.change("activity.yaml", "  claim_by:", HELD.replace("202612345", "2026") + "  claim_by:")
    assert len(rules(folder)) == 1

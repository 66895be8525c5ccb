"""What the boards' rules suggest of an activity that somebody asks about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from credit.boards import load
from credit.suggestion import Suggestion, suggest

if TYPE_CHECKING:
    from credit.board_rule import Feature

ALL: tuple[Feature, ...] = ("assessment", "pass", "feedback")
SPRING = (date(2027, 4, 1), date(2027, 4, 2))


def one(board: str, has: tuple[Feature, ...] = ALL, days: tuple[date, date] = SPRING) -> Suggestion:
    """Return what is suggested for one board and 2 credits."""
    (found,) = suggest([board], "2.00", has, days, load())
    return found


@pytest.mark.parametrize("board", ["ABIM", "ABP"])
def test_what_has_everything_is_eligible(board: str) -> None:
    """With the points it could give at most, and the rule it rests on."""
    found = one(board)
    assert found.verdict == "eligible"
    assert found.reasons.startswith("Up to 2.00 ")
    assert found.rule_from == date(2024, 1, 1)
    assert "accme.org" in found.source
    assert found.rests_on[0].startswith("Rule from 1 Jan 2024 on: ")


def test_what_lacks_something_needs_a_change() -> None:
    """ABP gives no points without a passing standard."""
    found = one("ABP", has=("assessment", "feedback"))
    assert (found.verdict, found.reasons) == ("needs change", "No passing standard is set.")


def test_the_aba_waits_for_the_codes_of_its_outline() -> None:
    """It asks for no assessment at all, and for codes before it can be registered."""
    found = one("ABA", has=())
    assert found.verdict == "needs change"
    assert found.reasons.startswith("Up to 2.00 ")
    assert "when the activity is registered; name them." in found.reasons


@pytest.mark.parametrize(
    ("board", "day"), [("ABPMR", date(2024, 12, 31)), ("ABTS", date(2028, 1, 1))]
)
def test_before_a_board_joins_and_after_it_leaves_nothing_is_eligible(
    board: str, day: date
) -> None:
    """Board lists are dated data: both edges are in the files."""
    assert one(board, days=(day, day)).verdict == "not eligible"


def test_a_board_that_leaves_meanwhile_is_told() -> None:
    """Whoever plans beyond its last day reads that in the reasons."""
    found = one("ABTS", days=(date(2027, 6, 1), date(2028, 6, 1)))
    assert found.verdict == "eligible"
    assert "Completions after 31 Dec 2027 get no points at ABTS." in found.reasons

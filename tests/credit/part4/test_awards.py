"""What boards give for a project: dated rules, by role, and what is only from memory."""

from __future__ import annotations

import json
from datetime import date

import pytest
from pydantic import ValidationError

from credit.part4.awards import AwardingBoard, award, awarding, boards_for

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("board", "participant", "lead"),
    [
        ("ABA", "ABA 20 points", "ABA 25 points"),
        ("ABIM", "ABIM 30 Practice Assessment points", "ABIM 30 Practice Assessment points"),
        ("ABP", "ABP 25 points", "ABP 25 points"),
        ("ABEM", "ABEM 1 activity", "ABEM 1 activity"),
    ],
)
def test_a_board_gives_by_role(board: str, participant: str, lead: str) -> None:
    """As the Portfolio Program's table of May 2021 says."""
    for_part, for_lead = award(board, "participant", DAY), award(board, "lead", DAY)
    assert for_part is not None
    assert for_lead is not None
    assert (for_part.said, for_lead.said) == (participant, lead)


def test_before_its_first_rule_a_board_gives_nothing_known() -> None:
    """And neither does one that is not in the file."""
    assert award("ABA", "lead", date(2021, 4, 30)) is None
    assert award("ABA", "lead", date(2021, 5, 1)) is not None
    assert award("ABX", "lead", DAY) is None


def test_what_is_from_memory_says_so() -> None:
    """Until the office has asked."""
    unsure = {one.board for one in awarding().values() if not one.rules[-1].confirmed}
    assert unsure == {"ABP", "NCCPA"}


def test_each_profession_has_its_boards() -> None:
    """Most have none; their part is recorded all the same."""
    assert [one.board for one in boards_for("Physician assistant")] == ["NCCPA"]
    assert "ABA" in {one.board for one in boards_for("Physician")}
    assert boards_for("Nurse") == ()


def test_rules_stand_oldest_first() -> None:
    """One in force is never edited: a newer one follows it."""
    held = awarding()["ABA"].model_dump(mode="json")
    held["rules"] = [held["rules"][0], held["rules"][0]]
    with pytest.raises(ValidationError, match="oldest first"):
        AwardingBoard.model_validate_json(json.dumps(held))

"""What an activity's plan comes to at each board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest

from credit.boards import load
from credit.findings import Planned, findings, planned
from quizzes.kinds.item import BoardCode
from quizzes.models import Board, BoardPlan
from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from pathlib import Path

    from credit.board_rule import Feature
    from credit.findings import Finding

OURS = Planned(
    credits=6,
    has=frozenset(("assessment", "pass", "feedback")),
    released=date(2026, 11, 1),
    expires=date(2027, 10, 31),
    plans=(),
    outline=(),
)
PART_2 = "Lifelong Learning & Self-Assessment"


def found(
    board: Board, *types: tuple[str, str], activity: Planned = OURS, **changes: object
) -> Finding:
    """Return the finding on an activity of 1.50 credits that plans points at one board."""
    plans = tuple(BoardPlan(board=board, credit_type=name, points=most) for name, most in types)
    changed = replace(activity, plans=plans, **changes)  # type: ignore[arg-type]
    (only,) = findings(changed, load())
    return only


def test_a_plan_is_said_with_its_rule() -> None:
    """The sentence, the amount, the first day of the rule and where it is found."""
    one = found("ABIM", ("Medical Knowledge", "0.75"))
    assert one.sentence == "This edition gives up to 0.75 Medical Knowledge points at ABIM."
    assert (one.eligible, one.most) == (True, (("Medical Knowledge", 3),))
    assert (one.rule_from, one.missing, one.notes) == (date(2024, 1, 1), (), ())
    assert "accme.org/abim-moc" in one.source
    assert one.rests_on[0].startswith("Rule from 1 Jan 2024 on: ACCME")


def test_what_is_from_memory_is_said_of_what_is_planned() -> None:
    """The word for another type of points does not bear on this plan."""
    said = found("ABIM", ("Medical Knowledge", "0.75")).rests_on[1]
    assert said.startswith("Not confirmed yet, ask the board: that a passing standard is required")
    assert "Patient Safety" not in said


def test_both_types_of_one_board_are_one_finding() -> None:
    """Patient safety is planned beside the ordinary type (pitfall 12)."""
    one = found("ABA", ("Lifelong Learning", "1.00"), ("Patient Safety", "0.50"))
    said = "up to 1.00 Lifelong Learning and 0.50 Patient Safety points at ABA"
    assert said in one.sentence


@pytest.mark.parametrize(
    ("lacks", "because"),
    [
        ("pass", "no passing standard is set"),
        ("feedback", "no feedback is given"),
        ("assessment", "nothing is assessed"),
    ],
)
def test_what_a_board_requires_and_the_activity_lacks(lacks: Feature, because: str) -> None:
    """Pediatrics needs all three, anesthesiology none of them."""
    has = OURS.has - {lacks}
    one = found("ABP", (PART_2, "1.50"), has=has)
    assert one.sentence == f"ABP: not eligible because {because}."
    assert not one.eligible
    assert [fault.rule for fault in one.faults] == ["board-requires"]
    assert one.faults[0].place[0] in {"rules", "blueprint"}
    assert found("ABA", ("Lifelong Learning", "1.50"), has=has).eligible


def test_several_reasons_are_all_said() -> None:
    """Nobody repairs one to learn of the next."""
    one = found("ABP", ("Part 2", "1.50"), has=frozenset(("assessment",)))
    assert one.sentence == (
        'ABP: not eligible because it records no points called "Part 2", and no passing standard'
        " is set, and no feedback is given."
    )


def test_types_share_the_credit() -> None:
    """Together they are not more than the credits, though each is (pitfall 13)."""
    one = found("ABA", ("Lifelong Learning", "1.50"), ("Patient Safety", "0.25"))
    assert one.faults[0].rule == "board-points"
    assert "1.75 points are planned for 1.50 credits" in one.sentence


def test_a_plan_below_the_step_gives_nothing() -> None:
    """Until the end of 2023 pediatrics gave whole points only (pitfall 13)."""
    before = replace(OURS, released=date(2023, 6, 1), expires=date(2023, 12, 31))
    one = found("ABP", (PART_2, "0.75"), activity=before)
    assert one.faults[0].rule == "board-step"
    assert "points are less than 1.00" in one.sentence
    whole = found("ABP", (PART_2, "1.50"), activity=before)
    assert whole.most == ((PART_2, 4),)


def test_a_rule_that_changes_meanwhile_is_noted() -> None:
    """Whoever completes after the change is under the new rule."""
    across = replace(OURS, released=date(2023, 6, 1), expires=date(2024, 1, 1))
    (note,) = found("ABP", (PART_2, "1.00"), activity=across).notes
    assert note.startswith("From 1 Jan 2024 on another rule decides. Quarter-hours")


@pytest.mark.parametrize(
    ("board", "day", "because"),
    [
        ("ABPMR", date(2024, 12, 31), "it has no rule for completions on 31 Dec 2024"),
        ("ABTS", date(2028, 1, 1), "it takes completions until 31 Dec 2027 only"),
    ],
)
def test_a_board_outside_its_time_is_refused_in_words(
    board: Board, day: date, because: str
) -> None:
    """Activities are registered with it from its first to its last day."""
    one = found(board, ("Self-Assessment", "1.50"), released=day, expires=date(2029, 1, 1))
    assert one.sentence == f"{board}: not eligible because {because}."
    assert one.faults[0].rule == "board-rule"
    assert one.rule_from is None
    assert "accme.org/newsletter/spring-data-updates" in one.source


def test_a_board_that_ends_meanwhile_is_noted() -> None:
    """The last day of thoracic surgery falls into the activity's time."""
    one = found("ABTS", ("Self-Assessment", "1.50"), expires=date(2028, 1, 1))
    assert one.eligible
    assert one.notes == ("Completions after 31 Dec 2027 get no points at ABTS.",)
    assert found("ABTS", ("Self-Assessment", "1.50"), expires=date(2027, 12, 31)).notes == ()


@pytest.mark.parametrize(("codes", "missing"), [(0, 1), (1, 0), (2, 0), (3, 1)])
def test_content_outline_codes_are_asked_for(codes: int, missing: int) -> None:
    """One or two at the ABA; another board's codes do not count."""
    outline = (
        *(BoardCode(board="ABA", code=f"1.{number}") for number in range(codes)),
        BoardCode(board="ABIM", code="Cardiology"),
    )
    one = found("ABA", ("Lifelong Learning", "1.50"), outline=outline)
    assert one.eligible
    assert len(one.missing) == missing
    assert all(str(codes or "none") in text for text in one.missing)


@pytest.mark.parametrize("board", get_args(Board))
def test_every_board_can_be_planned(board: Board) -> None:
    """Each first type of each board gives points to a full self-assessment."""
    name = load().rule(board, OURS.released).type_names[0]
    assert found(board, (name, "1.50")).most == ((name, 6),)


def test_an_activity_of_ours(tmp_path: Path) -> None:
    """A bank is read for what boards look at; 0 percent is no passing standard."""
    activity = BankFolder(tmp_path / "small-bank").bank().activity
    one = planned(activity, activity.planning)
    assert (one.credits, one.released) == (2, date(2026, 11, 1))
    assert one.has == {"assessment", "pass", "feedback"}
    none = activity.rules.model_copy(update={"passing_percent": "0.00"})
    lax = activity.model_copy(update={"rules": none})
    assert "pass" not in planned(lax, activity.planning).has

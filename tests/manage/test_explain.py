"""`manage.py explain`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from commands import place
from tests.people import signed_in
from workflows.trying.pilot import ask, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.manage.conftest import Done
    from tests.quizzes.folder import BankFolder

PLAN = '  - {board: ABA, credit_type: Lifelong Learning, points: "0.50"}\n'


def test_a_plan_and_its_rule_are_said(run: Callable[..., Done], folder: BankFolder) -> None:
    """What it gives, what is missing, the rule with its source, and the length of an attempt."""
    done = run("explain", folder.path)
    assert (done.code, done.err) == (0, "")
    assert "This edition gives up to 0.50 Lifelong Learning points at ABA." in done.out
    assert "Missing: ABA asks for 1 or 2 codes" in done.out
    assert "Rule from 1 Jan 2024 on: ACCME" in done.out
    assert "2 questions, 49 words before answering and 54 of feedback" in done.out
    assert "Not estimated: no expert has rated the difficulty" in done.out


def test_a_board_that_gives_nothing_ends_with_1(
    run: Callable[..., Done], folder: BankFolder
) -> None:
    """The reason and the repair are said; the other board is said all the same."""
    part_2 = PLAN.replace("ABA", "ABP").replace("Learning", "Learning & Self-Assessment")
    folder.change("activity.yaml", PLAN, PLAN + part_2)
    folder.change("activity.yaml", 'passing_percent: "75"', 'passing_percent: "0"')
    done = run("explain", folder.path)
    assert done.code == 1
    assert "ABP: not eligible because no passing standard is set." in done.out
    assert "Fix: Set passing_percent." in done.out
    assert "points at ABA" in done.out


def test_json_says_the_same(run: Callable[..., Done], folder: BankFolder) -> None:
    """One object: boards, attempt, estimate; amounts as text."""
    folder.change(
        "activity.yaml",
        "  planners: [fac-ada]\n",
        "  planners: [fac-ada]\n  content_outline: [{board: ABA, code: 1.D.2}]\n"
        "  credit_basis: {method: pilot_median, pilot_minutes: [28, 31, 55]}\n",
    )
    done = run("explain", folder.path, "--json")
    said = json.loads(done.out)
    assert done.code == 0
    (board,) = said["boards"]
    assert board["points"] == {"Lifelong Learning": "0.50"}
    assert (board["eligible"], board["missing"], board["rule_from"]) == (True, [], "2024-01-01")
    assert said["attempt"]["questions"] == 2
    assert (said["estimate"]["minutes"], said["estimate"]["credits"]) == ("31.0", "0.50")


def test_a_rating_stands_in_for_the_banks_basis(
    run: Callable[..., Done], folder: BankFolder
) -> None:
    """Difficulty 2 makes 13.0 minutes: less than was planned, and none when rounded down."""
    down = run("explain", folder.path, "--difficulty", "2").out
    assert "13.0 minutes by Mergener's formula at difficulty 2 of 5: 0.00 credits" in down
    assert "The plan is more than the estimate" in down
    near = run("explain", folder.path, "--difficulty", "2", "--rounding", "nearest").out
    assert "0.25 credits, rounded to the nearest quarter" in near


@pytest.mark.parametrize(
    "words", [("--difficulty", "6"), ("--difficulty", "hard"), ("--rounding", "up")]
)
def test_wrong_use_ends_with_2(
    run: Callable[..., Done], folder: BankFolder, words: tuple[str, str]
) -> None:
    """What is no rating and no rounding is refused, and nothing is explained."""
    done = run("explain", folder.path, *words)
    assert (done.code, done.out) == (2, "")
    assert "1 (very easy) to 5 (very hard)" in done.err


def test_a_bank_that_cannot_be_read_is_not_explained(
    run: Callable[..., Done], folder: BankFolder
) -> None:
    """Its faults are listed instead."""
    folder.change("activity.yaml", "schema_version: 1", "schema_version: 9")
    done = run("explain", folder.path)
    assert done.code == 1
    assert "activity.yaml:1" in done.out


def test_the_pilot_s_times_are_an_estimate(
    run: Callable[..., Done], folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What testers told by link, by their median; nobody's time is no estimate."""
    monkeypatch.setenv("BANKS", str(folder.path.parent))
    assert "Not estimated: no tester's minutes" in run("explain", folder.path, "--pilot").out
    service = place.service()
    ben = signed_in(service, "ben")
    for minutes in (28, 31, 55):
        tester = signed_in(service, ask(ben, folder.path.name, "A tester").link)
        tell(tester, minutes=minutes, seconds=0, comment="", seen=0)
    done = run("explain", folder.path, "--pilot")
    assert "31.0 minutes by the median of 3 testers' time: 0.50 credits" in done.out
    assert run("explain", folder.path, "--pilot", "--difficulty", "3").code == 2

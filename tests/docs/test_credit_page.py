"""The page on credit and points."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from credit.amounts import quarters
from credit.boards import load
from credit.calendar import written
from credit.estimate import mergener, minutes_said
from credit.page import BEGIN, END, UNSURE, page
from credit.points import by_type
from quizzes.models import BoardPlan
from quizzes.rules.terms import MAX_YEARS
from settings import ROOT

PAGE = (ROOT / "docs" / "credit.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 25)


def test_the_page_is_what_the_files_say() -> None:
    """`python manage.py boards` writes its part on the boards anew."""
    assert page(PAGE, load()) == PAGE


def test_what_stands_around_the_boards_stays() -> None:
    """Only what is between the two lines is made."""
    made = page(f"Before.\n{BEGIN}old\n{END}After.\n", load())
    assert made.startswith(f"Before.\n{BEGIN}\n### ABA: American Board of")
    assert made.endswith(f"{END}After.\n")
    assert "old\n" not in made.splitlines()


@pytest.mark.parametrize("text", ["No lines.", BEGIN, f"{BEGIN}{END}{BEGIN}{END}"])
def test_a_page_without_the_two_lines_is_refused(text: str) -> None:
    """It is not guessed where the boards belong."""
    with pytest.raises(ValueError, match="unpack"):
        page(text, load())


@pytest.mark.parametrize("acronym", load().acronyms)
def test_each_board_is_there_with_all_that_is_unsure_of_it(acronym: str) -> None:
    """Types, ID, days and sources of every entry; a mark at each line nobody has confirmed."""
    board = load().board(acronym)
    section = PAGE.split(f"### {acronym}: {board.name}\n", 1)[1]
    section = section.split("\n### ", 1)[0].split(END, 1)[0]
    for rule in board.rules:
        assert f"**Completed from {written(rule.effective_from)} on.**" in section
        parts = (*rule.credit_types, *rule.requires, rule.points, rule.repeats, rule.diplomate_id)
        more = tuple(one for one in (rule.outline, rule.cycle) if one is not None)
        lines = {one for one in section.splitlines() if one.startswith("| ")}
        for one in (rule, *parts, *more):
            marks = {f"{UNSURE} | {one.source} |" in line for line in lines if one.source in line}
            assert (not one.confirmed) in marks
        assert all(one.name in section for one in rule.credit_types)
        assert rule.diplomate_id.example in section


def test_a_newer_entry_says_what_changed() -> None:
    """What it shares with the entry before is said once."""
    section = PAGE.split("### ABP: ", 1)[1].split("\n### ", 1)[0]
    assert "Quarter-hours, and different amounts" in section
    assert section.index("down, less for less") < section.index("nearest, all or none")
    assert section.count("ABP ID, like 123456") == 1


def test_the_numbers_in_the_text_are_those_of_the_code() -> None:
    """The worked example of the formula, patient safety's, the days and the years."""
    assert minutes_said(mergener(3774, 16, Fraction("2.5"))) == "61.9"
    assert "3,774 words, 16 questions, difficulty 2.5: 61.9 minutes" in PAGE
    plans = (
        BoardPlan(board="ABA", credit_type="Lifelong Learning", points="1.00"),
        BoardPlan(board="ABA", credit_type="Patient Safety", points="0.50"),
    )
    rule = load().rule("ABA", TODAY)
    assert tuple(by_type(rule, plans, quarters("1.25")).values()) == (4, 1)
    assert tuple(by_type(rule, plans, quarters("1.00")).values()) == (4, 0)
    assert "a claim of 1.25 is 1.00 and 0.25, a claim of 1.00 is 1.00 and none" in PAGE
    assert {one.report_within_days for each in load().all for one in each.rules} == {30}
    assert "within 30 days of completion" in PAGE
    assert MAX_YEARS == 3
    assert "at most three years after its release" in PAGE


def test_the_other_guides_point_there() -> None:
    """Authors, operators and whoever reads the first page find it."""
    for guide in ("docs/authors.md", "docs/operator.md", "README.md"):
        assert "credit.md)" in (ROOT / guide).read_text(encoding="utf-8")

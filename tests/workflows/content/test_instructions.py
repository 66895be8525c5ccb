"""How an activity is taken, in words made from its rules."""

from __future__ import annotations

from typing import Any

import pytest

from tests.editions import an_item, rules
from workflows.content.instructions import feedback, how_to_complete, marking


def test_standard_and_attempts_are_said() -> None:
    """Before the first question, as the AMA asks."""
    said = how_to_complete(rules(passing_percent="75", attempts_max=3), 20)
    assert "Answer 20 questions" in said
    assert "75% of all points" in said
    assert "You have 3 attempts." in said
    assert "no time limit" in said


@pytest.mark.parametrize(
    ("attempts", "words"), [(1, "You have one attempt."), (None, "as often as you need")]
)
def test_one_or_endless_attempts_read_naturally(attempts: int | None, words: str) -> None:
    """One attempt says nothing about a further one."""
    said = how_to_complete(rules(attempts_max=attempts), 4)
    assert words in said
    assert ("further attempt" in said) == (attempts != 1)


@pytest.mark.parametrize(
    ("limit", "words"), [(60, "counts from its start"), (None, "counts from its first answer")]
)
def test_when_an_attempt_counts_is_said(limit: int | None, words: str) -> None:
    """Before it is started, since with a time limit the start is what uses it up."""
    assert words in how_to_complete(rules(attempts_max=1, time_limit_minutes=limit), 4)
    assert "counts from" not in how_to_complete(rules(time_limit_minutes=limit), 4)


@pytest.mark.parametrize(
    ("overdue", "words"),
    [
        ("submit", "is submitted as it stands"),
        ("grace", "you have 5 minutes in which you can only submit"),
        ("abandon", "does not count towards passing"),
    ],
)
def test_the_end_of_the_time_is_said(overdue: str, words: str) -> None:
    """Each of the three policies in its own words."""
    said = how_to_complete(rules(time_limit_minutes=60, overdue=overdue, grace_minutes=5), 4)
    assert "at most 60 minutes" in said
    assert words in said


@pytest.mark.parametrize("policy", ["after_each_item", "after_submission"])
def test_feedback_comes_before_a_retake(policy: str) -> None:
    """Both policies say so."""
    assert "before any further attempt" in feedback(rules(feedback=policy))


def test_each_kind_of_question_says_its_marking_once() -> None:
    """However many questions of the kind there are."""
    said = marking(rules(confidence="optional"), [an_item(1), an_item(2)])
    assert len(said) == 3
    assert said[0].startswith("One best answer: ")
    assert said[1] == "Each question is worth 1 point."
    assert "never changes the score" in said[2]


def test_different_points_are_said() -> None:
    """Nobody expects one point where there are two."""
    heavy = an_item(2, scoring={"points": "2"})
    assert "differ in the points" in " ".join(marking(rules(), [an_item(1), heavy]))


def test_two_rules_of_one_kind_are_told_apart() -> None:
    """Each with the number of questions that go by it."""
    several: dict[str, Any] = {"type": "multiple_response"}
    said = marking(
        rules(),
        [
            an_item(1, **several, scoring={"method": "all_or_nothing"}),
            an_item(2, **several, scoring={"method": "plus_minus"}),
            an_item(3, **several, scoring={"method": "plus_minus"}),
        ],
    )
    assert said[0].startswith("Several answers (1 of the questions): full points for exactly")
    assert said[1].startswith("Several answers (2 of the questions): each right choice counts")


def test_one_best_answer_is_not_told_in_words_for_several() -> None:
    """Nothing can be missing or too much where one is chosen."""
    assert marking(rules(), [an_item(1)])[0] == (
        "One best answer: full points for the best answer, none for any other."
    )

"""text2qti's Markdown: each construct taken, or rejected by name."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes.formats.foreign import Question, Rejected, Taken
from quizzes.formats.text2qti import read, recognises

FULL = """Quiz title: Addition
Quiz description: Of small
  numbers.

% a comment
COMMENT
1. Not a question.
END_COMMENT
Title: First
Points: 2
1.  A child counts.

    What is **2+3**?
... Count them.
a)  6
... Too many.
*c) 5
    or five
"""


def one(text: str) -> Question:
    """Return the only question of a text."""
    (found,) = read(text.encode(), "a.txt")
    return found


def test_a_single_choice_with_all_around_it() -> None:
    """Title and comments are no text; points, feedback and paragraphs come along."""
    found = one(FULL)
    assert isinstance(found, Taken)
    assert found.place == "line 11"
    assert found.fields == {
        "type": "single_best_answer",
        "stem": "A child counts.",
        "lead_in": "What is **2+3**?",
        "options": (
            {"id": "a", "text": "6", "rationale": "Too many."},
            {"id": "b", "text": "5 or five", "correct": True},
        ),
        "scoring": {"points": "2"},
        "explanation": "Count them.",
    }


def test_boxes_ask_for_several() -> None:
    """[*] and [ ] are marked as Canvas marks them: a wrong choice takes a right one back."""
    found = one("1. Which?\n[*] a\n[ ] b\n[*] c\n")
    assert isinstance(found, Taken)
    assert found.fields["type"] == "multiple_response"
    assert found.fields["scoring"] == {"method": "plus_minus"}


def test_true_and_false_keep_their_order() -> None:
    """Two options True and False are not shuffled."""
    found = one("1. Is it?\n*a) True\nb) False\n")
    assert isinstance(found, Taken)
    assert found.fields["shuffle"] is False


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("5", {"value": "5", "tolerance": {"kind": "absolute", "value": "0"}}),
        ("1_000", {"value": "1000", "tolerance": {"kind": "absolute", "value": "0"}}),
        ("1.41 +- 0.01", {"value": "1.41", "tolerance": {"kind": "absolute", "value": "0.01"}}),
        ("100 +- 5%", {"value": "100", "tolerance": {"kind": "relative", "value": "0.05"}}),
        ("[1, 2]", {"value": "1.5", "tolerance": {"kind": "range", "low": "1", "high": "2"}}),
    ],
)
def test_numbers(number: str, expected: dict[str, Any]) -> None:
    """A number alone, with a margin, with a share of it, or as a range."""
    found = one(f"1. How many?\n= {number}\n")
    assert isinstance(found, Taken)
    assert found.fields["answer"] == expected


def test_a_group_gives_its_points() -> None:
    """Points per question count inside the group only."""
    text = "GROUP\npick: 1\npoints per question: 3\n1. A?\n= 1\nEND_GROUP\n2. B?\n= 2\n"
    first, second = read(text.encode(), "a.txt")
    assert isinstance(first, Taken)
    assert isinstance(second, Taken)
    assert first.fields["scoring"] == {"points": "3"}
    assert "scoring" not in second.fields


def test_feedback_on_the_whole_answer_is_told() -> None:
    """+ and - have no place in an item."""
    found = one("1. A?\n+ Good\n- Bad\n*a) x\nb) y\n")
    assert isinstance(found, Taken)
    assert len(found.warnings) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. Write.\n____\n", "essay"),
        ("1. Send.\n^^^^\n", "file"),
        ("1. Who?\n* me\n", "words"),
        ("1. ((a))?\n<> x\n", "blanks"),
        ("1. ((a))?\n{*} x\n{ } y\n", "drop down"),
        ("1. Which?\na) x\nb) y\n", "No option"),
        ("1. Which?\n*a) x\n*b) y\n", "only one"),
        ("1. Which?\n*a) x\nb)\n", "no text"),
        ("1. How many?\n= x\n", "no number"),
        ("1. Which?\n*a) x\nb) y\nstray\n", "none of the signs"),
        ("stray\n", "none of the signs"),
        ("```{.python .run}\nprint('1. x')\n```\n", "not run"),
    ],
)
def test_what_cannot_be_an_item_is_rejected_by_name(text: str, said: str) -> None:
    """Each reason names what is wrong."""
    found = one(text)
    assert isinstance(found, Rejected)
    assert said in found.reason


def test_files_are_recognised_by_number_and_key() -> None:
    """A starred letter or box, or an equals sign below a numbered question."""
    assert recognises(FULL.encode(), "a.txt")
    assert recognises(b"1. How many?\n= 5\n", "a.txt")
    assert not recognises(b"1. What?\nA. x\nB. y\nANSWER: A\n", "a.txt")

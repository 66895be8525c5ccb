"""Aiken: what is read, what is written, and what is refused with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats.aiken import AIKEN, read, recognises
from quizzes.formats.all import recognised
from quizzes.formats.foreign import Fields, Rejected, Taken
from tests.quizzes.formats.around import around, same, written

GOOD = "A man has a cough. What is next?\nA. X-ray < CT\nB) Nothing\nANSWER: B\n"


def test_a_question_its_options_and_its_key() -> None:
    """Letters with a full stop or a bracket; text is text, whatever signs are in it."""
    (found,) = read(GOOD.encode(), "a.txt")
    assert isinstance(found, Taken)
    assert found.place == "line 1"
    assert found.fields == {
        "type": "single_best_answer",
        "stem": "A man has a cough.",
        "lead_in": "What is next?",
        "options": (
            {"id": "a", "text": "X-ray < CT"},
            {"id": "b", "text": "Nothing", "correct": True},
        ),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Q?\nA)x\nB)y\nANSWER: A",
        "Q?\n\nA. x\n\nB. y\n\nanswer:A",
        "\ufeffQ?\r\nA. x\r\nB. y\r\nANSWER: A.\r\n",
        "Q?\n  A. x\n  B. y\n  ANSWER : a",
    ],
)
def test_small_deviations_are_understood(text: str) -> None:
    """Missing blanks, empty lines, indents and small letters are no trouble."""
    (found,) = read(text.encode(), "a.txt")
    assert isinstance(found, Taken)
    assert found.fields["lead_in"] == "Q?"


def test_lines_of_a_question_stay_lines() -> None:
    """A vignette of several lines keeps them; an option that wraps goes on."""
    (found,) = read(b"Na 140\nK 4\nWhich?\nA. one\n  two\nB. y\nANSWER: A", "a.txt")
    assert isinstance(found, Taken)
    assert found.fields["stem"] == "Na 140\\\nK 4"
    first = {"id": "a", "text": "one two", "correct": True}
    assert found.fields["options"] == (first, {"id": "b", "text": "y"})


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("Q?\nA. x\nANSWER: A", "line 1", "1 options"),
        ("A. x\nB. y\nANSWER: A", "line 1", "no text above"),
        ("Q?\nA. x\nB. y", "line 1", "ANSWER: is missing"),
        ("Q?\nA. x\nB. y\nANSWER: C", "line 1", "key names"),
        ("Q?\nA. x\nB. y\nANSWER: A, B", "line 1", "not the letter"),
        ("Q?\nA. x\nA. y\nANSWER: A", "line 1", "letter A"),
        ("\n\nQ?\nA.\nB. y\nANSWER: B", "line 3", "no text"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, place: str, said: str) -> None:
    """What cannot be an item is rejected and the next question read."""
    first, second = read(f"{text}\n\n{GOOD}".encode(), "a.txt")
    assert isinstance(first, Rejected)
    assert first.place == place
    assert said in first.reason
    assert isinstance(second, Taken)


def test_files_are_recognised_by_their_answer_lines() -> None:
    """A line ANSWER: with a letter below options; prose that says "answer" is none."""
    assert recognises(GOOD.encode(), "a.txt")
    assert not recognises(b"A. The answer: it depends.", "a.txt")


LINE = st.text("abc <&*_`[]().:-+12", min_size=1, max_size=20).filter(
    lambda one: one.strip() and not one.strip().startswith(("A", "."))
)


@given(st.lists(LINE, min_size=1, max_size=3), st.lists(LINE, min_size=2, max_size=5))
def test_what_was_imported_comes_back_the_same(asked: list[str], options: list[str]) -> None:
    """Import, export, import: whatever signs the lines have, they are the same."""
    letters = "ABCDE"[: len(options)]
    listed = "\n".join(f"{letter}. {one}" for letter, one in zip(letters, options, strict=True))
    (found,) = read("\n".join([*asked, listed, "ANSWER: A"]).encode(), "a.txt")
    assert isinstance(found, Taken)
    ((before, after),) = around(AIKEN, [found])
    assert same(before, after), after


def test_only_one_best_answer_can_be_written() -> None:
    """The rest is left out, and what Aiken loses is told."""
    options = ({"id": "a", "text": "x", "correct": True}, {"id": "b", "text": "y"})
    several: Fields = {"type": "multiple_response", "lead_in": "Which?", "options": options}
    single: Fields = {"type": "single_best_answer", "lead_in": "Which?", "options": options}
    letter: Fields = {**single, "lead_in": "A. baumannii is what?"}
    more: Fields = {**single, "explanation": "Because.", "scoring": {"points": "2"}}
    file = written(AIKEN, [Taken(str(n), one) for n, one in enumerate([several, letter, more])])
    assert file.content == b"Which?\nA. x\nB. y\nANSWER: A\n"
    assert [one.place for one in file.left_out] == ["q-0", "q-1"]
    assert file.warnings == ("q-2: Aiken holds no explanation, points; left out.",)


@pytest.mark.parametrize(
    "text",
    [
        "1. Who?\nA. x\nB. y\nANSWER: B\n\n2. What?\nA. x\nB. y\nANSWER: A\n",
        "Who?\nA. x\nB. y\nANSWER: B\nRationale: So.\n\nWhat?\nA. x\nB. y\nANSWER: A\n",
    ],
)
def test_numbers_and_rationales_are_not_aiken(text: str) -> None:
    """A rationale would become the next question's stem; it is read as people type."""
    assert recognised(text.encode(), "questions.txt").name == "text"


def test_what_is_pasted_is_read_as_people_type() -> None:
    """Whatever the letters of its answer line."""
    text = b"Who?\nA. x\nB. y\nANSWER: B\n"
    assert recognised(text, "pasted text.txt").name == "text"
    assert recognised(text, "questions.txt").name == "aiken"

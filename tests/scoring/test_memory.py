"""The model of memory: its intervals are those of the reference, and our words for its ratings."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from scoring.memory import LONGEST, Recall, interval, rating
from tests.shared_data import SHARED

FIRST = date(2026, 12, 1)
LETTERS = {
    "A": (False, "sure"),
    "H": (True, "guess"),
    "G": (True, "fairly"),
    "E": (True, "sure"),
}


def expected() -> list[Any]:
    """Return the cases of the reference, or skip."""
    file = SHARED / "data" / "psychometrics" / "fsrs_expected.json"
    if not file.is_file():
        pytest.skip("the reference data is not beside this repository")
    cases: list[Any] = json.loads(file.read_text(encoding="utf-8"))["cases"]
    return cases


def recalled(letters: str, desired: float = 0.9) -> list[int]:
    """Answer each time on the very day, and return the intervals."""
    day, recalls, found = FIRST, list[Recall](), list[int]()
    for one in letters:
        recalls.append(Recall(day, *LETTERS[one]))
        found.append(interval(recalls, desired=desired))
        day += timedelta(days=found[-1])
    return found


@pytest.mark.shared
def test_the_intervals_are_those_of_the_reference() -> None:
    """Twelve courses of answers, each reviewed when it was due."""
    cases = expected()
    assert len(cases) == 12
    for one in cases:
        found = recalled(one["ratings"], one["desired_retention"])
        assert found == one["interval_days"], one


@pytest.mark.parametrize(
    ("right", "confidence", "name"),
    [
        (False, "sure", "Again"),
        (False, None, "Again"),
        (True, "guess", "Hard"),
        (True, "fairly", "Good"),
        (True, None, "Good"),
        (True, "sure", "Easy"),
    ],
)
def test_an_answer_is_rated(right: bool, confidence: str | None, name: str) -> None:
    """What was guessed right was hardly known."""
    assert rating(Recall(FIRST, right, confidence)).name == name


def test_good_twice_is_eleven_days() -> None:
    """By hand from the reference, also where that is absent; a year is the longest."""
    assert recalled("GGGGG") == [2, 11, 46, 163, LONGEST]


def test_without_an_answer_there_is_no_interval() -> None:
    """It is asked for only of what was answered once."""
    with pytest.raises(ValueError, match="nothing to remember"):
        interval([])

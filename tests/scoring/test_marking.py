from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds.item import Option, Scoring
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.single_best_answer import SingleBestAnswer
from scoring.marking import (
    RULES,
    NotAnAnswer,
    UnknownMethod,
    in_words,
    mark,
    method_of,
    points_of,
)

RULE = "all_or_nothing"


def single(scoring: Scoring | None = None) -> SingleBestAnswer:
    """Make an item with the key b."""
    return SingleBestAnswer(
        id="ab-1",
        type="single_best_answer",
        lead_in="Which one?",
        options=tuple(Option(id=one, text=one, correct=one == "b") for one in "abc"),
        scoring=scoring or Scoring(),
    )


def multiple(scoring: Scoring | None = None) -> MultipleResponse:
    """Make an item with the key a and c."""
    return MultipleResponse(
        id="mr-1",
        type="multiple_response",
        lead_in="Which ones?",
        options=tuple(Option(id=one, text=one, correct=one in "ac") for one in "abcd"),
        scoring=scoring or Scoring(),
    )


@pytest.mark.parametrize(("answer", "score"), [("b", 1), ("a", 0), ("c", 0), (None, 0)])
def test_a_single_best_answer_is_right_or_not(answer: str | None, score: int) -> None:
    """Only the key scores; no answer scores nothing."""
    assert mark(single(), answer, RULE) == Fraction(score)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        (["a", "c"], 1),
        (["c", "a"], 1),
        (["a"], 0),
        (["a", "b", "c"], 0),
        (["a", "b", "c", "d"], 0),
        (["b", "d"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_multiple_response_wants_exactly_the_key(answer: list[str] | None, score: int) -> None:
    """In any order; a part of the key or more than the key scores nothing."""
    assert mark(multiple(), answer, RULE) == Fraction(score)


@pytest.mark.parametrize("answer", ["z", ["b"], "", 1])
def test_what_is_no_answer_to_the_item_is_refused(answer: object) -> None:
    """A value that no card could have sent is a fault, not a wrong answer."""
    with pytest.raises(NotAnAnswer, match="item ab-1: "):
        mark(single(), answer, RULE)


def test_the_items_own_rule_comes_first() -> None:
    """An item that names its rule keeps it, whatever the activity's default."""
    own = multiple(Scoring(method=RULE))
    assert method_of(own, {"multiple_response": "something_else"}) == RULE


def test_without_its_own_rule_the_activitys_default_counts() -> None:
    """The default of the type decides, and all or nothing where there is none."""
    assert method_of(multiple(), {"multiple_response": RULE}) == RULE
    assert method_of(single(), {}) == RULE


def test_a_rule_that_does_not_exist_is_refused() -> None:
    """A misspelt rule never marks; the fault names what there is."""
    with pytest.raises(UnknownMethod, match='no marking rule "half"; known are all_or_nothing'):
        method_of(multiple(Scoring(method="half")), {})
    with pytest.raises(UnknownMethod):
        mark(multiple(), ["a"], "half")


def test_points_are_exact() -> None:
    """Points are read as written, without a float between."""
    assert points_of(single(Scoring(points="0.1"))) * 3 == Fraction(3, 10)


@pytest.mark.parametrize("method", list(RULES))
def test_every_rule_is_told_in_a_sentence(method: str) -> None:
    """What a physician reads before the first answer is a sentence."""
    assert in_words(method).endswith(".")


@pytest.mark.parametrize("method", list(RULES))
@given(chosen=st.sets(st.sampled_from("abcd"), min_size=1))
def test_every_rule_stays_between_nothing_and_full(method: str, chosen: set[str]) -> None:
    """The key gives full mark, every answer something from 0 to 1, in any order the same."""
    item = multiple()
    assert mark(item, sorted(item.key), method) == 1
    assert 0 <= mark(item, sorted(chosen), method) <= 1
    assert mark(item, sorted(chosen), method) == mark(item, sorted(chosen, reverse=True), method)

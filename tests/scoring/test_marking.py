from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds.item import Option, Scoring
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.single_best_answer import SingleBestAnswer
from quizzes.models import METHODS
from scoring.marking import NotAnAnswer, UnknownMethod, in_words, mark, method_of, points_of
from scoring.rules import CHOOSING, ORDERING, RULES
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of

if TYPE_CHECKING:
    from quizzes.answer import Answer

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
    assert mark(single(), answer, RULE).score == Fraction(score)


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
    assert mark(multiple(), answer, RULE).score == Fraction(score)


@pytest.mark.parametrize("method", METHODS["multiple_response"])
@pytest.mark.parametrize("answer", [None, []])
def test_unanswered_is_nothing_under_every_rule(method: str, answer: list[str] | None) -> None:
    """Whatever a formula gives for an empty set (pitfall 16)."""
    assert mark(multiple(), answer, method).score == 0


@pytest.mark.parametrize(
    ("answer", "score", "parts"),
    [
        ({"s1": "a", "s2": "c"}, "1", "11"),
        ({"s1": "a", "s2": "b"}, "1/2", "10"),
        ({"s2": "c"}, "1/2", "01"),
        ({"s1": "c", "s2": "a"}, "0", "00"),
        (None, "0", "00"),
    ],
)
def test_matching_counts_each_stem(answer: dict[str, str] | None, score: str, parts: str) -> None:
    """A stem without an answer gives nothing; the mark of each is kept."""
    got = mark(item_of(MATCHING), answer, "per_stem")

    assert got.score == Fraction(score)
    assert dict(got.by_part) == {"s1": Fraction(parts[0]), "s2": Fraction(parts[1])}


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ({"s1": "true", "s2": "false"}, "1"),
        ({"s1": "true"}, "1/2"),
        ({"s1": "true", "s2": "true"}, "1/2"),
        ({"s1": "false", "s2": "true"}, "0"),
        (None, "0"),
    ],
)
def test_a_cluster_counts_each_statement(answer: dict[str, str] | None, score: str) -> None:
    """True and false count alike; one without an answer gives nothing."""
    got = mark(item_of(CLUSTER), answer, "per_statement")

    assert got.score == Fraction(score)
    assert [part for part, _ in got.by_part] == ["s1", "s2"]


@pytest.mark.parametrize(
    ("answer", "score"),
    [("abcd", "1"), ("bcda", "2/3"), ("dcba", "0"), ("badc", "0"), ("abdc", "1/3")],
)
def test_an_order_is_marked_by_its_rule(answer: str, score: str) -> None:
    """The order that was given is compared with the written one."""
    assert mark(item_of(ORDERED), list(answer), "adjacent_pairs").score == Fraction(score)
    assert mark(item_of(ORDERED), None, "adjacent_pairs").score == 0


@pytest.mark.parametrize(
    ("answer", "score"), [("180", 1), ("0.18 g", 1), ("181.01", 0), ("180 g", 0), (None, 0)]
)
def test_a_number_is_marked_within_its_tolerance(answer: str | None, score: int) -> None:
    """Units convert, limits belong to what is right."""
    assert mark(item_of(NUMERIC), answer, "within_tolerance").score == score


@pytest.mark.parametrize(
    ("text", "answer"),
    [(MATCHING, {"s1": "z"}), (ORDERED, ["a"]), (NUMERIC, "many"), (CLUSTER, {"s1": "maybe"})],
)
def test_what_is_no_answer_is_never_marked(text: str, answer: Answer) -> None:
    """A stored value that no card could have sent is a fault of the program."""
    item = item_of(text)
    with pytest.raises(NotAnAnswer, match="item three: "):
        mark(item, answer, item.methods[0])


@pytest.mark.parametrize("answer", ["z", ["b"], {"b": "b"}])
def test_what_is_no_answer_to_the_item_is_refused(answer: Answer) -> None:
    """A value that no card could have sent is a fault, not a wrong answer."""
    with pytest.raises(NotAnAnswer, match="item ab-1: "):
        mark(single(), answer, RULE)


def test_the_items_own_rule_comes_first() -> None:
    """An item that names its rule keeps it, whatever the activity's default."""
    own = multiple(Scoring(method="ripkey"))
    assert method_of(own, {"multiple_response": "subset"}) == "ripkey"


def test_without_its_own_rule_the_activitys_default_counts() -> None:
    """The default of the type decides, and the type's first rule where there is none."""
    assert method_of(multiple(), {"multiple_response": "subset"}) == "subset"
    assert method_of(single(), {}) == RULE
    assert method_of(item_of(ORDERED), {"multiple_response": "subset"}) == "exact"


def test_a_rule_that_does_not_exist_is_refused() -> None:
    """A misspelt rule, or one of another type, never marks; the fault names what there is."""
    with pytest.raises(UnknownMethod, match='no marking rule "half"; known are all_or_nothing, pl'):
        method_of(multiple(Scoring(method="half")), {})
    with pytest.raises(UnknownMethod):
        mark(multiple(), ["a"], "half")
    with pytest.raises(UnknownMethod):
        mark(item_of(ORDERED), list("abcd"), "subset")


def test_points_are_exact() -> None:
    """Points are read as written, without a float between."""
    assert points_of(single(Scoring(points="0.1"))) * 3 == Fraction(3, 10)


def test_every_rule_is_described_and_computed() -> None:
    """The rules the bank language allows are those that can be marked and told."""
    allowed = {one for methods in METHODS.values() for one in methods}

    assert allowed == set(RULES)
    assert set(METHODS["multiple_response"]) == set(CHOOSING)
    assert set(METHODS["ordered"]) == set(ORDERING)


@pytest.mark.parametrize("kind", METHODS)
def test_authors_see_two_rules_first(kind: str) -> None:
    """Two rules of a type are recommended, or its only one; the first is the default."""
    methods = METHODS[kind]  # type: ignore[index] # the keys themselves
    recommended = [one for one in methods if RULES[one].recommended]

    assert recommended == list(methods[: min(2, len(methods))])


@pytest.mark.parametrize("method", list(RULES))
def test_every_rule_is_told_in_a_sentence(method: str) -> None:
    """What physicians read before the first answer, and authors beside the choice, ends."""
    assert in_words(method).endswith(".")
    assert RULES[method].example.endswith(".")


@pytest.mark.parametrize("method", METHODS["multiple_response"])
@given(chosen=st.sets(st.sampled_from("abcd"), min_size=1))
def test_every_rule_stays_between_nothing_and_full(method: str, chosen: set[str]) -> None:
    """The key gives full mark, every answer something from 0 to 1, in any order the same."""
    item = multiple()
    given = sorted(chosen)
    assert mark(item, item.keyed_answer, method).score == 1
    assert 0 <= mark(item, given, method).score <= 1
    assert mark(item, given, method) == mark(item, given[::-1], method)

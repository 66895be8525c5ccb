"""Packed answers: marked all at once exactly as one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import METHODS
from scoring.marking import mark, method_of, points_of
from scoring.packed import Sheet
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.answer import Answer
    from quizzes.models import AnyItem

SINGLE = "id: one\ntype: single_best_answer\nlead_in: Which?\noptions:\n" + "".join(
    f"  - {{id: {one}, text: {one}, correct: {str(one == 'b').lower()}}}\n" for one in "abcde"
)
MULTIPLE = "id: two\ntype: multiple_response\nlead_in: Which?\noptions:\n" + "".join(
    f"  - {{id: {one}, text: {one}, correct: {str(one in 'acp').lower()}}}\n"
    for one in "abcdefghijklmnopqr"
)
NUMBERS = ["180", "0.18 g", "181.5", "144", "180 mL"]


def an_item(text: str, name: str, method: str, points: str) -> AnyItem:
    """Return an item of a text with an id, a rule and points."""
    body = text.split("\n", 1)[1]
    return item_of(f'id: {name}\n{body}scoring: {{method: {method}, points: "{points}"}}\n')


TEXTS = {
    "single_best_answer": SINGLE,
    "multiple_response": MULTIPLE,
    "extended_matching": MATCHING,
    "ordered": ORDERED,
    "numeric": NUMERIC,
    "true_false_cluster": CLUSTER,
}
ITEMS = [
    an_item(TEXTS[kind], f"{kind.replace('_', '-')}-{at}", method, points)
    for kind, methods in METHODS.items()
    for at, (method, points) in enumerate(zip(methods, ["1", "0.5", "3"] * 4, strict=False))
]


def answers_to(item: AnyItem) -> st.SearchStrategy[Answer | None]:
    """Return any answer to an item, none included."""
    ids = st.sampled_from(item.choice_ids or ("",))
    choices = st.sampled_from(("true", "false")) if item.type == "true_false_cluster" else ids
    found: dict[str, st.SearchStrategy[Answer]] = {
        "single_best_answer": ids.map(str),
        "multiple_response": st.sets(ids, min_size=1).map(sorted),
        "ordered": st.permutations(list(item.choice_ids)),
        "numeric": st.sampled_from(NUMBERS),
    }
    stems = st.sampled_from([one.id for one in item.parts] or [""])
    return st.none() | found.get(item.type, st.dictionaries(stems, choices, min_size=1))


@st.composite
def attempts(pick: st.DrawFn) -> list[dict[str, Answer | None]]:
    """Return attempts at some of the items each."""
    drawn = pick(st.lists(st.sets(st.sampled_from(range(len(ITEMS)))), min_size=1, max_size=4))
    return [{ITEMS[at].id: pick(answers_to(ITEMS[at])) for at in one} for one in drawn]


def one_by_one(answers: Mapping[str, Answer | None]) -> tuple[Fraction, Fraction]:
    """Return what an attempt got and could have got, marked item by item."""
    held = [one for one in ITEMS if one.id in answers]
    got = (mark(one, answers[one.id], method_of(one, {})).score * points_of(one) for one in held)
    return sum(got, Fraction()), sum(map(points_of, held), Fraction())


@given(taken=attempts())
def test_all_at_once_is_one_by_one(taken: list[dict[str, Answer | None]]) -> None:
    """Every type under every rule, answered, unanswered and not drawn, to the last part."""
    sheet = Sheet(ITEMS)
    rows = [sheet.row(one) for one in taken]
    totals = Sheet(ITEMS, sheet.texts).totals(rows)

    found = [
        (Fraction(int(got), totals.parts), Fraction(int(most), totals.parts))
        for got, most in zip(totals.got, totals.most, strict=True)
    ]
    assert found == [one_by_one(one) for one in taken]


@pytest.mark.parametrize(
    ("right", "standard", "is_passed"),
    [(3, "75", True), (3, "75.000001", False), (2, "50", True), (2, "66", False), (4, "100", True)],
)
def test_passing_is_exact(right: int, standard: str, is_passed: bool) -> None:
    """The standard is compared with whole parts of points."""
    items = [an_item(SINGLE, f"s-{at}", "all_or_nothing", "1") for at in range(4)]
    sheet = Sheet(items)
    row = sheet.row({one.id: "b" if at < right else "a" for at, one in enumerate(items)})

    assert sheet.totals([row]).passed(standard).tolist() == [is_passed]


def test_an_attempt_without_items_does_not_pass() -> None:
    """Nothing of nothing reaches no standard."""
    sheet = Sheet(ITEMS)

    assert sheet.totals([sheet.row({})]).passed("0").tolist() == [False]


def test_all_of_fifteen_options_is_an_answer() -> None:
    """The largest number of a column is never taken for an item that was not drawn."""
    item = an_item(MULTIPLE, "m", "mtf", "1")
    sheet = Sheet([item])
    totals = sheet.totals([sheet.row({"m": list(item.choice_ids[:15])}), sheet.row({})])

    assert [int(one) for one in totals.most] == [totals.parts, 0]
    assert Fraction(int(totals.got[0]), totals.parts) == Fraction(4, 18)


def test_a_long_column_of_unlike_fractions_stays_exact() -> None:
    """Where 64 bits are few, whole numbers of any length take over."""
    points = [f"0.{prime:06}" for prime in (999983, 999979, 999961)]
    items = [an_item(MATCHING, f"p-{at}", "per_stem", one) for at, one in enumerate(points)]
    wide = [
        an_item(MULTIPLE.replace("correct: true", "correct: false", cut), f"w-{cut}", "mtf", "1")
        for cut in (0, 1, 2)
    ]
    sheet = Sheet([*items, *wide])
    answers: dict[str, Answer | None] = {one.id: {"s1": "a"} for one in items}
    answers |= {one.id: ["a", "b"] for one in wide}
    totals = sheet.totals([sheet.row(answers)])
    wanted = sum(
        (mark(one, answers[one.id], method_of(one, {})).score * points_of(one)
         for one in [*items, *wide]),
        Fraction(),
    )  # fmt: skip

    assert Fraction(int(totals.got[0]), totals.parts) == wanted
    assert totals.passed("0.000001").tolist() == [True]

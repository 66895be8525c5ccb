"""Corrections of a published question: what they come to, and which do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.correction import Correction, Numbered, corrected, fault_of, in_force, keyings
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.single_best_answer import SingleBestAnswer
from tests.correcting import a_correction
from tests.editions import an_item
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of

if TYPE_CHECKING:
    from quizzes.models import AnyItem

ITEM = an_item(1)
RANGE = NUMERIC.replace('{kind: absolute, value: "1"}', '{kind: range, low: "170", high: "190"}')


def numbered(*several: Correction) -> list[Numbered]:
    """Number corrections from 1."""
    return [Numbered(at, one) for at, one in enumerate(several, start=1)]


def keys(item: AnyItem, *several: Correction) -> list[Any]:
    """Return every answer that is right."""
    return [one.keyed_answer for one in keyings(item, several)]


def test_a_new_key_replaces_the_old_one() -> None:
    """And whatever was accepted beside it."""
    also, rekey = a_correction("also", key="c"), a_correction("rekey", key="b")
    assert keys(ITEM, also) == ["a", "c"]
    assert keys(ITEM, also, rekey) == ["b"]
    assert keys(ITEM, rekey, also) == ["b", "c"]


def test_the_frozen_item_stays_as_it_is() -> None:
    """A correction makes another one beside it."""
    keys(ITEM, a_correction("rekey", key="b"))
    assert ITEM.keyed_answer == "a"


@pytest.mark.parametrize(
    ("text", "key", "right"),
    [
        (MATCHING, {"s2": "b"}, {"s1": "a", "s2": "b"}),
        (CLUSTER, {"s1": "false"}, {"s1": "false", "s2": "false"}),
        (ORDERED, ["a", "c", "b", "d"], ["a", "c", "b", "d"]),
        (NUMERIC, "200 mg", "200 mg"),
    ],
    ids=["matching", "cluster", "ordered", "numeric"],
)
def test_each_type_is_keyed_anew(text: str, key: Any, right: Any) -> None:
    """Of parts only those that are named change."""
    item = item_of(text)
    new = a_correction("rekey", key=key)
    assert fault_of(item, [], new) is None
    assert keys(item, new) == [right]


def test_both_answers_are_shown_as_right() -> None:
    """Of a single best answer with a second one."""
    shown = corrected(ITEM, [a_correction("also", key="c")])
    assert isinstance(shown, SingleBestAnswer)
    assert shown.key == {"a", "c"}


def test_a_rationale_is_replaced_where_it_stands() -> None:
    """Of one option, and of the whole."""
    one = a_correction("rationale", place="b", text="Because of this.")
    whole = a_correction("rationale", text="All of it.")
    shown = corrected(ITEM, [one, whole])
    assert isinstance(shown, SingleBestAnswer)
    assert [each.rationale for each in shown.options][1] == "Because of this."
    assert shown.explanation == "All of it."
    assert shown.key == {"a"}


def test_a_range_needs_both_its_ends() -> None:
    """Without them the number alone would be right."""
    item = item_of(RANGE)
    bare = a_correction("rekey", key="200")
    assert "least and its most" in str(fault_of(item, [], bare))
    whole = a_correction("rekey", key="200", low="195", high="205")
    assert fault_of(item, [], whole) is None
    (found,) = keyings(item, [whole])
    assert isinstance(found, Numeric)
    assert (found.answer.tolerance.low, found.answer.tolerance.high) == ("195", "205")
    turned = a_correction("rekey", key="200", low="205", high="195")
    assert "exchange" in str(fault_of(item, [], turned))


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (a_correction("rekey"), "Say which answer is right"),
        (a_correction("rekey", key="z"), "Choose one of the options"),
        (a_correction("rekey", key="a"), "right already"),
        (a_correction("also", key="a"), "right already"),
        (a_correction("undo", of=1), "nothing to undo"),
        (a_correction("rationale"), "Write what it says now"),
        (a_correction("rationale", place="z", text="x"), "Choose what is explained"),
        (a_correction("rationale", text="CANARY-explanation-1"), "says that already"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_what_does_not_fit_is_refused(new: Correction, says: str) -> None:
    """With a sentence that says what to do."""
    assert says in str(fault_of(ITEM, [], new))


def test_the_unit_of_a_number_is_that_of_the_key() -> None:
    """A key in another unit would hide a slip by a thousand."""
    assert "in mg" in str(fault_of(item_of(NUMERIC), [], a_correction("rekey", key="0.2 g")))


def test_what_was_dropped_is_not_dropped_again() -> None:
    """Once is enough."""
    drop = a_correction("drop")
    assert fault_of(ITEM, [], drop) is None
    assert "already" in str(fault_of(ITEM, numbered(drop), drop))


def test_an_undone_correction_is_gone_with_its_undo() -> None:
    """What came between stays; an undo is not undone."""
    rekey, also, undo = (
        a_correction("rekey", key="b"), a_correction("also", key="c"), a_correction("undo", of=1),
    )  # fmt: skip
    assert in_force(numbered(rekey, also, undo)) == (Numbered(2, also),)
    assert "nothing to undo" in str(fault_of(ITEM, numbered(rekey, also, undo), undo))
    assert "nothing to undo" in str(
        fault_of(ITEM, numbered(rekey, undo), a_correction("undo", of=2))
    )


KEYS = st.sampled_from("abcd")
KINDS = (
    st.builds(a_correction, st.just("rekey"), key=KEYS)
    | st.builds(a_correction, st.just("also"), key=KEYS)
    | st.just(a_correction("drop"))
)


@given(st.lists(KINDS, max_size=5), KINDS)
def test_undoing_the_last_one_leaves_what_was(before: list[Correction], last: Correction) -> None:
    """Whatever came before it."""
    held = numbered(*before)
    undo = a_correction("undo", of=len(before) + 1)
    assert in_force(numbered(*before, last, undo)) == in_force(held)

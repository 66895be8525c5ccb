"""Two versions of one file, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from quizzes.editing.merging import merged, parts

if TYPE_CHECKING:
    from quizzes.editing.opened import Fields

A: Fields = {"id": "a", "text": "A"}
B: Fields = {"id": "b", "text": "B"}
C: Fields = {"id": "c", "text": "C"}
OTHER_A: Fields = {"id": "a", "text": "A!"}
OTHER_C: Fields = {"id": "c", "text": "C!"}
BASE: Fields = {
    "lead_in": "What?",
    "key_point": "Old.",
    "options": (A, B, C),
}
FIELDS = st.fixed_dictionaries(
    {"lead_in": st.sampled_from(["What?", "Which?", "How?"])},
    optional={
        "key_point": st.sampled_from(["Old.", "New."]),
        "options": st.lists(
            st.fixed_dictionaries({"id": st.sampled_from("abc"), "text": st.sampled_from("XY")}),
            unique_by=lambda one: one["id"],
            min_size=1,
        ).map(tuple),
    },
)


def test_what_only_one_changed_is_suggested_and_both_stay() -> None:
    """One reworded the question and option A, the other option C: nothing has to be chosen."""
    theirs: Fields = {**BASE, "lead_in": "Which?", "options": (OTHER_A, B, C)}
    mine: Fields = {**BASE, "options": (A, B, OTHER_C)}
    found = parts(BASE, theirs, mine)
    assert [(one.label, one.suggested) for one in found] == [
        ("question", "theirs"),
        ("option A", "theirs"),
        ("option C", "mine"),
    ]
    assert merged(theirs, mine, [one for one in found if one.suggested == "theirs"]) == {
        "lead_in": "Which?",
        "key_point": "Old.",
        "options": (OTHER_A, B, OTHER_C),
    }


def test_what_both_changed_is_to_be_chosen() -> None:
    """Nobody's words go without a choice."""
    (one,) = parts(BASE, {**BASE, "key_point": "Hers."}, {**BASE, "key_point": "His."})
    assert (one.suggested, one.theirs, one.mine) == (None, "Hers.", "His.")


def test_what_they_took_out_goes_if_theirs_is_taken() -> None:
    """A field that is no more is a version, too."""
    theirs = {name: one for name, one in BASE.items() if name != "key_point"}
    assert merged(theirs, BASE, parts(BASE, theirs, BASE)) == theirs


@given(FIELDS, FIELDS)
def test_all_of_one_side_is_that_side(theirs: Fields, mine: Fields) -> None:
    """Whatever differs: taking nothing is mine, taking everything says what theirs says."""
    found = parts(BASE, theirs, mine)
    assert merged(theirs, mine, ()) == mine
    assert parts(BASE, theirs, merged(theirs, mine, found)) == ()

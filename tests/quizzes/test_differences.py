"""Differences between two forms of a question, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quizzes.differences import Difference, differences
from tests.editions import an_item
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of

if TYPE_CHECKING:
    from quizzes.models import AnyItem


def changed(**changes: Any) -> tuple[Difference, ...]:
    """Return what differs from item-1 after these changes."""
    old = an_item(1)
    return differences(old, old.model_copy(update=changes))


def options(item: AnyItem, **texts: str) -> tuple[Any, ...]:
    """Return the options of an item, some with another text."""
    return tuple(
        one.model_copy(update={"text": texts.get(one.id, one.text)})
        for one in item.lists["options"]
    )


def test_nothing_differs_from_itself() -> None:
    """Whatever the numbers of version say."""
    assert changed(version=2, revision=3) == ()


def test_another_key_is_told_by_letter_and_text() -> None:
    """It comes first: it is what a reviewer must not miss."""
    old = an_item(1)
    keyed = tuple(one.model_copy(update={"correct": one.id == "c"}) for one in old.lists["options"])
    (first,) = changed(options=keyed)
    assert (first.what, first.before, first.after) == (
        "Key",
        "A (Text a of 1)",
        "C (Text c of 1)",
    )


def test_an_option_is_told_by_its_letter() -> None:
    """Its rationale is told apart."""
    (one,) = changed(options=options(an_item(1), b="Another text"))
    assert (one.what, one.how, one.after) == ("Option B", "changed", "Another text")


def test_a_rationale_names_its_option_by_the_same_letter() -> None:
    """Option C and the rationale of option C: small and large letters are not two options."""
    explained = tuple(
        one.model_copy(update={"rationale": "Because."} if one.id == "c" else {})
        for one in an_item(1).lists["options"]
    )
    assert [one.what for one in changed(options=explained)] == ["Rationale of option C"]


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("", "Words.", "added"),
        ("Words.", "", "taken out"),
        ("One two three four five six.", "One.", "shortened"),
        ("One.", "One two three four five six.", "lengthened"),
        ("One two three.", "Two three.", "changed"),
    ],
)
def test_texts_are_told_by_what_became_of_them(before: str, after: str, how: str) -> None:
    """Longer, shorter, there or gone."""
    old = an_item(1, explanation=before or None)
    new = an_item(1, explanation=after or None)
    assert [(one.what, one.how) for one in differences(old, new)] == [("Explanation", how)]


def test_references_are_told_by_their_id() -> None:
    """One more, one less, or another citation."""
    source = {"id": "guide", "cite": "A guideline. 2024.", "doi": "10.1000/xyz"}
    newer = {**source, "cite": "A guideline. 2026."}
    (one,) = differences(an_item(1, references=[source]), an_item(1, references=[newer]))
    assert (one.what, one.how) == ("Reference guide", "changed")
    assert "2026" in one.after


@pytest.mark.parametrize("text", [CLUSTER, MATCHING, NUMERIC, ORDERED])
def test_every_type_can_be_compared(text: str) -> None:
    """Its own fields are texts like the others."""
    old = item_of(text)
    new = old.model_copy(update={"lead_in": "What else?"})
    assert [one.what for one in differences(old, new)] == ["Question"]
    assert differences(old, old) == ()

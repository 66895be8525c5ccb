"""Flaws that show only between the items of a bank, or of banks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from quizzes.checking import check
from quizzes.flaws.across import keys_in_one_place, keys_that_are_longest
from quizzes.flaws.view import View
from quizzes.models import ITEM
from tests.quizzes.folder import ONE, PNG, TODAY, TWO, BankFolder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LONG, SHORT = "The longest option of the four", ("Two", "Three", "Four")


def item(number: int, key: int, *, longest: bool = False, shuffle: bool = False) -> View:
    """Return an item whose key stands in place `key`."""
    texts = [*SHORT, "Five" if not longest else LONG]
    texts.insert(key, texts.pop())
    options = tuple(
        {"id": "abcd"[place], "text": text, "correct": place == key}
        for place, text in enumerate(texts)
    )
    head = {"id": f"item-{number}", "type": "single_best_answer", "lead_in": "What is done now?"}
    made = ITEM.validate_python({**head, "shuffle": shuffle, "options": options})
    return View(made, date(2026, 12, 1))


def places(keys: Sequence[int], *, shuffle: bool = False) -> list[str]:
    """Return what is said of items whose keys stand in these places."""
    views = [item(number, key, shuffle=shuffle) for number, key in enumerate(keys)]
    return [one.message for one in keys_in_one_place(views)]


def test_keys_in_one_place() -> None:
    """Eight of ten keys in one of four places are less likely than one in a hundred."""
    assert places([0] * 8 + [1, 2]) == ["Of 10 keys in a fixed order, 8 stand in place 1."]


def test_keys_that_never_repeat() -> None:
    """A, B, C, D, A, B … is a pattern, too: never twice the same in 20 pairs."""
    assert places([0, 1, 2, 3] * 5 + [0]) == [
        "Of 20 keys in a fixed order, 0 stand where the one before stands."
    ]


def test_keys_without_a_pattern() -> None:
    """Six of ten in one place may happen by chance, once a place was not named before."""
    assert places([0, 0, 1, 0, 0, 2, 0, 3, 0, 1]) == []


def test_shuffled_keys_have_no_place() -> None:
    """The place of a key that is shuffled is nobody's."""
    assert places([0] * 10, shuffle=True) == []


@pytest.mark.parametrize(("longest", "said"), [(9, True), (4, False), (5, False)])
def test_keys_that_are_longest(longest: int, *, said: bool) -> None:
    """Nine of ten is more than chance; half of ten with four options is not."""
    views = [item(one, one % 4, longest=one < longest) for one in range(10)]

    found = [one.message for one in keys_that_are_longest(views)]

    assert bool(found) is said
    if said:
        assert "in 9 of 10 questions with 4 options" in found[0]


def rules_of(folder: BankFolder, rule: str) -> list[tuple[str, str | None]]:
    """Return severity and item of each problem of a rule."""
    return [(one.severity, one.item) for one in folder.check() if one.rule == rule]


KEY = "    text: Remove the tube\n"


def test_a_stem_that_says_another_key(folder: BankFolder) -> None:
    """The item whose stem says it is named, with the item whose key it is."""
    folder.change("items/one.yaml", KEY, "    text: Esophageal intubation\n")
    old = "A patient has had nausea after each of 3 anesthetics."
    folder.change("items/two.yaml", old, f"{old} Esophageal intubation was recognized.")

    assert rules_of(folder, "item-hinged") == [("warning", "two")]
    assert rules_of(folder, "item-cued") == []


def test_a_stem_of_an_item_that_is_not_drawn(folder: BankFolder) -> None:
    """Items in review are not drawn, so they tell nothing."""
    test_a_stem_that_says_another_key(folder)
    folder.change("items/two.yaml", "status: approved", "status: in_review")

    assert rules_of(folder, "item-hinged") == []


def test_a_rationale_that_says_another_key(folder: BankFolder) -> None:
    """It is a cue only where feedback is read before the next question."""
    folder.change("items/one.yaml", KEY, "    text: Esophageal intubation\n")
    old = "Combine drugs of different classes."
    folder.change("items/two.yaml", old, f"{old} Beware of esophageal intubation.")
    assert rules_of(folder, "item-cued") == []

    folder.change("activity.yaml", "feedback: after_submission", "feedback: after_each_item")
    assert rules_of(folder, "item-cued") == [("info", "one")]


def test_an_item_that_is_there_twice(folder: BankFolder) -> None:
    """Whatever its id and the case of its letters."""
    copy = TWO.replace("id: two", "id: three").replace("has had nausea", "has had NAUSEA")
    folder.write("items/three.yaml", copy)

    assert rules_of(folder, "item-twice") == [("error", "two")]


def test_an_item_that_nearly_repeats_another(folder: BankFolder) -> None:
    """A few words do not make another question; a waiver with its reason does."""
    near = ONE.replace("id: one", "id: onf").replace("70 kg", "82 kg")
    folder.write("items/onf.yaml", near)
    assert rules_of(folder, "item-similar") == [("warning", "onf")]

    waiver = "waivers: [{rule: item-similar, by: fac-ada, date: 2026-10-01, reason: Meant.}]\n"
    folder.write("items/onf.yaml", near + waiver)
    assert rules_of(folder, "item-similar") == []


def test_the_same_words_below_another_figure(folder: BankFolder) -> None:
    """What is seen differs, so the question does."""
    folder.write("media/other.png", PNG)
    other = ONE.replace("id: one", "id: onf").replace("media/one.png", "media/other.png")
    folder.write("items/onf.yaml", other)

    assert rules_of(folder, "item-twice") + rules_of(folder, "item-similar") == []


def test_a_retired_item_repeats_nothing(folder: BankFolder) -> None:
    """It is not drawn any more."""
    copy = TWO.replace("id: two", "id: three").replace("status: approved", "status: retired")
    folder.write("items/three.yaml", copy)

    assert rules_of(folder, "item-twice") == []


def test_an_item_of_another_bank(tmp_path: Path) -> None:
    """The same question in two banks is a warning in the second, with the name of the first."""
    first, second = BankFolder(tmp_path / "a-bank"), BankFolder(tmp_path / "b-bank")
    second.write("items/two.yaml", TWO.replace("id: two", "id: deux"))
    (second.path / "items/one.yaml").unlink()

    found = [one for one in check([first.path, second.path], TODAY) if one.rule == "item-similar"]

    assert [(one.severity, one.item, one.message) for one in found] == [
        ("warning", "deux", "The question is the same as two of a-bank.")
    ]

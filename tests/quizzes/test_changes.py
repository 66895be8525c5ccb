"""What changed since the last publication, and whether version and revision say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.changes import changes
from quizzes.digest import frozen
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED

if TYPE_CHECKING:
    from quizzes.models import AnyItem
    from quizzes.problem import Problem
    from tests.quizzes.folder import BankFolder


def _frozen(folder: BankFolder, item: str) -> AnyItem:
    bank = folder.bank()
    return frozen(bank.items[item], bank.digests)


def _changes(folder: BankFolder, published: AnyItem) -> tuple[Problem, ...]:
    return changes(folder.bank(), published, _frozen(folder, published.id))


def test_nothing_changed(folder: BankFolder) -> None:
    """What is published again as it was needs nothing, whatever was noted about it."""
    published = _frozen(folder, "one")
    folder.change("items/one.yaml", "review_due: 2028-10-01", "review_due: 2029-10-01")

    assert _changes(folder, published) == ()


MEANING = [
    ("    correct: true\n    rationale: No", "    rationale: No", "the key"),
    ("  - id: b\n", "  - id: d\n", "the option ids"),
    ("weighs 70 kg", "weighs 71 kg", "a number in the stem"),
    ("is done first?", "is done in the first 10 s?", "a number in the lead-in"),
    ("Give 1 mg", "Give 0.1 mg", "a number in option b"),
    ("media:", 'scoring: {points: "2"}\nmedia:', "the scoring"),
]


@pytest.mark.parametrize(("old", "new", "what"), MEANING)
def test_meaning(folder: BankFolder, old: str, new: str, what: str) -> None:
    """A changed key, option id, point or number needs a new version; then it is fine."""
    published = _frozen(folder, "one")
    folder.change("items/one.yaml", old, new)
    if what == "the key":
        folder.change("items/one.yaml", "epinephrine\n", "epinephrine\n    correct: true\n")

    (problem,) = _changes(folder, published)
    assert (problem.rule, problem.severity) == ("version-not-raised", "error")
    assert (problem.item, problem.field, problem.line) == ("one", "version", 2)
    assert what in problem.message

    folder.change("items/one.yaml", "id: one\nversion: 1", "id: one\nversion: 2")
    assert _changes(folder, published) == ()


def test_number_to_select(folder: BankFolder) -> None:
    """Saying how many apply, or no longer saying it, changes how hard an item is."""
    published = _frozen(folder, "two")
    folder.change("items/two.yaml", "select: 2\n", "")

    assert [one.rule for one in _changes(folder, published)] == ["version-not-raised"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Remove the tube", "Take the tube out"),
        ("no cardiac arrest", "no arrest"),
        ("A guideline. 2024.", "A guideline. 2025."),
        ("A flat line at 0 mm Hg.", "A flat line at zero."),
    ],
)
def test_wording(folder: BankFolder, old: str, new: str) -> None:
    """Changed words need a new revision; then they are fine."""
    published = _frozen(folder, "one")
    folder.change("items/one.yaml", old, new)

    (problem,) = _changes(folder, published)
    assert (problem.rule, problem.field) == ("revision-not-raised", "revision")
    assert "revision: 2" in problem.fix

    folder.change("items/one.yaml", "version: 1\nrevision: 1\ns", "version: 1\nrevision: 2\ns")
    assert _changes(folder, published) == ()


def test_lower_numbers(folder: BankFolder) -> None:
    """Neither number ever falls within what is published."""
    published = _frozen(folder, "two")
    folder.change("items/two.yaml", "version: 2\nrevision: 1\ns", "version: 1\nrevision: 9\ns")
    assert [one.rule for one in _changes(folder, published)] == ["version-lowered"]

    ahead = published.model_copy(update={"version": 1, "revision": 10})
    assert [one.rule for one in _changes(folder, ahead)] == ["revision-not-raised"]


@pytest.mark.parametrize(
    ("text", "old", "new", "what"),
    [
        (MATCHING, "correct: c", "correct: b", "the key"),
        (MATCHING, "id: s2", "id: s3", "the option ids"),
        (MATCHING, "PaCO2 70", "PaCO2 71", "a number in stem s2"),
        (MATCHING, "Metabolic alkalosis", "Type 1 alkalosis", "a number in option b"),
        (ORDERED, "{id: a, text: First shock}", "{id: a, text: 1 shock}", "a number in step a"),
        (NUMERIC, 'value: "1"', 'value: "2"', "the key"),
        (NUMERIC, "[mg, g]", "[mg]", "the key"),
        (CLUSTER, 'correct: "false"', 'correct: "true"', "the key"),
        (CLUSTER, "35 weeks", "37 weeks", "a number in statement s1"),
    ],
)
def test_meaning_of_the_other_types(
    folder: BankFolder, text: str, old: str, new: str, what: str
) -> None:
    """Each type's key, ids and numbers are its meaning."""
    folder.write("items/three.yaml", text)
    published = _frozen(folder, "three")
    folder.change("items/three.yaml", old, new)

    (problem,) = _changes(folder, published)
    assert problem.rule == "version-not-raised"
    assert what in problem.message


def test_another_order_is_another_key(folder: BankFolder) -> None:
    """The written order of an ordering item is its key."""
    folder.write("items/three.yaml", ORDERED)
    published = _frozen(folder, "three")
    swapped = ORDERED.replace("id: a", "id: x").replace("id: b", "id: a").replace("id: x", "id: b")
    folder.write("items/three.yaml", swapped)

    assert "the key" in _changes(folder, published)[0].message


def test_an_explained_error_is_wording(folder: BankFolder) -> None:
    """Which wrong values are explained changes no mark."""
    folder.write("items/three.yaml", NUMERIC)
    published = _frozen(folder, "three")
    folder.change("items/three.yaml", "2 mg/kg were taken instead.", "It was 2 mg/kg.")

    assert [one.rule for one in _changes(folder, published)] == ["revision-not-raised"]

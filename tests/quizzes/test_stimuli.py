"""A stimulus that several items share: read, checked, drawn whole, frozen with each item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.changes import changes
from quizzes.digest import body, digest, frozen
from quizzes.drawing import PoolTooSmallError, draw, groups_of
from quizzes.models import ITEM
from tests.quizzes.folder import PNG, BankFolder

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.models import AnyItem
    from quizzes.problem import Problem

CASE = """\
id: case
stem: A patient of 63 years has a potassium of 7.1 mmol/L.
media:
  - id: ecg
    file: media/case.png
    alt: Tall T waves.
    alt_reviewed: true
    source: Drawn for this bank
    permission: Own work
"""


@pytest.fixture
def shared(tmp_path: Path) -> BankFolder:
    """The small bank, whose two items share a stimulus."""
    folder = BankFolder(tmp_path / "small-bank")
    folder.write("stimuli/case.yaml", CASE)
    folder.write("media/case.png", PNG)
    folder.change("items/one.yaml", "lead_in:", "stimulus: case\npart: 2\nlead_in:")
    folder.change("items/two.yaml", "lead_in:", "stimulus: case\npart: 1\nlead_in:")
    return folder


def kept(folder: BankFolder, item: str) -> AnyItem:
    """Return an item as publication keeps it."""
    bank = folder.bank()
    return frozen(bank.items[item], bank.digests, {}, bank.stimuli)


def compared(folder: BankFolder, published: AnyItem) -> tuple[Problem, ...]:
    """Compare an item of the bank with its published form."""
    return changes(folder.bank(), published, kept(folder, published.id))


def test_a_shared_stimulus_has_no_problem(shared: BankFolder) -> None:
    """Two items name it, its figure may be shown."""
    assert shared.rules() == []


def test_a_frozen_item_takes_the_stimulus_along(shared: BankFolder) -> None:
    """What is kept is whole without the files: text and figure, the shared one first."""
    one = kept(shared, "one")

    assert one.full_stem is not None
    assert one.full_stem.startswith("A patient of 63 years")
    assert one.full_stem.endswith("weighs 70 kg.")
    assert [figure.alt for figure in one.figures()] == ["Tall T waves.", "A flat line at 0 mm Hg."]
    assert one.public(("a", "b")).stimulus == "case"
    assert ITEM.validate_json(body(one)) == one


def test_the_stimulus_is_in_the_digest(shared: BankFolder) -> None:
    """A word of it changes what every one of its items is."""
    before = [digest(kept(shared, one)) for one in ("one", "two")]
    shared.change("stimuli/case.yaml", "A patient of", "A woman of")
    after = [digest(kept(shared, one)) for one in ("one", "two")]

    assert not set(before) & set(after)


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("items/one.yaml", "stimulus: case", "stimulus: other", "error stimulus-unknown"),
        ("items/one.yaml", "stimulus: case\n", "", "error part-alone"),
        ("items/two.yaml", "part: 1", "part: 2", "error part-twice"),
        ("items/two.yaml", "stimulus: case\npart: 1\n", "", "warning stimulus-alone"),
        ("stimuli/case.yaml", "id: case", "id: cases", "error file-name"),
        ("stimuli/case.yaml", "    permission: Own work\n", "", "error permission-missing"),
        ("stimuli/case.yaml", "    source: Drawn for this bank\n", "", "error source-missing"),
        ("stimuli/case.yaml", "Own work", "Own work\n    patient: true", "error consent-missing"),
        ("stimuli/case.yaml", "media/case.png", "media/no.png", "error file-missing"),
        ("stimuli/case.yaml", "A patient", "<b>A patient</b>", "error raw-html"),
        ("activity.yaml", "draw: 2", "draw: 1", "error draw-splits-group"),
    ],
)
def test_problems(shared: BankFolder, file: str, old: str, new: str, found: str) -> None:
    """What keeps a stimulus from being shown whole, or at all, is pointed out."""
    shared.change(file, old, new)

    assert found in shared.rules()


def test_a_problem_of_a_stimulus_has_its_line(shared: BankFolder) -> None:
    """It stands in the stimulus's own file."""
    shared.change("stimuli/case.yaml", "    permission: Own work\n", "")

    problem = shared.only()

    assert problem.file.endswith("stimuli/case.yaml")
    assert (problem.line, problem.field) == (4, "media[ecg]")


def test_a_group_in_two_pools(shared: BankFolder) -> None:
    """Items that share a stimulus belong to one pool."""
    shared.change("activity.yaml", "topics: [airway, nausea]", "topics: [airway]")
    shared.change("activity.yaml", "blueprint:", "  - {id: b, select: {items: [two]}}\nblueprint:")
    shared.change("activity.yaml", "draw: 2}", "draw: 1}\n  - {pool: b, draw: 1}")

    assert shared.rules() == ["error group-split", "error group-split"]


def test_a_changed_number_in_the_stimulus(shared: BankFolder) -> None:
    """It needs a new version of the stimulus and of each item."""
    published = kept(shared, "one")
    shared.change("stimuli/case.yaml", "7.1 mmol/L", "7.4 mmol/L")

    problems = compared(shared, published)
    assert [one.rule for one in problems] == ["version-not-raised", "stimulus-not-raised"]
    assert "a number in the stimulus" in problems[0].message

    shared.change("stimuli/case.yaml", "id: case", "id: case\nversion: 2")
    shared.change("items/one.yaml", "id: one\nversion: 1", "id: one\nversion: 2")
    assert compared(shared, published) == ()


def test_changed_words_in_the_stimulus(shared: BankFolder) -> None:
    """They need a new revision of the stimulus and of each item."""
    published = kept(shared, "one")
    shared.change("stimuli/case.yaml", "A patient", "A woman")

    assert [one.rule for one in compared(shared, published)] == [
        "revision-not-raised", "stimulus-not-raised",
    ]  # fmt: skip


def test_the_order_of_a_group(shared: BankFolder) -> None:
    """Items stand by their part, then by their id."""
    assert groups_of(shared.bank().items.values()) == (("two", "one"),)


GROUPS = (("b", "a", "c"), ("e", "d"))
IDS = tuple("abcdefgh")


@given(seed=st.text(), number=st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8]))
def test_groups_are_drawn_whole(seed: str, number: int) -> None:
    """All or none of a group, side by side in its order, and exactly the number to draw."""
    drawn = draw([("all", number, IDS)], seed, (), GROUPS)

    assert len(set(drawn)) == len(drawn) == number
    for group in GROUPS:
        assert not set(group) & set(drawn) or "".join(group) in "".join(drawn)


@given(seed=st.text(), seen=st.sets(st.sampled_from(IDS)))
def test_unseen_units_come_first(seed: str, seen: set[str]) -> None:
    """A group counts as seen once all of it was; single items as before."""
    drawn = draw([("all", 1, IDS)], seed, seen, GROUPS)

    assert drawn[0] not in seen or {"f", "g", "h"} <= seen


def test_a_draw_that_groups_cannot_give() -> None:
    """It is an error of the program: the checker refuses such a bank."""
    with pytest.raises(PoolTooSmallError):
        draw([("all", 4, ("a", "b", "c", "d", "e"))], "seed", (), GROUPS)

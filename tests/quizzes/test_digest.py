"""The digest of an item: what a physician sees and how it is marked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from quizzes.digest import body, digest, frozen
from quizzes.models import ITEM
from tests.quizzes.folder import png

if TYPE_CHECKING:
    from quizzes.models import AnyItem
    from tests.quizzes.folder import BankFolder


def _frozen(folder: BankFolder) -> AnyItem:
    bank = folder.bank()
    return frozen(bank.items["one"], bank.digests)


def test_body_can_be_read_again(folder: BankFolder) -> None:
    """A body is canonical JSON from which the very same item is made."""
    item = _frozen(folder)
    text = body(item)

    assert ITEM.validate_json(text) == item
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert "null" not in text
    assert len(digest(item)) == 64


def test_figures_by_their_bytes(folder: BankFolder) -> None:
    """A figure is what its file holds; where the file lies does not matter."""
    before = _frozen(folder)
    (folder.path / "media/one.png").rename(folder.path / "media/moved.png")
    folder.change("items/one.yaml", "media/one.png", "media/moved.png")
    assert digest(_frozen(folder)) == digest(before)

    folder.write("media/moved.png", png(shade=9))
    assert digest(_frozen(folder)) != digest(before)
    assert "moved" not in body(_frozen(folder))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("verdict: approve}", "verdict: approve, note: Well done.}"),
        ("review_due: 2028-10-01", "review_due: 2030-10-01"),
        ("change: First draft", "change: The first draft"),
        ("status: approved", "status: retired"),
        ("authors: [fac-ada]", "authors: [fac-ben]"),
        ("authors: [fac-ada]", "difficulty: {intended: hard}"),
        ("blueprint: {topic: airway}", "blueprint: {topic: nausea}"),
        ("doi: 10.1000/xyz", "doi: 10.1000/xyz, superseded: true"),
        ("    alt_reviewed: true\n", ""),
        ("status: approved", "status: approved\nvariant_of: two"),
        ("status: approved", "status: approved\norigin: {format: aiken, digest: abc}"),
    ],
)
def test_work_on_the_item_is_outside(folder: BankFolder, old: str, new: str) -> None:
    """Status, reviews, history, review dates, authors, plans and origin change no digest."""
    before = digest(_frozen(folder))
    text = (folder.path / "items/one.yaml").read_text()
    folder.write("items/one.yaml", text.replace(old, new))

    assert digest(_frozen(folder)) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weighs 70 kg", "weighs 71 kg"),
        ("Remove the tube", "Remove the tube now"),
        ("There is no cardiac arrest", "There is no arrest"),
        ("A flat line at 0", "A line at 0"),
        ("version: 1\nrevision: 1\nstatus", "version: 1\nrevision: 2\nstatus"),
        ("status: approved", 'status: approved\nscoring: {points: "2"}'),
        ("status: approved", "status: approved\nshuffle: false"),
        ("source: Drawn for this bank", "source: A textbook"),
    ],
)
def test_what_is_seen_is_inside(folder: BankFolder, old: str, new: str) -> None:
    """Every word, number and point changes the digest."""
    before = digest(_frozen(folder))
    folder.change("items/one.yaml", old, new)

    assert digest(_frozen(folder)) != before


def test_marking_rule_is_resolved(folder: BankFolder) -> None:
    """A frozen item says how it is marked: its own rule, the activity's, or the type's first."""
    bank = folder.bank()
    item = bank.items["two"]
    own = item.model_copy(update={"scoring": item.scoring.model_copy(update={"method": "own"})})

    assert frozen(item, {}).scoring.method == "all_or_nothing"
    assert frozen(item, {}, {"multiple_response": "other"}).scoring.method == "other"
    assert frozen(own, {}, {"multiple_response": "other"}).scoring.method == "own"

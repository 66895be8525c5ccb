"""Saving a bank's file over what was opened."""

from __future__ import annotations

import errno
import multiprocessing
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.editing.opened import Opened, open_file
from quizzes.editing.saving import Clash, NotKeptError, create, save
from quizzes.editing.trimmed import trimmed
from quizzes.models import ITEM
from quizzes.notation import Sheet
from quizzes.problem import Fault
from quizzes.reading import read_item
from quizzes.validating import validated
from quizzes.writing import item_text
from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.editing.opened import Fields

COMMENTED = """\
# written for the winter course
id: three
type: single_best_answer  # one key
lead_in: "What is done first?"
options:
  # in the order of the alphabet
  - id: a
    text: Remove the tube
    correct: true   # see the guide
  - {id: b, text: Wait}
history:
  - {version: 1, revision: 1, date: 2026-09-15, by: fac-ada, change: First draft}
"""
WORDS = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A small bank."""
    return BankFolder(tmp_path / "small-bank")


def opened(folder: BankFolder, item: str = "one") -> Opened:
    """Return an item's file as it is opened."""
    found = open_file(folder.path / "items" / f"{item}.yaml", folder.path)
    assert isinstance(found, Opened)
    return found


def saved(folder: BankFolder, fields: Fields, seen: str, item: str = "one") -> Opened | Clash:
    """Save an item."""
    return save(folder.path / "items" / f"{item}.yaml", folder.path, fields, seen)


def test_a_change_keeps_comments_and_order(folder: BankFolder) -> None:
    """Only the lines that say something else differ afterwards."""
    folder.write("items/three.yaml", COMMENTED)
    before = opened(folder, "three")
    line: Fields = {
        "version": 1,
        "revision": 2,
        "date": "2026-11-01",
        "by": "fac-ada",
        "change": "Clearer",
    }
    history = before.fields["history"]
    assert isinstance(history, tuple)
    fields: Fields = {**before.fields, "lead_in": "What comes first?", "history": (*history, line)}
    assert isinstance(saved(folder, fields, before.digest, "three"), Opened)
    after = opened(folder, "three")
    assert after.fields == fields
    lines = after.text.splitlines()
    assert [one for one in COMMENTED.splitlines() if one not in lines] == [
        'lead_in: "What is done first?"'
    ]


def test_a_file_that_was_saved_meanwhile_is_left_alone(folder: BankFolder) -> None:
    """The second gets the first one's version, and nothing is written."""
    first = opened(folder)
    second = opened(folder)
    saved(folder, {**first.fields, "lead_in": "From the first?"}, first.digest)
    files = folder.files()
    clash = saved(folder, {**second.fields, "lead_in": "From the second?"}, second.digest)
    assert isinstance(clash, Clash)
    assert clash.theirs is not None
    assert clash.theirs.fields["lead_in"] == "From the first?"
    assert folder.files() == files


def test_a_file_that_is_gone_is_not_made_again(folder: BankFolder) -> None:
    """Whoever deleted it meant it: the second is told."""
    before = opened(folder)
    (folder.path / "items" / "one.yaml").unlink()
    assert saved(folder, before.fields, before.digest) == Clash(None)
    assert "items/one.yaml" not in folder.files()


def test_a_new_file_never_replaces_another(folder: BankFolder) -> None:
    """An id that somebody took meanwhile is a clash, and nothing is left beside the file."""
    files = folder.files()
    fields: Fields = {"id": "two", "lead_in": "Mine?"}
    path = folder.path / "items" / "two.yaml"
    found = create(path, folder.path, fields, item_text(fields))
    assert isinstance(found, Clash)
    assert found.theirs is not None
    assert found.theirs.fields["id"] == "two"
    assert folder.files() == files


def test_a_full_disk_leaves_the_file_as_it_was(
    folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost and nothing lies about."""
    before, files = opened(folder), folder.files()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        saved(folder, {**before.fields, "lead_in": "Other?"}, before.digest)
    monkeypatch.undo()
    assert folder.files() == files


def test_what_would_read_back_otherwise_is_not_written(folder: BankFolder) -> None:
    """A value that no file may hold stops the save, not the next reader."""
    before, files = opened(folder), folder.files()
    wrong: dict[str, Any] = {"lead_in": 1.5}
    with pytest.raises(NotKeptError):
        saved(folder, {**before.fields, **wrong}, before.digest)
    assert folder.files() == files


@pytest.mark.parametrize(
    ("text", "rule"),
    [("id: [\n", "yaml"), ("id: a\nid: b\n", "field-twice"), ("- a\n", "empty-file")],
)
def test_what_no_form_can_show_is_said(folder: BankFolder, text: str, rule: str) -> None:
    """A file that was broken by hand is a fault, not a form that would lose what it says."""
    folder.write("items/one.yaml", text)
    found = open_file(folder.path / "items" / "one.yaml", folder.path)
    assert isinstance(found, Fault)
    assert found.rule == rule


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stem=WORDS, lead_in=WORDS, text=WORDS, rationale=WORDS, keyed=st.integers(0, 3))
def test_any_valid_change_reads_back_equal(
    tmp_path: Path, stem: str, lead_in: str, text: str, rationale: str, keyed: int
) -> None:
    """Whatever people type or paste: the model of the form is the model of the file."""
    folder = BankFolder(tmp_path / "small-bank")
    before = opened(folder)
    options: tuple[Fields, ...] = tuple(
        {"id": one, "text": f"{one} {text}", "rationale": rationale, "correct": at == keyed}
        for at, one in enumerate("abcd")
    )
    fields = trimmed({**before.fields, "stem": stem, "lead_in": f"{lead_in}?", "options": options})
    item, faults = validated(ITEM, Sheet(fields, {}, ()))
    assert item is not None, faults
    assert isinstance(saved(folder, fields, before.digest), Opened)
    again, problems = read_item(folder.path / "items" / "one.yaml")
    assert (again, problems) == (item, ())


def _write_often(path: Path, folder: Path, name: str, times: int) -> None:
    """Add words to the explanation, opening anew after each clash."""
    for number in range(times):
        while True:
            found = open_file(path, folder)
            assert isinstance(found, Opened)
            fields = {
                **found.fields,
                "explanation": f"{found.fields['explanation']} {name}{number}",
            }
            if isinstance(save(path, folder, fields, found.digest), Opened):
                break


def test_writers_in_two_processes_lose_nothing(folder: BankFolder) -> None:
    """Every word that either of them saved stands in the file at the end."""
    path = folder.path / "items" / "one.yaml"
    processes = multiprocessing.get_context("spawn")
    writers = [
        processes.Process(target=_write_often, args=(path, folder.path, name, 12))
        for name in ("left", "right")
    ]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert [one.exitcode for one in writers] == [0, 0]
    words = set(str(opened(folder).fields["explanation"]).split())
    assert words >= {f"{name}{number}" for name in ("left", "right") for number in range(12)}
    assert sorted(folder.files()) == [
        "activity.yaml", "items/one.yaml", "items/two.yaml", "media/one.png",
    ]  # fmt: skip

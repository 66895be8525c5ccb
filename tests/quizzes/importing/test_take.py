"""Taking: all or nothing, and back again."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quizzes.editing.lock import locked
from quizzes.editing.opened import Opened, open_file
from quizzes.editing.saving import Clash, save
from quizzes.importing.take import NothingToUndoError, StaleError, take, undo
from tests.quizzes.importing.files import content, item, question, seen, took

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder


def test_a_new_bank_is_begun(tmp_path: Path) -> None:
    """With activity, items and a receipt, and no trace of the preparation."""
    took(tmp_path / "banks" / "new", question())
    assert sorted(content(tmp_path)) == [
        "banks/new/.last-import.json",
        "banks/new/activity.yaml",
        "banks/new/items/new-001.yaml",
    ]


def test_only_what_is_chosen_is_taken(tmp_path: Path) -> None:
    """By the ids of the preview; the rest can be taken later."""
    found = seen(tmp_path / "bank", question("q1"), question("q2", "Who?"))
    assert [one.id for one in take(found, {"ban-002"})] == ["ban-002"]
    assert not (tmp_path / "bank/items/ban-001.yaml").exists()
    later = took(tmp_path / "bank", question("q1"), question("q2", "Who?"))
    assert [one.change for one in later] == ["added", "unchanged"]


def test_nothing_taken_nothing_written(tmp_path: Path) -> None:
    """A file of which every question is rejected begins no bank."""
    took(tmp_path / "bank", question(correct=[]))
    assert not (tmp_path / "bank").exists()


def test_a_write_that_fails_leaves_the_bank_as_it_was(
    folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file it is that cannot be written."""
    took(folder.path, question("q1"))
    before = content(folder.path)
    found = seen(
        folder.path, question("q1", correct=["B"]), question("q2", "Who?"), question("q3", "How?")
    )
    whole = Path.hardlink_to
    added: list[Path] = []

    def failing(self: Path, target: Path) -> None:
        added.append(self)
        if len(added) == 2:
            raise OSError(28, "No space left on device")
        whole(self, target)

    monkeypatch.setattr(Path, "hardlink_to", failing)
    with pytest.raises(OSError, match="No space"):
        take(found)
    monkeypatch.undo()
    assert content(folder.path) == before


def test_a_new_bank_that_cannot_be_written_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half a bank, and nothing beside it."""
    found = seen(tmp_path / "bank", question())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        take(found)
    assert list(tmp_path.iterdir()) == []


def test_a_bank_that_changed_since_the_preview_is_not_written(tmp_path: Path) -> None:
    """Whether an item was edited or a file of the same name came."""
    took(tmp_path / "bank", question("q1"))
    edited = seen(tmp_path / "bank", question("q1", correct=["B"]))
    path = tmp_path / "bank/items/ban-001.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = content(tmp_path / "bank")
    with pytest.raises(StaleError, match=r"items/ban-001\.yaml was changed since the preview"):
        take(edited)
    assert content(tmp_path / "bank") == before
    added = seen(tmp_path / "bank", question("q2", "Who?"))
    (tmp_path / "bank/items/ban-002.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(StaleError, match=r"items/ban-002\.yaml"):
        take(added)


def test_whoever_saves_by_form_first_is_not_written_over(folder: BankFolder) -> None:
    """The import waits for the file's lock, and then sees that it is another file."""
    took(folder.path, question("q1"))
    found = seen(folder.path, question("q1", correct=["B"]), question("q2", "Who?"))
    path = folder.path / "items/sb-001.yaml"
    with ThreadPoolExecutor() as pool:
        with locked(path) as text:
            importing = pool.submit(take, found)
            wait([importing], timeout=0.2)
            assert not importing.done()
            beside = path.with_name("beside")
            beside.write_bytes(text + b"# mine\n")
            beside.replace(path)
        with pytest.raises(StaleError, match=r"items/sb-001\.yaml was changed"):
            importing.result()
    assert path.read_bytes().endswith(b"# mine\n")
    assert not (folder.path / "items/sb-002.yaml").exists()


def test_whoever_saves_by_form_second_is_shown_both(folder: BankFolder) -> None:
    """What was imported while the form was open is not written over either."""
    took(folder.path, question("q1"))
    path = folder.path / "items/sb-001.yaml"
    form = open_file(path, folder.path)
    assert isinstance(form, Opened)
    took(folder.path, question("q1", correct=["B"]))
    done = save(path, folder.path, {**form.fields, "lead_in": "Which?"}, form.digest)
    assert isinstance(done, Clash)
    assert done.theirs == open_file(path, folder.path)


def test_undo_of_a_new_bank_removes_it(tmp_path: Path) -> None:
    """All of it: it was not there before."""
    took(tmp_path / "bank", question())
    undo(tmp_path / "bank")
    assert not (tmp_path / "bank").exists()


def test_undo_puts_a_bank_back_exactly(folder: BankFolder) -> None:
    """Byte for byte, updates and additions alike."""
    took(folder.path, question("q1"))
    undo(folder.path)
    took(folder.path, question("q1"))
    (folder.path / ".last-import.json").unlink()
    before = content(folder.path)
    took(folder.path, question("q1", correct=["B"]), question("q2", "Who?"))
    assert set(undo(folder.path)) == {"items/sb-001.yaml", "items/sb-002.yaml"}
    assert content(folder.path) == before


def test_undo_is_refused_after_an_edit(tmp_path: Path) -> None:
    """What somebody wrote since is not thrown away."""
    took(tmp_path / "bank", question())
    path = tmp_path / "bank/items/ban-001.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = content(tmp_path / "bank")
    with pytest.raises(StaleError, match="was changed since the import"):
        undo(tmp_path / "bank")
    assert content(tmp_path / "bank") == before


def test_undo_twice_has_nothing_to_undo(folder: BankFolder) -> None:
    """One import can be taken back, the last."""
    took(folder.path, question())
    undo(folder.path)
    with pytest.raises(NothingToUndoError, match="no import that could be taken back"):
        undo(folder.path)


def test_an_interrupted_import_can_be_undone(folder: BankFolder) -> None:
    """The receipt is there first: what was written goes, what was not is no fault."""
    before = content(folder.path)
    took(folder.path, question("q1"), question("q2", "Who?"))
    (folder.path / "items/sb-002.yaml").unlink()  # as if the power had failed before it
    undo(folder.path)
    assert content(folder.path) == before


def test_an_item_reads_as_an_author_writes(tmp_path: Path) -> None:
    """The order of the fields, prose below a |, long lines folded, no needless quotes."""
    stem = "A man has chest pain. He is pale.\n\nWhat is first?"
    took(tmp_path / "bank", question(stem=stem, rationale="Because: it is quick."))
    text = (tmp_path / "bank/items/ban-001.yaml").read_text(encoding="utf-8")
    assert text.split("origin:", maxsplit=1)[0] == (
        "# yaml-language-server: $schema=../../../schema/item.schema.json\n"
        "id: ban-001\n"
        "type: single_best_answer\n"
        "version: 1\n"
        "revision: 1\n"
        "status: draft\n"
        "stem: |\n"
        "  A man has chest pain. He is pale.\n"
        "lead_in: What is first?\n"
        "options:\n"
        "  - id: a\n"
        "    text: Calcium\n"
        "    correct: true\n"
        "  - id: b\n"
        "    text: Insulin\n"
        "  - id: c\n"
        "    text: Furosemide\n"
        "explanation: |\n"
        "  Because: it is quick.\n"
    )
    assert item(tmp_path / "bank", "ban-001")["lead_in"] == "What is first?"

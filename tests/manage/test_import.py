"""`manage.py import`, `export` and `template`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.quizzes.importing.files import content, lines, question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.manage.conftest import Done
    from tests.quizzes.folder import BankFolder


def test_a_file_is_taken_in(run: Callable[..., Done], tmp_path: Path) -> None:
    """Found, and what became of each, as one JSON object; 0 as the result."""
    file = tmp_path / "q.jsonl"
    file.write_bytes(lines(question("q1"), question("q2", "Who?")))
    done = run("import", file, "--into", tmp_path / "bank", "--json")
    assert done.code == 0
    assert json.loads(done.out) == {
        "found": 2,
        "imported": [
            {"id": "ban-001", "type": "single_best_answer", "change": "added"},
            {"id": "ban-002", "type": "single_best_answer", "change": "added"},
        ],
        "rejected": [],
        "warnings": [],
    }
    assert run("check", tmp_path / "bank").code == 0


def test_again_adds_nothing(run: Callable[..., Done], tmp_path: Path) -> None:
    """Each is unchanged."""
    file = tmp_path / "q.jsonl"
    file.write_bytes(lines(question()))
    run("import", file, "--into", tmp_path / "bank")
    done = run("import", file, "--into", tmp_path / "bank")
    assert (done.code, done.out.splitlines()[0]) == (0, "1 unchanged")


def test_anything_rejected_ends_with_1(run: Callable[..., Done], tmp_path: Path) -> None:
    """The rest is taken; each rejected question has its id and reason."""
    file = tmp_path / "q.jsonl"
    file.write_bytes(lines(question("q1"), question("q2", options=[]), question(None, correct=[])))
    done = run("import", file, "--into", tmp_path / "bank", "--json")
    said: dict[str, Any] = json.loads(done.out)
    assert done.code == 1
    assert said["found"] == len(said["imported"]) + len(said["rejected"]) == 3
    assert said["rejected"] == [
        {"id": "q2", "reason": "line 2: The question has no options."},
        {"id": "line 3", "reason": "line 3: No option is marked as correct."},
    ]


def test_a_file_that_cannot_be_read_ends_with_1(
    run: Callable[..., Done], folder: BankFolder
) -> None:
    """One sentence with file and place; the bank is untouched, and JSON stays one object."""
    file = folder.path.parent / "q.docx"
    file.write_bytes(b"PK\x03\x04 broken")
    before = content(folder.path)
    done = run("import", file, "--into", folder.path, "--format", "docx", "--json")
    assert done.code == 1
    assert json.loads(done.out)["found"] == 0
    assert done.err == "q.docx: The archive is damaged. Export it once more.\n"
    assert content(folder.path) == before


@pytest.mark.parametrize(
    "words",
    [
        ("import", "--into", "x"),
        ("import", "nowhere.csv", "--into", "x"),
        ("import", "{file}", "--into", "{file}"),
        ("import", "{file}", "--into", "x", "--format", "papyrus"),
        ("import", "{file}", "--into", "x", "--undo"),
        ("export", "{bank}", "--format", "papyrus", "--out", "x"),
        ("export", "{bank}", "--format", "csv", "--out", "/no/such/folder/x.csv"),
        ("template", "--out", "x.doc"),
    ],
)
def test_wrong_use_ends_with_2(
    run: Callable[..., Done], folder: BankFolder, words: tuple[str, ...]
) -> None:
    """With a sentence, and nothing on standard output."""
    file = folder.path.parent / "q.jsonl"
    file.write_bytes(lines(question()))
    done = run(*(one.format(file=file, bank=folder.path) for one in words))
    assert (done.code, done.out) == (2, "")
    assert done.err


def test_the_last_import_can_be_taken_back(run: Callable[..., Done], folder: BankFolder) -> None:
    """And a second time there is nothing to take back."""
    before = content(folder.path)
    file = folder.path.parent / "q.jsonl"
    file.write_bytes(lines(question()))
    run("import", file, "--into", folder.path)
    assert run("import", "--undo", "--into", folder.path).code == 0
    assert content(folder.path) == before
    done = run("import", "--undo", "--into", folder.path)
    assert done.code == 1
    assert "no import that could be taken back" in done.err


@pytest.mark.parametrize("name", ["csv", "xlsx", "docx", "pdf"])
def test_a_bank_is_exported(run: Callable[..., Done], folder: BankFolder, name: str) -> None:
    """In every format of ours, with the same report."""
    out = folder.path.parent / f"bank.{name}"
    done = run("export", folder.path, "--format", name, "--out", out, "--json")
    said = json.loads(done.out)
    assert (done.code, said["found"], said["rejected"]) == (0, 2, [])
    assert said["exported"] == [
        {"id": "one", "type": "single_best_answer"},
        {"id": "two", "type": "multiple_response"},
    ]
    assert out.stat().st_size > 0


def test_an_item_that_cannot_be_read_is_not_forgotten(
    run: Callable[..., Done], folder: BankFolder
) -> None:
    """It is rejected by its file, and the rest is exported."""
    folder.write("items/three.yaml", "id: three\n")
    out = folder.path.parent / "bank.csv"
    done = run("export", folder.path, "--format", "csv", "--out", out, "--json")
    said = json.loads(done.out)
    assert (done.code, said["found"]) == (1, 3)
    assert [one["id"] for one in said["rejected"]] == ["three"]


@pytest.mark.parametrize("name", ["template.xlsx", "template.csv"])
def test_the_template_is_handed_out(run: Callable[..., Done], tmp_path: Path, name: str) -> None:
    """In both forms; what it is filled with can be imported."""
    assert run("template", "--out", tmp_path / name).code == 0
    done = run("import", tmp_path / name, "--into", tmp_path / "bank", "--json")
    assert json.loads(done.out)["imported"] == []

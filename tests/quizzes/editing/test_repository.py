"""Commits of a bank that is a repository of its own."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from quizzes.editing.repository import GitFailed, commit, commits, is_root, text_at
from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from pathlib import Path

GIT = shutil.which("git") or "git"
FILE = "items/one.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A bank that is the root of a new repository."""
    made = BankFolder(tmp_path / "small-bank")
    subprocess.run([GIT, "init", "--quiet", str(made.path)], check=True)
    return made


def test_a_save_is_a_commit_of_its_author(folder: BankFolder) -> None:
    """It holds the saved file and nothing else that lies there."""
    commit(folder.path, [FILE], "Ben Adeyemi", "ben@example.edu", "one: key A → B")
    folder.change(FILE, "What is done first?", "What comes first?")
    folder.change("items/two.yaml", "Ondansetron", "Droperidol")
    commit(folder.path, [FILE], "Ada Whitfield", "ada@example.edu", "one: question reworded")
    last, first = commits(folder.path, FILE, 10)
    assert (first.by, first.subject) == ("Ben Adeyemi", "one: key A → B")
    assert (last.by, last.subject) == ("Ada Whitfield", "one: question reworded")
    assert commits(folder.path, "items/two.yaml", 10) == ()
    assert "What is done first?" in (text_at(folder.path, first.revision, FILE) or "")
    assert text_at(folder.path, first.revision, "items/none.yaml") is None


def test_words_with_other_ends_of_lines_are_one_line(folder: BankFolder) -> None:
    """A text that was pasted may hold them."""
    commit(folder.path, [FILE], "Ben", "ben@example.edu", "one: new\u2028dose\x0chere")
    assert [one.by for one in commits(folder.path, FILE, 10)] == ["Ben"]


@pytest.mark.parametrize("words", ["one\0", "one \ud800"])
def test_what_git_cannot_be_told_is_said(folder: BankFolder, words: str) -> None:
    """As what it refuses: the file is saved all the same."""
    with pytest.raises(GitFailed):
        commit(folder.path, [FILE], "Ben", "ben@example.edu", words)


def test_what_did_not_change_is_no_commit(folder: BankFolder) -> None:
    """Saving the same twice is one."""
    for _ in range(2):
        commit(folder.path, [FILE], "Ben", "ben@example.edu", "one: saved")
    assert len(commits(folder.path, FILE, 10)) == 1


def test_a_folder_inside_another_repository_is_left_alone(tmp_path: Path) -> None:
    """Only a bank that is a repository itself has a history of saves."""
    subprocess.run([GIT, "init", "--quiet", str(tmp_path)], check=True)
    assert not is_root(BankFolder(tmp_path / "small-bank").path)


def test_what_git_refuses_is_said(folder: BankFolder) -> None:
    """In its own words."""
    (folder.path / ".git" / "index.lock").touch()
    with pytest.raises(GitFailed, match="lock"):
        commit(folder.path, [FILE], "Ben", "ben@example.edu", "one: saved")

"""`manage.py check`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.manage.conftest import Done
    from tests.quizzes.folder import BankFolder


def test_a_clean_bank_ends_with_0(run: Callable[..., Done], folder: BankFolder) -> None:
    """Nothing but the count is said of it."""
    done = run("check", folder.path)
    assert done.code == 0
    assert "0 errors" in done.out
    assert "small-bank" not in done.out


def test_a_fault_names_file_line_and_repair(run: Callable[..., Done], folder: BankFolder) -> None:
    """One line a fault, and 1 as the result."""
    folder.change("items/one.yaml", "objectives: [OBJ-1]", "objectives: [OBJ-9]")
    done = run("check", folder.path)
    assert done.code == 1
    (line,) = [one for one in done.out.splitlines() if "items/one.yaml:6  error" in one]
    assert "OBJ-9" in line


def test_json_is_one_object(run: Callable[..., Done], folder: BankFolder) -> None:
    """With all fields of each problem, and nothing else on standard output."""
    folder.change("items/one.yaml", "objectives: [OBJ-1]", "objectives: [OBJ-9]")
    done = run("check", folder.path, "--json")
    problems = [one for one in json.loads(done.out)["problems"] if one["severity"] == "error"]
    assert done.code == 1
    assert set(problems[0]) == {
        "file", "line", "item", "field", "rule", "severity", "message", "fix",
    }  # fmt: skip
    assert problems[0]["item"] == "one"


def test_strict_counts_warnings(run: Callable[..., Done], folder: BankFolder) -> None:
    """A warning is 0 without and 1 with --strict."""
    folder.change("items/one.yaml", "review_due: 2028-10-01", "review_due: 2026-10-01")
    assert run("check", folder.path).code == 0
    assert run("check", folder.path, "--strict").code == 1


def test_a_missing_folder_is_wrong_use(run: Callable[..., Done], tmp_path: Path) -> None:
    """2, with the folder's name on standard error."""
    done = run("check", tmp_path / "nowhere")
    assert (done.code, done.out) == (2, "")
    assert "nowhere" in done.err


def test_without_a_folder_all_banks_are_checked(run: Callable[..., Done]) -> None:
    """The banks of this repository have no error."""
    assert run("check").code == 0


def test_a_file_name_cannot_command_the_terminal(
    run: Callable[..., Done], folder: BankFolder
) -> None:
    """Escape sequences and carriage returns are written out."""
    (folder.path / "items" / "\x1b[2J\rall good.yaml").write_text("id: x\n")
    done = run("check", folder.path)
    assert not {"\x1b", "\r"} & set(done.out)
    assert "\\u001b[2J\\u000dall good.yaml" in done.out


def test_a_node_without_the_bank_folder_says_where_it_is(
    run: Callable[..., Done], folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is checked there, with the texts that stand beside it."""
    monkeypatch.setenv("DESK", "/at-desk")
    done = run("check", folder.path)
    assert done.code == 1
    assert (
        "authors' desk, where the files of the questions are: http://127.0.0.1:8501/at-desk"
        in done.err
    )

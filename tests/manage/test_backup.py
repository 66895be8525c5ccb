"""`manage.py backup` and `restore`: out of one database and into another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.manage.conftest import Done


def test_out_and_in_again(
    run: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One object each says what was done; the heads are the same."""
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "provider.yaml").write_text("name: Example\n")
    monkeypatch.setenv("BANKS", str(tmp_path / "banks"))
    run("migrate")
    made = json.loads(run("backup", "--out", tmp_path / "out", "--json").out)
    assert not made["sealed"]
    target = f"sqlite:///{tmp_path / 'new.sqlite'}"
    came = tmp_path / "came"
    done = run("restore", made["file"], "--into", target, "--banks", came, "--json")
    said = json.loads(done.out)
    assert (said["head"], said["rows"], said["files"]) == (made["head"], made["rows"], 1)
    assert (came / "provider.yaml").read_text() == "name: Example\n"
    again = run("restore", made["file"], "--into", target)
    assert (again.code, "Name an empty one" in again.err) == (1, True)


def test_a_folder_is_needed(run: Callable[..., Done]) -> None:
    """By option or setting."""
    run("migrate")
    done = run("backup")
    assert done.code == 2
    assert "BACKUPS" in done.err


def test_a_key_that_is_none_is_refused(
    run: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than making backups that nobody sealed."""
    (tmp_path / "key").write_text("too short")
    monkeypatch.setenv("BACKUP_KEY_FILE", str(tmp_path / "key"))
    done = run("backup", "--out", tmp_path)
    assert done.code == 2
    assert "openssl rand -base64 32" in done.err

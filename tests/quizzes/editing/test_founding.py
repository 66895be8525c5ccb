"""A new bank folder: there whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.editing.founding import found

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"activity.yaml": b"id: new\n", "items/one.yaml": b"id: one\n", "media/one.png": b"-"}


def held(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, by its path inside."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_a_folder_is_written_with_all_its_files(tmp_path: Path) -> None:
    """And with a place for questions, where there are none yet."""
    assert found(tmp_path / "new", FILES)
    assert held(tmp_path / "new") == FILES
    assert found(tmp_path / "bare", {"activity.yaml": b""})
    assert (tmp_path / "bare" / "items").is_dir()


@pytest.mark.parametrize("inside", [(), ("activity.yaml",)])
def test_a_folder_that_is_there_stays(tmp_path: Path, inside: tuple[str, ...]) -> None:
    """Whether anything is in it or not; nothing else is left behind."""
    (tmp_path / "new").mkdir()
    for name in inside:
        (tmp_path / "new" / name).write_bytes(b"theirs")
    assert not found(tmp_path / "new", FILES)
    assert held(tmp_path) == {f"new/{name}": b"theirs" for name in inside}


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half a bank, and no stage beside the banks."""

    def full(handle: int) -> None:
        del handle
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        found(tmp_path / "new", FILES)
    assert list(tmp_path.iterdir()) == []

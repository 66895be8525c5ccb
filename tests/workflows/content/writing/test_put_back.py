"""What an act wrote into a bank goes with it, when the database fails before its commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.editing.opened import digest_of
from quizzes.editing.saving import put_back
from workflows.act import act

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.act import Actor


class Gone(Exception):
    """The database does not answer."""


def test_what_cannot_be_committed_is_put_back(cora: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where only the last line of the log fails; the latest is put back first."""
    called: list[str] = []

    def gone(*_given: object) -> None:
        raise Gone

    monkeypatch.setattr("storage.log.append", gone)
    with pytest.raises(Gone):
        _write(cora, called, "first", "second")
    assert called == ["second", "first"]


def test_what_is_committed_stays(cora: Actor) -> None:
    """Nothing is put back then."""
    called: list[str] = []
    _write(cora, called, "first")
    assert called == []


def _write(actor: Actor, called: list[str], *names: str) -> None:
    """Act, and say what is to be called if that comes to nothing."""
    with act(actor, "item.write") as a:
        for name in names:
            a.back.callback(called.append, name)


def test_a_file_is_put_back_as_it_was(tmp_path: Path) -> None:
    """Byte for byte; one that was not there is gone again."""
    file, new = tmp_path / "one.yaml", tmp_path / "new.yaml"
    before, after = b"\xef\xbb\xbfid: one\r\n", b"id: other\n"
    file.write_bytes(after)
    new.write_bytes(after)
    put_back(file, digest_of(after), before)
    put_back(new, digest_of(after), None)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_what_somebody_saved_since_stays(tmp_path: Path) -> None:
    """It is their work; a file that somebody removed is not brought back."""
    file = tmp_path / "one.yaml"
    file.write_bytes(b"theirs")
    put_back(file, digest_of(b"ours"), b"before")
    put_back(tmp_path / "gone.yaml", digest_of(b"ours"), b"before")
    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]

"""The command line as a person uses it, on a database of its own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

import manage
from settings import Settings
from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.clock import Clock


class Done(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    clock: Clock,
) -> Callable[..., Done]:
    """Return a function that runs one command."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'data' / 'service.sqlite'}")
    monkeypatch.delenv("APP_MODE", raising=False)
    monkeypatch.setattr(Settings, "now", lambda _settings: clock())

    def ran(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["manage.py", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            manage.run()
        out, err = capsys.readouterr()
        return Done(int(left.value.code or 0), out, err)

    return ran


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A small valid bank: change one thing in it."""
    return BankFolder(tmp_path / "small-bank")

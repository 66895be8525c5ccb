"""`manage.py boards`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import settings
from settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.manage.conftest import Done


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page on credit in a repository of its own."""
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "credit.md", tmp_path / "docs")
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    return tmp_path / "docs" / "credit.md"


def test_a_fresh_page_passes(run: Callable[..., Done], copied: Path) -> None:
    """There is nothing to write."""
    before = copied.read_text(encoding="utf-8")
    assert run("boards", "--check").code == 0
    assert run("boards").out == ""
    assert copied.read_text(encoding="utf-8") == before


def test_a_stale_page_is_told_and_then_written(run: Callable[..., Done], copied: Path) -> None:
    """--check ends with 1 and writes nothing; without it the part on the boards is made anew."""
    text = copied.read_text(encoding="utf-8")
    old = text.replace("like 1234-5678", "like 12")
    copied.write_text(old, encoding="utf-8")
    done = run("boards", "--check")
    assert (done.code, "Stale" in done.out) == (1, True)
    assert copied.read_text(encoding="utf-8") == old
    assert "Written" in run("boards").out
    assert copied.read_text(encoding="utf-8") == text

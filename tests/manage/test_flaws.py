"""`manage.py flaws`."""

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

SET = "tests/quizzes/flaws"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that holds the labelled set and no page yet."""
    shutil.copytree(ROOT / SET, tmp_path / SET)
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    return tmp_path


def test_the_page_is_written_once(run: Callable[..., Done], root: Path) -> None:
    """A second time there is nothing to write."""
    assert "Written" in run("flaws").out
    assert (root / "docs/checker.md").read_text().startswith("# The checker")
    assert run("flaws").out == ""


def test_a_stale_page_is_told_and_kept(run: Callable[..., Done], root: Path) -> None:
    """--check ends with 1 and writes nothing."""
    (root / "docs/checker.md").write_text("old")
    done = run("flaws", "--check")
    assert (done.code, "Stale" in done.out) == (1, True)
    assert (root / "docs/checker.md").read_text() == "old"


def test_a_fresh_page_passes(run: Callable[..., Done], root: Path) -> None:
    """--check ends with 0 after the page was written."""
    assert run("flaws").code == 0
    assert run("flaws", "--check").code == 0
    assert (root / "docs/checker.md").is_file()

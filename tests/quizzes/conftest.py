"""What the tests of the bank language start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A small valid bank: change one thing in it."""
    return BankFolder(tmp_path / "small-bank")

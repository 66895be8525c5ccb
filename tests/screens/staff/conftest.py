"""A bank folder, and the staff's screens of a service that has it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from screens import door
from settings import ROOT
from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reading import Drawn
    from workflows.service import Service


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A bank folder with the provider's texts and one valid bank."""
    made = BankFolder(tmp_path / "banks" / "small-bank")
    shutil.copy(ROOT / "quizzes" / "banks" / "provider.yaml", made.path.parent)
    return made


@pytest.fixture
def desk(screen: Drawn, sqlite_service: Service, folder: BankFolder) -> Drawn:
    """Screens of a service whose banks are in that folder."""
    chosen = replace(sqlite_service.settings, banks=folder.path.parent)
    door.open_with(replace(sqlite_service, settings=chosen))
    return screen

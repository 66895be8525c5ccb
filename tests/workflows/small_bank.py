"""Fixtures: a service whose bank folder holds one small bank, and an author and staff of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from settings import ROOT
from tests.people import signed_in
from tests.quizzes.folder import BankFolder

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A bank folder with the provider's texts and one valid bank."""
    made = BankFolder(tmp_path / "banks" / "small-bank")
    shutil.copy(ROOT / "quizzes" / "banks" / "provider.yaml", made.path.parent)
    return made


@pytest.fixture
def here(service: Service, folder: BankFolder) -> Service:
    """A service whose banks are in that folder."""
    return replace(service, settings=replace(service.settings, banks=folder.path.parent))


@pytest.fixture
def ben(here: Service) -> Actor:
    """An author."""
    return signed_in(here, "ben")


@pytest.fixture
def cora(here: Service) -> Actor:
    """Staff."""
    return signed_in(here, "cora")

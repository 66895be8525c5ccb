"""Services whose banks are few: none at all, or one that is written and reviewed by people."""

from __future__ import annotations

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
def quiet(service: Service, tmp_path: Path) -> Service:
    """A service without a bank, where nothing waits."""
    return replace(service, settings=replace(service.settings, banks=tmp_path / "none"))


@pytest.fixture
def office(quiet: Service) -> Actor:
    """Cora, there."""
    return signed_in(quiet, "cora")


@pytest.fixture
def bank(tmp_path: Path) -> BankFolder:
    """The small bank: Ben wrote it, Thandiwe reviews it; item one waits for her."""
    made = BankFolder(tmp_path / "banks" / "small-bank")
    provider = (ROOT / "quizzes" / "banks" / "provider.yaml").read_text(encoding="utf-8")
    text = provider.replace("approved: false", "approved: true")
    (made.path.parent / "provider.yaml").write_text(text, encoding="utf-8")
    for name, address in (("Ada Author", "ben"), ("Ben Reviewer", "thandiwe")):
        said = f"name: {name}, MD"
        made.change("activity.yaml", said, f"{said}\n    email: {address}@example.edu")
    made.change("items/one.yaml", "status: approved", "status: in_review")
    return made


@pytest.fixture
def desk_service(service: Service, bank: BankFolder) -> Service:
    """A service whose banks are in that folder."""
    return replace(service, settings=replace(service.settings, banks=bank.path.parent))

"""A bank that is written and reviewed by people who sign in, in a service that holds its folder."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from settings import ROOT
from tests.people import signed_in
from tests.quizzes.folder import BankFolder
from tests.workflows.small_bank import folder, here

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.act import Actor
    from workflows.service import Service

__all__ = ["folder", "here"]


@pytest.fixture
def reviewed_bank(tmp_path: Path) -> BankFolder:
    """The small bank: Ben is fac-ada, who wrote it; Thandiwe is fac-ben, who reviews it.

    Item one waits for its review; item two is approved in its file.
    """
    made = BankFolder(tmp_path / "banks" / "small-bank")
    shutil.copy(ROOT / "quizzes" / "banks" / "provider.yaml", made.path.parent)
    for name, address in (("Ada Author", "ben"), ("Ben Reviewer", "thandiwe")):
        said = f"name: {name}, MD"
        made.change("activity.yaml", said, f"{said}\n    email: {address}@example.edu")
    made.change("items/one.yaml", "status: approved", "status: in_review")
    return made


@pytest.fixture
def desk_service(service: Service, reviewed_bank: BankFolder) -> Service:
    """A service whose banks are in that folder."""
    chosen = replace(service.settings, banks=reviewed_bank.path.parent)
    return replace(service, settings=chosen)


@pytest.fixture
def author(desk_service: Service) -> Actor:
    """Ben, who wrote both questions."""
    return signed_in(desk_service, "ben")


@pytest.fixture
def reviewer(desk_service: Service) -> Actor:
    """Thandiwe, who reviews them."""
    return signed_in(desk_service, "thandiwe")


@pytest.fixture
def staff(desk_service: Service) -> Actor:
    """Cora, who publishes them."""
    return signed_in(desk_service, "cora")

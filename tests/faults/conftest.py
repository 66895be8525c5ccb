"""Databases as they run, with every flush: these tests are about what a disk holds."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.databases import opened
from tests.faults.nursery import Nursery, nursery

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.databases import Files


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder on a disk."""
    return tmp_path_factory.mktemp("disk")


@contextmanager
def _copied(files: Files, path: Path) -> Iterator[Engine]:
    shutil.copy(files.template, path)
    with opened(f"sqlite:///{path}") as engine:
        yield engine


@pytest.fixture
def file(files: Files, tmp_path: Path) -> Iterator[Engine]:
    """A SQLite database of its own with the service's settings."""
    with _copied(files, tmp_path / "service.sqlite") as engine:
        yield engine


@pytest.fixture(params=["file", pytest.param("postgresql", marks=pytest.mark.postgres)])
def shared(request: pytest.FixtureRequest) -> Engine:
    """A database that several processes use, once of each kind."""
    made: Engine = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="module")
def writers() -> Iterator[Nursery]:
    """Writers to kill or to race."""
    with nursery() as made:
        yield made

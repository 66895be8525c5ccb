"""Migrations: safe when several processes start at once, and they leave the triggers in place."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from storage.connect import connect, reading
from storage.migrate import migrate
from storage.tables import INSERT_ONLY, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from tests.databases import Cluster

ROOT = Path(__file__).parents[2]
SCRIPT = "import sys; from storage.connect import connect; from storage.migrate import migrate; "
SCRIPT += "migrate(connect(sys.argv[1]))"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'blank.sqlite'}"
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        with cluster.blank() as url:
            yield url


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Give an engine and dispose of it."""
    engine = connect(url)
    yield engine
    engine.dispose()


def test_three_processes_migrate_at_once(blank: str) -> None:
    """Each of three replicas that start together finds the tables, made once."""
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, blank], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    said = [start.communicate(timeout=60)[1] for start in starts]
    assert [start.returncode for start in starts] == [0, 0, 0], said
    with opened(blank) as engine:
        assert set(metadata.tables) <= set(inspect(engine).get_table_names())


def test_a_second_migration_changes_nothing(blank: str) -> None:
    """Starting again is safe, and the triggers still stand."""
    with opened(blank) as engine:
        migrate(engine)
        first = triggers(engine)
        migrate(engine)
        assert triggers(engine) == first
        assert len(first) >= len(INSERT_ONLY)


def triggers(engine: Engine) -> set[str]:
    """Return the names of all triggers."""
    statement = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with reading(engine) as connection:
        return set(connection.execute(text(statement)).scalars())


def test_the_migrations_make_the_tables_that_the_code_names(engine: Engine) -> None:
    """No column, constraint or index stands in one place only."""
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []

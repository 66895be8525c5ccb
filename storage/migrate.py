"""Bring the database's tables to the present: safe when several processes start at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from storage import triggers
from storage.connect import writing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 7_305_118


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration bound to `connection`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Upgrade to the newest revision and lay the triggers, under one lock and one transaction.

    Triggers that stand are left alone: to lay one holds its table against everybody's writing, and
    each node that is restarted comes by here.
    """
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            _wait_in_line(connection)
        command.upgrade(configuration(connection), "head")
        if any(triggers.faults(connection)):
            triggers.lay(connection)


def _wait_in_line(connection: Connection) -> None:
    """Wait for whoever migrates now, however long that takes; then no statement is cut off."""
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    connection.execute(text("SET LOCAL lock_timeout TO DEFAULT"))


def upgrade(connection: Connection, revision: str) -> None:
    """Bring the tables to a revision, without triggers; under whoever holds the database alone."""
    command.upgrade(configuration(connection), revision)


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the tables, None for none."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions(connection: Connection) -> frozenset[str]:
    """Return every revision that this version knows."""
    script = ScriptDirectory.from_config(configuration(connection))
    return frozenset(one.revision for one in script.walk_revisions())


def is_current(connection: Connection) -> bool:
    """Whether the tables are those of the newest revision."""
    newest = ScriptDirectory.from_config(configuration(connection)).get_current_head()
    return revision_of(connection) == newest

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
    """Upgrade to the newest revision and lay the triggers, under one lock and one transaction."""
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        command.upgrade(configuration(connection), "head")
        triggers.lay(connection)


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

"""The triggers that refuse to change or delete what was written once.

Alembic's batch mode on SQLite drops triggers with the old table, so they are laid again after
each migration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.tables import INSERT_ONLY, attempt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

ONCE = "attempt_submitted_once"
_EVENTS = ("update", "delete")


def lay(connection: Connection) -> None:
    """Lay every trigger afresh."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.exec_driver_sql(statement)


def missing(connection: Connection) -> tuple[str, ...]:
    """Return the triggers that should be there and are not, or are switched off."""
    if connection.dialect.name == "sqlite":
        kept = [f"{table.name}_no_{event}" for table in INSERT_ONLY for event in _EVENTS]
        wanted = [*kept, "attempt_no_delete", ONCE]
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        wanted = [*(f"{table.name}_kept" for table in (*INSERT_ONLY, attempt)), ONCE]
        found = connection.exec_driver_sql(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        )
    there = set(found.scalars())
    return tuple(name for name in wanted if name not in there)


def _keep(name: str) -> str:
    return f"rows of {name} are never changed or deleted"


def _attempt_columns() -> list[str]:
    return [f'"{column.name}"' for column in attempt.c if column.name != "submitted_at"]


def _sqlite() -> Iterator[str]:
    for table in (*INSERT_ONLY, attempt):
        for event in ("UPDATE", "DELETE"):
            if (table, event) != (attempt, "UPDATE"):
                yield from _sqlite_refusal(table, event)
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in _attempt_columns())
    yield f"DROP TRIGGER IF EXISTS {ONCE}"
    yield (
        f"CREATE TRIGGER {ONCE} BEFORE UPDATE ON attempt "
        f"WHEN NOT (OLD.submitted_at IS NULL AND NEW.submitted_at IS NOT NULL AND {same}) "
        "BEGIN SELECT RAISE(ABORT, 'an attempt is only ever submitted, once'); END"
    )


def _sqlite_refusal(table: Table, event: str) -> Iterator[str]:
    name = f"{table.name}_no_{event.lower()}"
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield (
        f'CREATE TRIGGER {name} BEFORE {event} ON "{table.name}" '
        f"BEGIN SELECT RAISE(ABORT, '{_keep(table.name)}'); END"
    )


def _postgresql() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION keep_row() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of %% are never changed or deleted', TG_TABLE_NAME; END $$"
    )
    same = " AND ".join(
        f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _attempt_columns()
    )
    yield (
        "CREATE OR REPLACE FUNCTION submit_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF OLD.submitted_at IS NULL AND NEW.submitted_at IS NOT NULL AND {same} THEN "
        "RETURN NEW; END IF; RAISE EXCEPTION 'an attempt is only ever submitted, once'; END $$"
    )
    for table in INSERT_ONLY:
        yield from _postgresql_refusal(table, "UPDATE OR DELETE OR TRUNCATE", "keep_row")
    yield from _postgresql_refusal(attempt, "DELETE OR TRUNCATE", "keep_row")
    yield f"DROP TRIGGER IF EXISTS {ONCE} ON attempt"
    yield (
        f"CREATE TRIGGER {ONCE} BEFORE UPDATE ON attempt "
        "FOR EACH ROW EXECUTE FUNCTION submit_once()"
    )


def _postgresql_refusal(table: Table, events: str, function: str) -> Iterator[str]:
    name = f"{table.name}_kept"
    yield f'DROP TRIGGER IF EXISTS {name} ON "{table.name}"'
    yield (
        f'CREATE TRIGGER {name} BEFORE {events} ON "{table.name}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )

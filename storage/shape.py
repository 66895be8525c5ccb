"""Whether the tables are those of this version, and whether each row's parents are there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

from storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

# Tables with columns, and indexes, by name: one look, whatever they hold.
COLUMNS = {
    "sqlite": "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p"
    " WHERE m.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema()",
}
INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()",
}


class Orphan(NamedTuple):
    """Rows of a table whose parents are gone."""

    table: str
    parent: str
    rows: int


def missing(connection: Connection) -> Iterator[str]:
    """Yield the columns and indexes that this version has and the database lacks."""
    dialect = connection.dialect.name
    there = {(row[0], row[1]) for row in connection.exec_driver_sql(COLUMNS[dialect])}
    for one in metadata.sorted_tables:
        for column in one.columns:
            if (one.name, column.name) not in there:
                yield f"column {column.name} of table {one.name}"
    named = set(connection.exec_driver_sql(INDEXES[dialect]).scalars())
    for name in _indexes(dialect):
        if name not in named:
            yield f"index {name}"


@cache
def _indexes(dialect: str) -> tuple[str, ...]:
    """Return the names of the indexes that a kind of database has."""
    elsewhere = {"ix_profile_group"} if dialect == "postgresql" else set()
    found = (str(one.name) for table in metadata.sorted_tables for one in table.indexes)
    return tuple(sorted(set(found) - elsewhere))


def orphans(connection: Connection) -> Iterator[Orphan]:
    """Yield where rows refer to what is not there: whoever owns the database can delete it."""
    if connection.dialect.name == "sqlite":
        counted: dict[tuple[str, str], int] = {}
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            counted[row[0], row[2]] = counted.get((row[0], row[2]), 0) + 1
        yield from (Orphan(*names, many) for names, many in counted.items())
        return
    for row in connection.execute(text(_lost())):
        yield Orphan(row.child, row.parent, row.many)


@cache
def _lost() -> str:
    """Return one statement that counts, for each reference, the rows whose parent is gone."""
    return " UNION ALL ".join(
        f"SELECT '{child}' AS child, '{parent}' AS parent, count(*) AS many"  # noqa: S608  (our names)  # nosec B608
        f' FROM "{child}" c WHERE c."{column}" IS NOT NULL AND NOT EXISTS'
        f' (SELECT 1 FROM "{parent}" p WHERE p."{key}" = c."{column}") HAVING count(*) > 0'
        for child, column, parent, key in _references()
    )


def _references() -> Iterator[tuple[str, str, str, str]]:
    """Yield table and column that refer, and table and column that they refer to."""
    for one in metadata.sorted_tables:
        for key in sorted(one.foreign_keys, key=lambda each: each.parent.name):
            yield one.name, key.parent.name, key.column.table.name, key.column.name

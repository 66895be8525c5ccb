"""The rows of a whole database: what many tests start from is written once, and copied for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import func, insert, select, text

from storage.connect import reading, writing
from storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from sqlalchemy import Connection, Engine, Table

    Rows = dict[Table, list[dict[str, Any]]]

T = TypeVar("T")


class Start(Generic[T]):
    """A state of the database that tests start from, with what the tests know of it."""

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[T, Rows]] = {}

    def reach(self, engine: Engine, make: Callable[[], T], *, when: Hashable = None) -> T:
        """Bring an empty database to it: by `make` for the first test, by a copy for the next.

        The first one counts for its kind of database and its `when`, such as the clock's moment.
        """
        key = (engine.dialect.name, when)
        if key in self._made:
            copy(engine, self._made[key][1])
        else:
            self._made[key] = (make(), rows(engine))
        return self._made[key][0]


def rows(engine: Engine) -> Rows:
    """Return all rows of the tables that have any, in the order that references allow."""
    with reading(engine) as connection:
        read = (
            (table, connection.execute(select(table).order_by(*table.primary_key)).mappings())
            for table in metadata.sorted_tables
        )
        found = {table: [dict(one) for one in every] for table, every in read}
    return {table: every for table, every in found.items() if every}


def copy(engine: Engine, held: Rows) -> None:
    """Write rows as they are into an empty database; the next ids follow on theirs."""
    with writing(engine) as connection:
        for table, every in held.items():
            connection.execute(insert(table), every)
        if connection.dialect.name == "postgresql":
            _count_on(connection, held)


def is_empty(engine: Engine) -> bool:
    """Whether nothing was done in a database, and nobody is known there."""
    tables = (metadata.tables["log"], metadata.tables["person"])
    counts = (select(func.count()).select_from(one).scalar_subquery() for one in tables)
    with reading(engine) as connection:
        return not any(connection.execute(select(*counts)).one())


def _count_on(connection: Connection, held: Rows) -> None:
    counted = ((table, table.autoincrement_column) for table in held)
    last = [
        f"setval('{table.name}_{column.name}_seq', {max(one[column.name] for one in held[table])})"
        for table, column in counted
        if column is not None
    ]
    if last:
        connection.execute(text(f"SELECT {', '.join(last)}"))

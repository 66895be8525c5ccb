"""What a text of JSON holds, asked for inside of a statement, on either database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, cast, func, literal

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection, TableValuedAlias


def value(connection: Connection, column: ColumnElement[Any], *path: str) -> ColumnElement[Any]:
    """Return a value as text.

    SQLite is told the path in the statement itself: with a parameter it would not know it again in
    an index on the same expression.
    """
    if connection.dialect.name == "postgresql":
        of_postgresql: ColumnElement[Any] = cast(column, JSON)[path].as_string()
        return of_postgresql
    return func.json_extract(column, literal(_path(*path), literal_execute=True))


def each(connection: Connection, column: Column[str], name: str) -> TableValuedAlias:
    """Return the entries of a list as rows with one column, `value`, to be joined on true().

    They come in no promised order: whoever needs one finds it in the entries.
    """
    if connection.dialect.name == "postgresql":
        entries = func.json_array_elements(cast(column, JSON)[name])
        return entries.table_valued("value", name="entry").render_derived()
    entries = func.json_each(column, literal(_path(name), literal_execute=True))
    return entries.table_valued("value", name="entry")


def _path(*names: str) -> str:
    return "$." + ".".join(f'"{one}"' for one in names)


def flag(connection: Connection, column: Column[str], name: str) -> ColumnElement[bool]:
    """Return a yes or no."""
    if connection.dialect.name == "postgresql":
        of_postgresql: ColumnElement[bool] = cast(column, JSON)[name].as_boolean()
        return of_postgresql
    return func.json_extract(column, _path(name)) == 1

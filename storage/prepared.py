"""Statements that every click runs: compiled once, and then run at the driver.

What SQLAlchemy does for each execution is ten times what SQLite does (measured); here it happens
once for each kind of database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Dialect, Result, Select

    Converter = Callable[[Any], Any]


@dataclass(frozen=True)
class _Compiled:
    """A statement in the words of one kind of database."""

    text: str
    names: tuple[str, ...]  # of its parameters, in their order
    positional: bool  # whether they have no names there
    own: dict[str, Any]  # the values that stand in the statement itself
    columns: SimpleResultMetaData
    converters: tuple[tuple[int, Converter], ...]

    def given(self, values: dict[str, Any]) -> dict[str, Any] | tuple[Any, ...]:
        values = self.own | values
        if self.positional:
            return tuple(values[name] for name in self.names)
        return {name: values[name] for name in self.names}

    def converted(self, rows: Sequence[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
        return self._each(rows) if self.converters else rows

    def _each(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            made = list(row)
            for place, convert in self.converters:
                made[place] = convert(made[place])
            yield tuple(made)


class Prepared:
    """A SELECT whose parameters are texts and numbers."""

    def __init__(self, statement: Select[Any]) -> None:
        """Compile nothing yet: the database is not known."""
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def execute(self, connection: Connection, **values: str | int) -> Result[Any]:
        """Run it in the transaction of `connection`; the driver's own errors pass through.

        Raises:
            KeyError: a value of its parameters is missing.
        """
        compiled, rows = self._fetched(connection, values)
        return IteratorResult(compiled.columns, iter(rows))

    def tuples(self, connection: Connection, **values: str | int) -> list[tuple[Any, ...]]:
        """Run it likewise, for many rows: their columns have no names."""
        return list(self._fetched(connection, values)[1])

    def _fetched(
        self, connection: Connection, values: dict[str, str | int]
    ) -> tuple[_Compiled, Iterable[tuple[Any, ...]]]:
        known = self._compiled.get(connection.dialect.name)
        compiled = known or self._compile(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(compiled.text, compiled.given(values))
            return compiled, compiled.converted(cursor.fetchall())
        finally:
            cursor.close()

    def _compile(self, dialect: Dialect) -> _Compiled:
        made = self._statement.compile(dialect=dialect)
        columns = tuple(self._statement.selected_columns)
        asked = {name for name, one in made.binds.items() if one.required}
        converters = (
            (place, one.type.dialect_impl(dialect).result_processor(dialect, None))
            for place, one in enumerate(columns)
        )
        return self._compiled.setdefault(
            dialect.name,
            _Compiled(
                text=str(made),
                names=tuple(made.positiontup or made.params),
                positional=made.positional,
                own={name: value for name, value in made.params.items() if name not in asked},
                columns=SimpleResultMetaData([str(one.key) for one in columns]),
                converters=tuple((place, one) for place, one in converters if one is not None),
            ),
        )

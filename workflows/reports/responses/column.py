"""A column of an exported table: its name and meaning stand beside what fills it.

The data dictionary is written from these, so that no column is without its line in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from documents.tables import csv_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = TypeVar("Row")
Type = Literal["integer", "decimal", "text", "boolean", "date", "json"]
PERSON = "Number in place of a person, in this export alone; the same in all its files."
ACTIVITY = "The provider's activity ID."
MONTH = "first day of the month"
HEADINGS = ("file", "column", "type", "unit", "meaning", "values")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """What a column holds; an empty cell means: not known, or not asked."""

    name: str
    type: Type
    meaning: str
    of: Callable[[Row], str]
    unit: str = ""
    values: str = ""


@dataclass(frozen=True)
class Table(Generic[Row]):
    """One file: what a line of it is, its columns, and its rows as they come."""

    file: str
    says: str
    columns: tuple[Column[Row], ...]
    rows: Callable[[], Iterator[Row]]

    def parts(self) -> Iterator[bytes]:
        """Yield the file a few lines at a time; no cell of it is run as a formula."""
        names = [one.name for one in self.columns]
        return csv_parts(names, ([one.of(row) for one in self.columns] for row in self.rows()))

    def lines(self) -> Iterator[tuple[str, ...]]:
        """Yield the table's lines of the data dictionary."""
        for one in self.columns:
            yield (self.file, one.name, one.type, one.unit, one.meaning, one.values)


def dictionary(tables: Iterable[Iterable[tuple[str, ...]]]) -> Iterator[bytes]:
    """Yield the data dictionary as a file: one line for each column of each table."""
    return csv_parts(HEADINGS, (line for table in tables for line in table))


def yes(value: object) -> str:
    """Return a truth as pandas reads it."""
    return "true" if value else "false"

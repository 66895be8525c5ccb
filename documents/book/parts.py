"""What a book is made of, before it is set: every table of it can also be a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from documents.tables import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Said:
    """A paragraph; a note stands in italics."""

    text: str
    note: bool = False


@dataclass(frozen=True)
class Head:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Pairs of a name and what is said of it."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table; `widths` are shares of the page, `file` names it where it is a file, too.

    `tail` are further rows that stand in the file and not on paper.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    file: str = ""
    empty: str = "None."
    tail: tuple[tuple[str, ...], ...] = ()
    once: bool = False  # on paper, a first cell that is like the one above is left empty

    @property
    def csv(self) -> bytes:
        """The table as a file that Excel opens: no cell of it is run as a formula."""
        return csv_text(self.headings, (*self.rows, *self.tail)).encode("utf-8-sig")


Part = Said | Head | Facts | Grid


@dataclass(frozen=True)
class Section:
    """A numbered section."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Book:
    """A title page with facts, a table of contents, and sections."""

    title: str
    subtitle: str
    provider: str
    made_on: date
    demonstration: bool
    facts: Facts
    sections: tuple[Section, ...]

    @property
    def grids(self) -> Iterator[Grid]:
        """The tables that are files, too."""
        for section in self.sections:
            yield from (one for one in section.parts if isinstance(one, Grid) and one.file)

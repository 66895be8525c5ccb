"""A table that people scan: HTML, so that keyboard and screen reader find their way in it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Column:
    """A heading; what is not needed to find somebody is left out on a phone."""

    heading: str
    phone: bool = True
    number: bool = False
    line: bool = False  # never broken: a date, a word

    @property
    def kind(self) -> str:
        """The classes that routes/theme.py knows."""
        kinds = {"wide": not self.phone, "number": self.number, "line": self.line}
        return " ".join(name for name, has in kinds.items() if has)


def table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as HTML; the first cell of each row names it. Cells are HTML already."""
    head = "".join(
        f'<th scope="col" class="{one.kind}">{escape(one.heading)}</th>' for one in columns
    )
    body = "".join(f"<tr>{_cells(columns, row)}</tr>" for row in rows)
    return (
        f'<table class="list"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def link(label: str, path: str, **query: str) -> str:
    """Return a link to another screen."""
    return f'<a href="/{path}?{escape(urlencode(query))}">{escape(label)}</a>'


def small(label: str, below: str) -> str:
    """Return a cell with a second, quieter line; `label` is HTML already."""
    return f"{label}<small>{escape(below)}</small>" if below else label


def _cells(columns: Sequence[Column], row: Sequence[str]) -> str:
    first, *rest = zip(columns, row, strict=True)
    named = f'<th scope="row" class="{first[0].kind}">{first[1]}</th>'
    return named + "".join(f'<td class="{one.kind}">{cell}</td>' for one, cell in rest)

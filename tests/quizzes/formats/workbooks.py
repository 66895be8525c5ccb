"""Excel workbooks as people fill them in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ("ID", "Stem", "Lead-in", "Option A", "Option B", "Option C", "Correct", "Explanation")


def workbook(*rows: Sequence[Any], head: Sequence[Any] = HEAD) -> Any:
    """Return a workbook with a sheet of rows."""
    book = Workbook()
    sheet: Any = book.active
    for row in (head, *rows):
        sheet.append(list(row))
    return book


def saved(book: Any) -> bytes:
    """Return a workbook's file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(content: bytes) -> Any:
    """Return the workbook of a file."""
    return load_workbook(io.BytesIO(content))

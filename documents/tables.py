"""Tables as text for spreadsheets, which may take a cell for a formula."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a comma-separated table; encode it as utf-8-sig where Excel is to open it."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return file.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs: what starts like a formula gets an apostrophe."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell

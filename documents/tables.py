"""Tables as text for spreadsheets, which may take a cell for a formula."""

from __future__ import annotations

import csv
import re
import unicodedata
from io import StringIO
from string import ascii_letters, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMULA_STARTS = frozenset("=+-@")
BELOW_ZERO = re.compile(r"-[0-9]+\.[0-9]+")  # a figure of ours, to be reckoned with: no formula
PLAIN_STARTS = frozenset(ascii_letters + digits + '"[{')  # of most cells: nothing more is looked at


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a comma-separated table; encode it as utf-8-sig where Excel is to open it."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return file.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs: what starts like a formula gets an apostrophe.

    Spreadsheets read full-width signs like plain ones, and skip what is not seen before them; a
    line end or tab may begin a cell of its own.
    """
    if cell[:1] in PLAIN_STARTS or BELOW_ZERO.fullmatch(cell):
        return cell
    seen = next((one for one in cell if not _unseen(one)), "")
    starts = unicodedata.normalize("NFKC", seen)[:1] in FORMULA_STARTS
    return f"'{cell}" if starts or (cell[:1].isspace() and cell[:1] != " ") else cell


def _unseen(character: str) -> bool:
    """Whether it is a space, a control, a mark of direction or one without any width."""
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Mn", "Zs"}

"""A table as an Excel file of text cells: no zero is dropped, no 09/10 becomes a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents.pars.excel import dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROWEST = 12  # characters


def text_sheet(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], created: datetime
) -> bytes:
    """Return a workbook of one sheet; the same input gives the same bytes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has a sheet
    sheet.title = title
    sheet.freeze_panes = "A2"
    for at, heading in enumerate(headings, 1):
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = max(len(heading), NARROWEST) + 2
    for number, row in enumerate((headings, *rows), 1):
        for at, text in enumerate(row, 1):
            _put(sheet, number, at, text)
    return dated(book, created)


def _put(sheet: Worksheet, number: int, at: int, text: str) -> None:
    """Write a cell: a text stays text, whatever it begins with."""
    cell = sheet.cell(number, at)
    cell.number_format = "@"
    if text:
        cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub(" ", text), "s"

"""The learner batch as Excel: ACCME's template to the cell, streamed in constant memory.

openpyxl makes the workbook around the records (styles, guidance, header, further sheets); the
rows of the records are written into its first sheet by hand as they come. A text is an inline
string in a cell of format Text, so that zeros stay in front, 09/10 stays 09/10, and nothing can be
taken for a formula (pitfall 8).
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from credit.states import STATES
from documents.file_names import file_name
from documents.pars.cells import aware, chunks, escaped
from documents.pars.layout import TEMPLATE, columns, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from _typeshed import ReadableBuffer

    from documents.pars.cells import Cells
    from documents.pars.layout import Column

GUIDANCE = (
    "One row for each physician, activity, board and day. Row 2 names the columns; the records "
    "begin in row 3. Record Action is Add or Delete: to correct a record, delete it and add it "
    "anew. Date of Birth is month and day as text. Please change nothing here by hand: the "
    "service knows this file by its batch."
)
DEMONSTRATION = "DEMONSTRATION, NOT FOR SUBMISSION"
FIRST = 3
"""The row of the first record."""
MOST_ROWS = 1_048_576 - FIRST + 1
"""What a sheet holds. How many rows PARS takes is not known: see docs/pars.md."""
_EPOCH = date(1899, 12, 30).toordinal()
"""Day 0 of Excel's count, after its mistake about 29 February 1900."""
_SHEET = "xl/worksheets/sheet1.xml"
_FORMATS = {"text": "@", "day": "mm/dd/yyyy", "number": "0.00"}


class TooManyRows(ValueError):
    """More records than one sheet holds."""

    def __init__(self) -> None:
        super().__init__(f"a sheet holds {MOST_ROWS} records; make smaller batches")


def named(batch: str) -> str:
    """Return the name of a batch's file."""
    return file_name("pars-learners", "xlsx", batch)


def workbook(
    packed: Iterable[str], created: datetime, *, types: int = 1, demonstration: bool = False
) -> Iterator[bytes]:
    """Yield an Excel workbook of packed records; the same input gives the same bytes.

    `types` is the most credit types that any of the records has. Raises NaiveInstant,
    TooManyTypes, TooManyRows, UnknownLayout and CharacterRefused, all while the bytes come.
    """
    shape, created = columns(types), aware(created)
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _surroundings(shape, created, demonstration=demonstration):
            with archive.open(_entry(name, created), "w") as part:
                if name != _SHEET:
                    part.write(content)
                    continue
                before, after, styles = _around_rows(content.decode())
                part.write(before)
                for some in _rows(packed, shape, styles, types):
                    part.write(some)
                    yield sink.taken()
                part.write(after)
        yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that only grows, and hands over what came since the last time."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: ReadableBuffer) -> int:
        part = bytes(data)
        self._parts.append(part)
        return len(part)

    def taken(self) -> bytes:
        found = b"".join(self._parts)
        self._parts.clear()
        return found


def _entry(name: str, created: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, created.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


# ---------------------------------------------------------------- rows


def _rows(
    packed: Iterable[str], shape: Sequence[Column], styles: Sequence[str], types: int
) -> Iterator[bytes]:
    """Yield the rows of the records, some hundred at a time."""
    sides = [
        _sides(at, one, style) for at, (one, style) in enumerate(zip(shape, styles, strict=True), 1)
    ]
    number = FIRST
    for some in chunks(packed):
        if number + len(some) > FIRST + MOST_ROWS:
            raise TooManyRows
        yield "".join(
            [_row(cells, number + at, sides, types) for at, cells in enumerate(some)]
        ).encode()
        number += len(some)


def _sides(at: int, column: Column, style: str) -> tuple[str, str, str]:
    """Return what stands before the row's number, before the value and after it."""
    start = f'<c r="{get_column_letter(at)}'
    if column.kind == "text":
        return start, f'" s="{style}" t="inlineStr"><is><t>', "</t></is></c>"
    return start, f'" s="{style}"><v>', "</v></c>"


def _row(cells: Cells, number: int, sides: Sequence[tuple[str, str, str]], types: int) -> str:
    found = row(cells, types)
    found[2] = _serial(found[2])
    filled = "".join(
        [
            f"{start}{number}{before}{escaped(value)}{after}"
            for (start, before, after), value in zip(sides, found, strict=False)
            if value
        ]
    )
    return f'<row r="{number}">{filled}</row>'


@lru_cache(maxsize=4_096)
def _serial(day: str) -> str:
    """Return "2022-06-30" as Excel counts days, "44742": whole, so that no time comes with it."""
    return str(date.fromisoformat(day).toordinal() - _EPOCH)


# ---------------------------------------------------------------- what stands around them


def _surroundings(
    shape: Sequence[Column], created: datetime, *, demonstration: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield each part of the workbook; its first sheet has one row of empty styled cells."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 - a new workbook has a sheet
    first.title = "Sheet1"
    _records(first, shape, demonstration=demonstration)
    _valid_values(book.create_sheet("ValidValues"))
    _reference(book.create_sheet("Reference"), shape)
    yield from _parts(book, created)


def dated(book: Workbook, created: datetime) -> bytes:
    """Return a small workbook that says when it was made, and nothing of now."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(book, aware(created)):
            archive.writestr(_entry(name, aware(created)), content)
    return file.getvalue()


def _parts(book: Workbook, created: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield each part of a workbook as openpyxl writes it."""
    book.properties.created = book.properties.modified = created.replace(tzinfo=None)
    book.properties.creator = "Self-assessment service"
    file = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(file, "w")).save()
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _around_rows(sheet: str) -> tuple[bytes, bytes, list[str]]:
    """Return the sheet before and after its third row, and that row's styles by column.

    How large the sheet is goes unsaid: it is not known yet, and readers believe it.
    """
    sheet = re.sub(r"<dimension [^>]*/>", "", sheet, count=1)
    before, row_of_styles, after = re.split(r'(<row r="3".*?</row>)', sheet, maxsplit=1)
    return before.encode(), after.encode(), re.findall(r' s="([0-9]+)"', row_of_styles)


def _records(sheet: Worksheet, shape: Sequence[Column], *, demonstration: bool) -> None:
    sheet.freeze_panes = "A3"
    _put(sheet, 1, 1, f"{DEMONSTRATION}. {GUIDANCE}" if demonstration else GUIDANCE)
    for at, one in enumerate(shape, 1):
        sheet.column_dimensions[get_column_letter(at)].width = max(len(one.header), 12) + 2
        _put(sheet, 2, at, one.header, bold=True)
        sheet.cell(FIRST, at).number_format = _FORMATS[one.kind]


def _valid_values(sheet: Worksheet) -> None:
    """List what is known to be valid; PARS' words for the credit types were not seen."""
    _table(sheet, 1, ["Record Action", "Add", "Delete"])
    _table(sheet, 2, ["Licensing State", *STATES.values()])


def _reference(sheet: Worksheet, shape: Sequence[Column]) -> None:
    seen = {True: f"as in {TEMPLATE}", False: "NOT VERIFIED: not seen in ACCME's template"}
    _table(sheet, 1, ["Column", *(one.header for one in shape)])
    _table(sheet, 2, ["What it holds", *(one.holds for one in shape)])
    _table(sheet, 3, ["Header", *(seen[one.seen] for one in shape)])


def _table(sheet: Worksheet, at: int, texts: Sequence[str]) -> None:
    sheet.column_dimensions[get_column_letter(at)].width = 40
    for number, text in enumerate(texts, 1):
        _put(sheet, number, at, text, bold=number == 1)


def _put(sheet: Worksheet, number: int, at: int, text: str, *, bold: bool = False) -> None:
    cell = sheet.cell(number, at, text)
    cell.number_format, cell.data_type = "@", "s"
    cell.font = Font(bold=bold)

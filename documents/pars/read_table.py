"""A table that comes back, as CSV or Excel: its rows as plain cells, its faults as values."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from openpyxl import load_workbook

from quizzes.formats.archive import opened, without_declarations
from quizzes.formats.encoding import decoded
from quizzes.formats.foreign import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


MAX_BYTES = 20_000_000
MAX_PART = 60_000_000
"""Bytes of a sheet's XML: some hundred thousand cells, which take openpyxl about ten seconds."""
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 32_767
"""Characters, as Excel allows."""
HEAD_WITHIN = 10
"""Rows in which the header is looked for: guidance may stand above it."""
IsHead = Callable[[Sequence[str]], bool]
"""Whether the texts of a row are the header."""
Cells = TypeVar("Cells")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DELIMITERS = ("\t", ";", ",", "|")


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read: where, what is wrong, and what to do about it."""

    row: int | None
    """As the spreadsheet counts; None: the file as a whole."""
    column: str
    """The header, or empty."""
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row and its number; a cell is a text, or a date where Excel holds one."""

    number: int
    cells: tuple[str | date, ...]
    fault: Fault | None = None
    """Why the row cannot be read; its cells are then empty."""


class TableRefused(Exception):
    """A file of which nothing can be read; for the readers, which make a value of it."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.fault = Fault(None, "", what, fix)


def rows(content: bytes, is_head: IsHead) -> list[Row]:
    """Return the header and the rows below it, empty ones left out.

    `is_head` recognises the header among the first rows of the first sheets. Raises TableRefused.
    """
    if len(content) > MAX_BYTES:
        what = f"The file is larger than {MAX_BYTES // 1_000_000} MB."
        raise TableRefused(what, "Ask PARS for the answers to one batch.")
    if content.startswith(_OLD_EXCEL):
        what = "The file is in Excel's format of before 2007."
        raise TableRefused(what, "Open it in Excel and save it as .xlsx.")
    try:
        found = _excel(content, is_head) if content.startswith(b"PK") else _csv(content, is_head)
    except UnreadableError as error:
        fix = "Save the file once more as CSV in UTF-8, or as .xlsx."
        raise TableRefused(str(error), fix) from None
    if not found:
        what = f"None of the first {HEAD_WITHIN} rows names the columns."
        raise TableRefused(what, "Keep the header as PARS wrote it.")
    return found


def _below(table: Iterator[Row], is_head: IsHead) -> Iterator[Row]:
    """Yield the header and what stands below it; nothing where there is no header."""
    for head in islice(table, HEAD_WITHIN):
        if is_head([str(one) for one in head.cells]):
            yield head
            yield from (one for one in table if one.fault or any(one.cells))
            return


# ---------------------------------------------------------------- CSV


def _csv(content: bytes, is_head: IsHead) -> list[Row]:
    return list(_below(_lines(content), is_head))


def _lines(content: bytes) -> Iterator[Row]:
    text = decoded(content, "the file")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in _numbered(lines):
            yield _row(number, cells)
    except csv.Error as error:
        yield _unread(number + 1, f"The line cannot be split into columns ({error}).")


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first lines most often."""
    first = "\n".join(text.splitlines()[:HEAD_WITHIN])
    return max(_DELIMITERS, key=first.count)


def _unread(number: int, what: str) -> Row:
    fix = "Open the file in a spreadsheet, correct the row, and import the file again."
    return Row(number, (), Fault(number, "", what, fix))


def _numbered(rows: Iterable[Cells]) -> Iterator[tuple[int, Cells]]:
    """Count rows from 1, whatever is in them, and refuse a table that has too many."""
    for number, cells in enumerate(rows, 1):
        if number > MAX_ROWS:
            what = f"The table has more than {MAX_ROWS:,} rows."
            raise TableRefused(what, "Ask PARS for the answers to one batch.")
        yield number, cells


def _row(number: int, cells: Sequence[str | date]) -> Row:
    """Return a row, or the fault of one that is too wide or holds too long a text."""
    filled = tuple(one.strip() if isinstance(one, str) else one for one in cells)
    if len(filled) > MAX_COLUMNS:
        return _unread(number, f"The row has more than {MAX_COLUMNS} columns.")
    if any(isinstance(one, str) and len(one) > MAX_CELL for one in filled):
        return _unread(number, f"A cell has more than {MAX_CELL:,} characters.")
    return Row(number, filled)


# ---------------------------------------------------------------- Excel


def _excel(content: bytes, is_head: IsHead) -> list[Row]:
    """Return the first sheet with a header; a bomb or huge sheet is refused before unpacking."""
    with opened(content, "the workbook") as archive:
        without_declarations(archive, "the workbook")
        if any(one.file_size > MAX_PART for one in archive.infolist()):
            what = f"A sheet of the workbook is larger than {MAX_PART // 1_000_000} MB."
            raise TableRefused(what, "Save the sheet as CSV, or ask for the answers to one batch.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that no answer needs
        tables = (list(_below(_sheet_rows(one), is_head)) for one in _sheets(content))
        return next(filter(None, tables), [])


def _sheets(content: bytes) -> list[Any]:
    # A damaged workbook makes openpyxl fail in many ways; each means the same to its owner. Nothing
    # of our own is tried here, so that no fault of ours passes for one of the file.
    try:
        return list(load_workbook(io.BytesIO(content), read_only=True).worksheets)
    except Exception:  # noqa: BLE001
        raise _damaged() from None


def _unfolded(sheet: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401 - a read-only sheet has no type
    """Yield the rows of a sheet as openpyxl unfolds them, which may fail at any of them."""
    sheet.reset_dimensions()  # what a sheet says about its size makes every row that wide
    rows = iter(sheet.iter_rows())
    while True:
        try:
            row = next(rows, None)
        except Exception:  # noqa: BLE001 - as above
            raise _damaged() from None
        if row is None:
            return
        yield row


def _damaged() -> TableRefused:
    what = "The workbook is damaged."
    return TableRefused(what, "Open it in Excel and save it once more as .xlsx.")


def _sheet_rows(sheet: Any) -> Iterator[Row]:  # noqa: ANN401 - a read-only sheet has no type
    for number, cells in _numbered(_unfolded(sheet)):
        if len(cells) > MAX_COLUMNS:
            yield _unread(number, f"The row has more than {MAX_COLUMNS} columns.")
        elif bad := next((one for one in cells if one.data_type in {"f", "e"}), None):
            kind = "a formula" if bad.data_type == "f" else f"the error {bad.value}"
            yield _unread(number, f"Cell {bad.coordinate} holds {kind}.")
        else:
            yield _row(number, [_value(one.value) for one in cells])


def _value(value: object) -> str | date:
    """Return a cell as text; a date at midnight as that day, any other time as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date() if value.time() == time.min else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

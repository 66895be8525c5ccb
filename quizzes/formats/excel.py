"""Excel: our own template with help, lists and pictures; cells are taken as they are seen."""

from __future__ import annotations

import io
import re
import warnings
from copy import copy
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from quizzes.formats.archive import holds, opened, without_declarations
from quizzes.formats.columns import UNKNOWN, Column, columns, is_head, keys_of
from quizzes.formats.comma_separated import sizes
from quizzes.formats.examples import EXAMPLES, HELP
from quizzes.formats.foreign import Format, Paper, Question, Rejected, UnreadableError, Written
from quizzes.formats.raised import lowered, raised
from quizzes.formats.rows import question
from quizzes.formats.sheet_of_items import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELL = 32_767
"""Characters that Excel itself allows in a cell."""
MAX_PART = 40_000_000
"""Bytes of a sheet's XML, which openpyxl unfolds to many times as much."""
MAX_ROWS = 20_000
MAX_COLUMNS = 200
_SHOWN_AS = re.compile(
    r"(?:#,##0|0)(?P<places>\.0+)?(?P<percent>%)?(?P<unit>(?:\"[^\"]*\"|\\.| )*)"
)
"""Number formats whose look is known: digits, decimals, percent, and a unit in quotes."""
_HEAD_WITHIN = 10
"""Rows in which the head is looked for."""
_SKIPPED = ("how to", "examples")
"""Sheets of our template that hold no questions."""
_EMPTY_ROWS = 200
"""Rows with lists and text format below the questions, to type into."""


class CellError(Exception):
    """A cell that is not what its author typed."""


def recognises(content: bytes, name: str) -> bool:
    """Whether a file is an Excel workbook."""
    del name
    return holds(content, "xl/workbook.xml")


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return the question of each row below a head, sheet by sheet. Raises UnreadableError."""
    with opened(content, name) as archive:
        without_declarations(archive, name)
        for one in archive.infolist():
            if one.filename.endswith(".xml") and one.file_size > MAX_PART:
                fault = f"This part of the workbook is larger than {MAX_PART // 1_000_000} MB."
                raise UnreadableError(name, one.filename, fault)
    sheets = [one for one in _workbook(content, name) if one.title.casefold() not in _SKIPPED]
    found = [head for one in sheets if (head := _head(one, name)) is not None]
    if not found:
        fault = "No row names the columns: Stem, Lead-in, Option A, Option B, Correct …"
        raise UnreadableError(name, "", fault)
    heads = {sheet.title: row for sheet, row in found}
    several = len(sheets) > 1
    return tuple(
        one
        for sheet in sheets
        for one in (
            _questions(sheet, heads[sheet.title], named=several)
            if sheet.title in heads
            else _without_head(sheet)
        )
    )


def write(paper: Paper) -> Written:
    """Return the items as our template in Excel, pictures in their cells."""
    rows, left_out, said = rows_of(paper)
    shown = {file: one for file, one in paper.images.items() if _is_picture(one)}
    named = {row[key] for row in rows for key in row if key.partition(":")[0] == "figure"}
    lost = [
        f"Excel cannot show {file}; send it along as a file." for file in sorted(named - {*shown})
    ]
    return Written(_template(rows, shown), left_out, (*said, *lost))


def template() -> bytes:
    """Return the empty template: help, examples, and a sheet to type into."""
    return _template([], {})


# ---------------------------------------------------------------- reading


def _workbook(content: bytes, name: str) -> list[Worksheet]:
    sheets: list[Worksheet]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that no question needs
            book = load_workbook(io.BytesIO(content), rich_text=True, data_only=False)
            sheets = list(book.worksheets)
    # A damaged workbook makes openpyxl fail in many ways; each means the same to its owner. Nothing
    # of our own is tried here.
    except Exception:  # noqa: BLE001
        fault = "The workbook is damaged. Open it in Excel and save it once more as .xlsx."
        raise UnreadableError(name, "", fault) from None
    for sheet in sheets:
        if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
            fault = f"The sheet is larger than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns."
            raise UnreadableError(name, f'sheet "{sheet.title}"', fault)
    return sheets


def _head(sheet: Worksheet, name: str) -> tuple[Worksheet, int] | None:
    del name
    for number, row in enumerate(sheet.iter_rows(max_row=_HEAD_WITHIN, values_only=True), 1):
        if is_head([str(one) if one is not None else "" for one in row]):
            return sheet, number
    return None


def _without_head(sheet: Worksheet) -> Iterator[Rejected]:
    """Say of a sheet that nothing of it could be read, if anything stands in it."""
    rows = sum(any(_is_filled(one) for one in row) for row in sheet.iter_rows(values_only=True))
    if rows:
        fault = (
            f"No row of this sheet names its columns (Lead-in, Option A, Option B, Correct …), so "
            f"its {rows} filled rows were not read. Write these titles above them."
        )
        yield Rejected(f'sheet "{sheet.title}"', fault)


def _is_filled(value: object) -> bool:
    return value is not None and bool(str(value).strip())


def _questions(sheet: Worksheet, head: int, *, named: bool) -> Iterator[Question]:
    keys = keys_of([str(one.value or "") for one in sheet[head]])
    pictures = _pictures(sheet)
    for number, row in enumerate(sheet.iter_rows(min_row=head + 1), head + 1):
        filled = any(_is_filled(one.value) for one in row)
        if filled or number in pictures:
            place = f'sheet "{sheet.title}", row {number}' if named else f"row {number}"
            yield _question(keys, row, place, pictures.get(number, []))


def _question(
    keys: Sequence[str], row: Sequence[Any], place: str, pictures: Sequence[bytes]
) -> Question:
    cells: dict[str, str] = {}
    try:
        for key, cell in zip(keys, row, strict=False):
            known = not key.startswith(UNKNOWN)
            text = _text(cell) if known else str(cell.value or "")
            if text.strip():
                cells[key] = text
    except CellError as error:
        own = next(
            (str(c.value) for k, c in zip(keys, row, strict=False) if k == "id" and c.value), None
        )
        return Rejected(place, str(error), own)
    images: dict[str, bytes] = {}
    for at, content in enumerate(pictures, 1):
        key = "figure" if at == 1 else f"figure:{at}"
        images[cells.setdefault(key, f"figure-{at}.png")] = content
    return question(cells, place, images)


def _pictures(sheet: Worksheet) -> dict[int, list[bytes]]:
    """Return the pictures of a sheet by the row that their upper left corner lies in."""
    found: dict[int, list[tuple[int, bytes]]] = {}
    for one in getattr(sheet, "_images", []):
        start = getattr(one.anchor, "_from", None)
        if start is not None:
            found.setdefault(start.row + 1, []).append((start.col, one._data()))  # noqa: SLF001 - openpyxl has no public way to a picture's bytes
    return {
        row: [data for _, data in sorted(those, key=lambda one: one[0])]
        for row, those in found.items()
    }


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl's cells
    """Return what a cell shows. Raises CellError where that is not what its author typed."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, CellRichText):
        return "".join(_run(one) for one in value)
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, str):
        return _string(cell, value)
    if isinstance(value, (datetime, date, time, timedelta)):
        message = (
            f"Cell {cell.coordinate} holds a date ({value}), which Excel may have made of "
            "something else. Format the column as Text and type it anew."
        )
        raise CellError(message)
    if isinstance(value, (int, float)):
        return _number(cell, value)
    message = f"Cell {cell.coordinate} holds a formula. Type its result as text."
    raise CellError(message)


def _string(cell: Any, value: str) -> str:  # noqa: ANN401 - openpyxl's cells
    if cell.data_type == "f":
        message = f"Cell {cell.coordinate} holds a formula ({value[:40]}). Type its result as text."
        raise CellError(message)
    if cell.data_type == "e":
        message = f"Cell {cell.coordinate} shows the error {value}. Type its text."
        raise CellError(message)
    if len(value) > MAX_CELL:
        message = f"Cell {cell.coordinate} holds more than {MAX_CELL:,} characters."
        raise CellError(message)
    return value.replace("_x000D_", "")


def _number(cell: Any, value: float) -> str:  # noqa: ANN401 - openpyxl's cells
    """Return a number as its cell shows it: 1.10 stays 1.10, 5% stays 5%, 12.50 mg keeps its unit.

    Raises CellError for a format whose look is not known here, such as a fraction.
    """
    exact, shown_as = Decimal(repr(value)), str(cell.number_format)
    if shown_as.casefold() in {"general", "@"}:
        whole = exact == exact.to_integral_value()
        return f"{exact.to_integral_value():f}" if whole else f"{exact:f}"
    found = _SHOWN_AS.fullmatch(shown_as.split(";", maxsplit=1)[0])
    if found is None or (exact < 0 and ";" in shown_as):
        message = (
            f"Cell {cell.coordinate} holds {exact:f} in the format {shown_as[:40]}, which may show "
            "something else. Format the column as Text and type what is to be read."
        )
        raise CellError(message)
    places = max(len(found["places"] or "") - 1, 0)
    rounded = round(exact * 100 if found["percent"] else exact, places)
    unit = re.sub(r"\\(.)|\"", r"\1", found["unit"])
    return f"{rounded:f}{'%' if found['percent'] else ''}{unit}"


def _run(part: str | TextBlock) -> str:
    if isinstance(part, str):
        return part
    aligned = part.font.vertAlign
    if aligned == "superscript":
        return raised(part.text)
    return lowered(part.text) if aligned == "subscript" else str(part.text)


# ---------------------------------------------------------------- writing


def _template(rows: Sequence[dict[str, str]], images: Mapping[str, bytes]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "Questions"
    _fill(sheet, rows, images, room=_EMPTY_ROWS)
    _fill(book.create_sheet("Examples"), EXAMPLES, {}, room=0)
    _help(book.create_sheet("How to"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(
    sheet: Worksheet, rows: Sequence[Mapping[str, str]], images: Mapping[str, bytes], *, room: int
) -> None:
    head = columns(*sizes(rows))
    pattern = _pattern(sheet)
    for at, one in enumerate(head, 1):
        _title(sheet, at, one, last=len(rows) + room + 1)
    for number, row in enumerate(rows, 2):
        for at, one in enumerate(head, 1):
            _put(sheet.cell(number, at), row.get(one.key, ""), pattern)
            if one.key.partition(":")[0] == "figure" and row.get(one.key) in images:
                _picture(sheet, number, at, images[row[one.key]])
    for number in range(len(rows) + 2, len(rows) + room + 2):
        for at in range(1, len(head) + 1):
            sheet.cell(number, at).number_format = "@"
    sheet.freeze_panes = "B2"


def _title(sheet: Worksheet, at: int, column: Column, *, last: int) -> None:
    cell = sheet.cell(1, at, column.title)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color="00274C")
    cell.comment = Comment(column.help, "Template", height=90, width=260)
    letter = get_column_letter(at)
    sheet.column_dimensions[letter].width = column.width
    if column.choices and last > 1:
        listed = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        listed.error = f"One of: {', '.join(column.choices)}"
        sheet.add_data_validation(listed)
        listed.add(f"{letter}2:{letter}{last}")


def _pattern(sheet: Worksheet) -> Cell:
    """Return a cell outside the sheet that looks as every cell with text does."""
    cell = Cell(sheet, row=1, column=1)
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _put(cell: Any, text: str, pattern: Any) -> None:  # noqa: ANN401 - openpyxl's cells
    """Write text as text: nothing in our template is a number, a date or a formula to Excel."""
    # Looking its style up for each cell took most of the time that a file took.
    cell._style = copy(pattern._style)  # noqa: SLF001 - openpyxl has no other way to share one
    if text:
        cell.value = text
        cell.data_type = "s"


def _picture(sheet: Worksheet, row: int, at: int, content: bytes) -> None:
    picture = Image(io.BytesIO(content))
    scale = 120 / max(picture.width, picture.height, 1)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    sheet.add_image(picture, f"{get_column_letter(at)}{row}")


def _is_picture(content: bytes) -> bool:
    try:
        Image(io.BytesIO(content))
    except (OSError, ValueError):
        return False
    return True


def _help(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
    lines = [*((one, "") for one in HELP), ("", ""), ("Column", "What it holds")]
    lines += [(one.title, one.help) for one in columns(2) if not one.key.endswith(":b")]
    pattern = _pattern(sheet)
    for number, (first, second) in enumerate(lines, 1):
        _put(sheet.cell(number, 1), first, pattern)
        _put(sheet.cell(number, 2), second, pattern)
        sheet.cell(number, 1).alignment = Alignment(wrap_text=bool(second), vertical="top")


EXCEL = Format(
    name="xlsx",
    title="Excel template",
    endings=(".xlsx",),
    recognises=recognises,
    read=read,
    write=write,
    own_ids=True,
)

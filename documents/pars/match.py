"""ACCME's pre-validation ("learner match"): people out before they are reported, findings in.

Its layout is NOT VERIFIED: the template was not seen. The columns are those of the learner
template that tell who somebody is, under the same headers; file name and first row say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from credit.states import STATES
from documents.file_names import file_name
from documents.pars.answer_map import Finding, answer_map, plain_text
from documents.pars.excel import DEMONSTRATION, dated
from documents.pars.faults import character_faults
from documents.pars.layout import COLUMNS
from documents.pars.read_table import Fault, TableRefused, rows
from documents.tables import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from documents.pars.answer_map import AnswerMap
    from documents.pars.read_table import Row

HEADERS = tuple(COLUMNS[at].header for at in (3, 4, 5, 6, 7, 9, 10))
GUIDANCE = (
    "LAYOUT NOT VERIFIED: compare the columns with ACCME's learner match template before you "
    "upload. One row for each person and board."
)
MOST = 100_000
"""People of one file; a learner match is for those of a batch."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Who somebody is, to one board or to a state."""

    given: str
    family: str
    birthday: str
    """MM/DD."""
    state: str
    """Two letters, or empty."""
    identifier: str
    """The license's number or NPI, or empty."""
    board: str
    board_id: str


@dataclass(frozen=True, slots=True)
class Match:
    """What PARS finds about one learner."""

    row: int
    learner: Learner
    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Matches:
    """All findings of a file, and every row that gives none."""

    matches: tuple[Match, ...]
    faults: tuple[Fault, ...]


class LearnerRefused(ValueError):
    """A learner with a text that no file can carry, or that a spreadsheet would compute."""

    def __init__(self, said: str) -> None:
        super().__init__(said)


def named(batch: str) -> str:
    """Return the name of a file, which says that its layout is not verified."""
    return file_name("pars-learner-match-unverified", "xlsx", batch)


def workbook(
    learners: Iterable[Learner], created: datetime, *, demonstration: bool = False
) -> bytes:
    """Return a workbook of learners, every cell a text. Raises LearnerRefused, or ValueError."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has a sheet
    sheet.title = "Sheet1"
    sheet.freeze_panes = "A3"
    _put(sheet, 1, [f"{DEMONSTRATION}. {GUIDANCE}" if demonstration else GUIDANCE])
    _put(sheet, 2, HEADERS, bold=True)
    for number, one in enumerate(learners, 3):
        if number - 2 > MOST:
            message = f"a learner match holds {MOST} people; make smaller ones"
            raise ValueError(message)
        _put(sheet, number, _cells(one))
    for at, header in enumerate(HEADERS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = max(len(header), 12) + 2
    return dated(book, created)


def _cells(one: Learner) -> tuple[str, ...]:
    """Return a learner's cells in order. Raises LearnerRefused."""
    state = STATES[one.state] if one.state else ""
    cells = (
        one.given, one.family, one.birthday, state, one.identifier, one.board, one.board_id,
    )  # fmt: skip
    for header, text in zip(HEADERS, cells, strict=True):
        for said in character_faults(header, text):
            raise LearnerRefused(said)
        if harmless(text) != text:
            said = f"{header}: it begins like a formula of a spreadsheet. Remove the first sign."
            raise LearnerRefused(said)
    return cells


def _put(sheet: Worksheet, number: int, texts: Sequence[str], *, bold: bool = False) -> None:
    for at, text in enumerate(texts, 1):
        if text:
            cell = sheet.cell(number, at, text)
            cell.number_format, cell.data_type = "@", "s"
            if bold:
                cell.font = Font(bold=True)


# ---------------------------------------------------------------- reading


def read(content: bytes, names: AnswerMap | None = None) -> Matches:
    """Return the findings in a file of CSV or Excel; whatever cannot be read is a fault in them."""
    names = names or answer_map()
    try:
        head, *below = rows(content, _is_head)
    except TableRefused as refused:
        return Matches((), (refused.fault,))
    columns = [_column(str(one), names) for one in head.cells]
    if "status" not in columns:
        what = "No column says whether a learner was matched."
        fix = "Keep the columns as PARS wrote them."
        return Matches((), (Fault(head.number, "Status", what, fix),))
    findings = names.findings()
    read_rows = [_match(one, columns, findings) for one in below]
    return Matches(
        tuple(one for one in read_rows if isinstance(one, Match)),
        tuple(one for one in read_rows if isinstance(one, Fault)),
    )


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row names at least the two names."""
    return {plain_text(one) for one in HEADERS[:2]} <= {plain_text(one) for one in cells}


def _column(header: str, names: AnswerMap) -> str:
    """Return what a column means: one of our headers, "status" or "reason"; else nothing."""
    plain = plain_text(header)
    ours = next((one for one in HEADERS if plain_text(one) == plain), "")
    meaning = names.meanings().get(plain)
    return ours or (meaning if meaning in {"status", "reason"} else None) or ""


def _match(row: Row, columns: Sequence[str], findings: Mapping[str, Finding]) -> Match | Fault:
    if row.fault:
        return row.fault
    cells = {key: _said(one) for key, one in zip(columns, row.cells, strict=False) if key}
    status = cells.get("status", "")
    finding = findings.get(plain_text(status))
    if finding is None:
        what = f'"{status[:60]}" does not say whether the learner was matched.'
        return Fault(row.number, "Status", what, "Write Matched or Not matched.")
    reason = " ".join(cells.get("reason", "").split())
    return Match(row.number, _learner(cells), finding, reason)


def _said(cell: str | date) -> str:
    """Return a cell as text; a spreadsheet that made a date of 09/10 made up the year."""
    return cell if isinstance(cell, str) else f"{cell:%m/%d}"


def _learner(cells: Mapping[str, str]) -> Learner:
    given, family, birthday, state, identifier, board, board_id = (
        cells.get(one, "") for one in HEADERS
    )
    letters = next((code for code, name in STATES.items() if state in {code, name}), "")
    return Learner(given, family, birthday, letters, identifier, board, board_id)

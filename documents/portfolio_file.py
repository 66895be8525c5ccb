"""What goes to the Portfolio Program, and what it answers: one line for a person at a board."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from documents.pars.read_table import Fault, Row, TableRefused, rows
from documents.tables import csv_text
from documents.text_sheet import text_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEADINGS = (
    "Record", "Given name", "Family name", "Name", "Board", "Certification number", "Project",
    "Role", "Completed on", "Credit year",
)  # fmt: skip
Outcome = Literal["accepted", "rejected"]
WORDS: dict[str, Outcome] = {
    "accepted": "accepted", "approved": "accepted", "yes": "accepted",
    "rejected": "rejected", "not accepted": "rejected", "denied": "rejected", "no": "rejected",
}  # fmt: skip
COLUMNS = {
    "record": ("record",),
    "answer": ("answer", "status", "outcome"),
    "reason": ("reason", "message"),
    "noticed_on": ("notice received on", "received on"),
}
RECORD = re.compile(r"([0-9a-f]{32})-([A-Z]{2,10})")


@dataclass(frozen=True)
class Line:
    """One participation as one board hears of it."""

    record: str  # the link's id, with the board
    given_name: str
    family_name: str
    name: str
    board: str
    number: str
    project: str
    role: str
    completed_on: date
    credit_year: str

    @property
    def cells(self) -> tuple[str, ...]:
        """As they stand in the file."""
        return (
            self.record, self.given_name, self.family_name, self.name, self.board, self.number,
            self.project, self.role, self.completed_on.isoformat(), self.credit_year,
        )  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What the program says of one line."""

    row: int
    participation: str
    board: str
    outcome: Outcome
    reason: str
    noticed_on: date | None


def record(participation: str, board: str) -> str:
    """Return what a line is called, in the file and in its answer."""
    return f"{participation}-{board}"


def as_csv(lines: Iterable[Line]) -> bytes:
    """Return the file as CSV that Excel reads; no cell of it runs as a formula."""
    return csv_text(HEADINGS, [one.cells for one in lines]).encode("utf-8-sig")


def as_excel(lines: Iterable[Line], made_at: datetime) -> bytes:
    """Return the file for Excel; every cell is text, so that numbers keep their zeros."""
    return text_sheet("Portfolio", HEADINGS, [one.cells for one in lines], made_at)


def answers(content: bytes) -> tuple[tuple[Answer, ...], tuple[Fault, ...]]:
    """Read answers from CSV or Excel: the lines that give one, and every fault."""
    try:
        found = rows(content, _is_head)
    except TableRefused as refused:
        return (), (refused.fault,)
    places = _places([str(one) for one in found[0].cells])
    read = [_answer(row, places) for row in found[1:]]
    good = tuple(one for one in read if isinstance(one, Answer))
    return good, tuple(one for one in read if isinstance(one, Fault))


def _is_head(cells: Sequence[str]) -> bool:
    names = {one.strip().lower() for one in cells}
    return "record" in names and not names.isdisjoint(COLUMNS["answer"])


def _places(head: Sequence[str]) -> dict[str, int]:
    names = [one.strip().lower() for one in head]
    return {
        what: next(names.index(name) for name in known if name in names)
        for what, known in COLUMNS.items()
        if any(name in names for name in known)
    }


def _answer(row: Row, places: dict[str, int]) -> Answer | Fault:
    """Return what a row says, or why it says nothing."""
    if row.fault is not None:
        return row.fault
    cells = {what: row.cells[at] if at < len(row.cells) else "" for what, at in places.items()}
    named = RECORD.fullmatch(str(cells["record"]))
    if named is None:
        what = f'"{str(cells["record"])[:60]}" is no record of a batch.'
        return Fault(row.number, "Record", what, "Keep the first column as it went out.")
    outcome = WORDS.get(" ".join(str(cells["answer"]).lower().split()))
    if outcome is None:
        what = f'"{str(cells["answer"])[:60]}" is no answer that is known.'
        return Fault(row.number, "Answer", what, "Write accepted or rejected.")
    noticed_on = _day(cells.get("noticed_on", ""))
    if noticed_on is None and cells.get("noticed_on"):
        what = f'"{str(cells["noticed_on"])[:60]}" is no day.'
        return Fault(row.number, "Notice received on", what, "Write it as 2026-12-31.")
    reason = str(cells.get("reason", ""))[:2_000]
    return Answer(row.number, named[1], named[2], outcome, reason, noticed_on)


def _day(cell: str | date) -> date | None:
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None

"""Activity records as Excel, to type from into PARS' web form: the columns are our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents.file_names import file_name
from documents.pars.activity import REGISTRATION
from documents.pars.cells import amount
from documents.pars.excel import DEMONSTRATION, dated
from documents.pars.year_end import others, physicians

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from documents.pars.activity import ActivityRecord


GUIDANCE = (
    "OUR OWN COLUMNS, no template of ACCME's. PARS takes the cumulative number of learners as of "
    "31 December; the number of the year alone is for the annual report. Started means at least "
    "one answer; each person counts once."
)
Value = str | int | Decimal | date


def named(batch: str) -> str:
    """Return the name of a file."""
    return file_name("pars-activities", "xlsx", batch)


def workbook(
    records: Iterable[ActivityRecord], created: datetime, *, demonstration: bool = False
) -> bytes:
    """Return a workbook with one row for each activity; the same input gives the same bytes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has a sheet
    sheet.title = "Activities"
    sheet.freeze_panes = "D3"
    _put(sheet, 1, 1, f"{DEMONSTRATION}. {GUIDANCE}" if demonstration else GUIDANCE)
    for at, (header, _) in enumerate(COLUMNS, 1):
        _put(sheet, 2, at, header)
        sheet.cell(2, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = max(len(header), 12) + 2
    for number, record in enumerate(records, 3):
        for at, (_, value) in enumerate(COLUMNS, 1):
            _put(sheet, number, at, value(record))
    return dated(book, created)


def _put(sheet: Worksheet, number: int, at: int, value: Value) -> None:
    """Write a cell: a text stays text, whatever it begins with."""
    cell = sheet.cell(number, at)
    if isinstance(value, str):
        cell.number_format = "@"
        if value:
            cell.value, cell.data_type = value, "s"
    else:
        cell.value = value
        cell.number_format = "mm/dd/yyyy" if isinstance(value, date) else "General"


def _by_profession(counts: Iterable[tuple[str, int]]) -> str:
    return "; ".join(f"{category} {number}" for category, number in counts)


def _support(record: ActivityRecord) -> str:
    given = [f"{one.source}: {one.amount} {one.currency}" for one in record.support]
    return "; ".join([*given, *(f"{one}: in kind" for one in record.in_kind)]) or "none"


def _boards(record: ActivityRecord) -> str:
    return "; ".join(
        f"{one.board} {amount(one.points)} ({', '.join(one.credit_types)})"
        + (f", claims until {one.claim_by:%m/%d/%Y}" if one.claim_by else "")
        for one in record.registrations
    )


def _outcomes(record: ActivityRecord) -> str:
    return "; ".join(f"{' and '.join(one.how)}: {one.measured}" for one in record.outcomes)


def _either(known: bool | None, yes: str, no: str) -> str:  # noqa: FBT001 - a value, no switch
    return "" if known is None else yes if known else no


COLUMNS: tuple[tuple[str, Callable[[ActivityRecord], Value]], ...] = (
    ("Record Action", lambda one: one.action),
    ("ACCME Activity ID", lambda one: one.accme_id),
    ("Provider Activity ID", lambda one: one.provider_activity_id),
    ("Title", lambda one: one.title),
    ("Activity Type", lambda one: one.activity_format),
    ("Delivery", lambda one: "; ".join(one.delivery)),
    ("Start Date", lambda one: one.starts),
    ("End Date", lambda one: one.ends),
    ("AMA PRA Category 1 Credits", lambda one: Decimal(one.credits) / 4),
    ("Providership", lambda one: "Joint" if one.partners else "Direct"),
    ("Joint Providers", lambda one: "; ".join(one.partners)),
    ("Commercial Support", _support),
    ("Description", lambda one: one.description),
    ("Specialties", lambda one: "; ".join(one.specialties)),
    ("Outcomes Measured", _outcomes),
    ("MOC Registrations", _boards),
    ("Content Outline", lambda one: "; ".join(f"{o.source}: {o.text}" for o in one.keywords)),
    ("Commendation", lambda one: "; ".join(one.tags)),
    ("Public List", lambda one: _either(one.public, "Yes", "No")),
    ("Fee", lambda one: one.fee or ""),
    ("Registration", lambda one: _either(one.open_to_all, *REGISTRATION)),
    ("URL", lambda one: one.url),
    ("Closed", lambda one: "Yes" if one.closed else "No"),
    ("Year", lambda one: one.counts.year),
    ("Physicians, cumulative", lambda one: physicians(one.counts.cumulative)),
    ("Other learners, cumulative", lambda one: others(one.counts.cumulative)),
    ("Physicians, in the year", lambda one: physicians(one.counts.in_year)),
    ("Other learners, in the year", lambda one: others(one.counts.in_year)),
    ("By profession, cumulative", lambda one: _by_profession(one.counts.cumulative)),
    ("By profession, in the year", lambda one: _by_profession(one.counts.in_year)),
)
"""Each column's header and what stands in it."""

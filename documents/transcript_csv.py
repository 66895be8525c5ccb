"""The transcript as a table: a line for each completion, and for each self-reported one."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from credit.amounts import as_text
from credit.self_reported import not_verified
from credit.statements import AMA_CREDITS
from documents.part4_row import NOTE
from documents.sheet import DEMONSTRATION
from documents.tables import csv_text
from documents.transcript_strips import of_credit, ordered, points_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.moc_row import MocRow
    from documents.own_row import OwnRow
    from documents.part4_row import Part4Row
    from documents.transcript_row import TranscriptRow

BEFORE = ("Completed on", "Title", "Format", "Provider", "Kind")
OF_CREDIT, OF_PARTICIPATION = (AMA_CREDITS, "MOC points"), ("Hours of participation",)
OF_PROJECTS = ("Role", "Credit year", "Part IV, awarded by the board")
AFTER = ("Self-reported amount", "Self-reported points", "Activity", "Certificate", "Note")


def transcript_csv(
    rows: Iterable[TranscriptRow],
    moc: Sequence[MocRow] = (),
    own: Iterable[OwnRow] = (),
    part4: Sequence[Part4Row] = (),
    *,
    provider: str,
) -> str:
    """Return the transcript as a table, the earliest first.

    Quality projects follow, and self-reported lines come last.

    Each type of a board's points has a column to add up, and each known cycle one that names it.
    Credit and hours of participation have columns of their own, where there are any. Nothing
    self-reported stands in a column that is added up with what was claimed here.
    """
    listed, theirs = ordered(rows), ordered(own)
    columns = _columns(listed, moc, theirs, part4)
    note = not_verified(provider)
    lines = chain(
        (_line(row, moc) for row in listed),
        (_project(row) for row in ordered(part4)),
        (_own(row, note) for row in theirs),
    )
    return csv_text(columns, (tuple(line.get(one, "") for one in columns) for line in lines))


def _columns(
    rows: Sequence[TranscriptRow],
    moc: Sequence[MocRow],
    own: Sequence[OwnRow],
    part4: Sequence[Part4Row],
) -> tuple[str, ...]:
    types = sorted({f"{one.board} {one.credit_type}" for row in rows for one in row.points})
    cycles = sorted({_cycle(one) for one in moc if one.first_year is not None})
    return (
        *BEFORE,
        *(OF_CREDIT if of_credit(rows, moc, own) else ()),
        *(OF_PARTICIPATION if any(row.kind == "participation" for row in rows) else ()),
        *types,
        *cycles,
        *(OF_PROJECTS if part4 else ()),
        *AFTER,
    )


def _cycle(row: MocRow) -> str:
    return f"{row.board} cycle"


def _line(row: TranscriptRow, moc: Sequence[MocRow]) -> dict[str, str]:
    year = row.completed_on.year
    amount = as_text(row.credits_quarters) if row.kind == "credit" else ""
    hours = as_text(row.hours_quarters) if row.hours_quarters else ""
    return {
        **_seen(row),
        "Kind": row.kind,
        AMA_CREDITS: amount,
        "MOC points": "; ".join(points_text(points) for points in row.points),
        "Hours of participation": hours,
        **{f"{one.board} {one.credit_type}": as_text(one.quarters) for one in row.points},
        **{_cycle(one): one.covers.removeprefix("cycle ") for one in moc if one.holds(year)},
        "Activity": row.activity,
        "Certificate": row.certificate or "",
        "Note": DEMONSTRATION if row.demonstration else "",
    }


def _project(row: Part4Row) -> dict[str, str]:
    return {
        "Completed on": row.completed_on.isoformat(),
        "Title": row.title,
        "Format": "quality improvement project",
        "Provider": row.provider,
        "Kind": "Part IV",
        "Role": row.role,
        "Credit year": row.credit_year,
        "Part IV, awarded by the board": "; ".join(row.awards),
        "Activity": row.record,
        "Note": DEMONSTRATION if row.demonstration else NOTE,
    }


def _own(row: OwnRow, note: str) -> dict[str, str]:
    return {
        **_seen(row),
        "Kind": "self-reported",
        "Self-reported amount": row.said,
        "Self-reported points": "; ".join(points_text(points) for points in row.points),
        "Note": note,
    }


def _seen(row: TranscriptRow | OwnRow) -> dict[str, str]:
    return {
        "Completed on": row.completed_on.isoformat(),
        "Title": row.title,
        "Format": row.format,
        "Provider": row.provider,
    }

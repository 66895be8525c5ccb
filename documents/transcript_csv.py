"""The transcript as a table: a line for each completion, and for each self-reported one."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from credit.amounts import as_text
from credit.self_reported import not_verified
from credit.statements import AMA_CREDITS
from documents.sheet import DEMONSTRATION
from documents.tables import csv_text
from documents.transcript_strips import ordered, points_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.moc_row import MocRow
    from documents.own_row import OwnRow
    from documents.transcript_row import TranscriptRow

BEFORE = ("Completed on", "Title", "Format", "Provider", "Kind", AMA_CREDITS, "MOC points")
AFTER = ("Self-reported amount", "Self-reported points", "Activity", "Certificate", "Note")


def transcript_csv(
    rows: Iterable[TranscriptRow],
    moc: Sequence[MocRow] = (),
    own: Iterable[OwnRow] = (),
    *,
    provider: str,
) -> str:
    """Return the transcript as a table, the earliest first; self-reported lines come last.

    Each type of a board's points has a column to add up, and each known cycle one that names it.
    Nothing self-reported stands in a column that is added up with what was claimed here.
    """
    listed = ordered(rows)
    types = sorted({(one.board, one.credit_type) for row in listed for one in row.points})
    cycles = sorted({(one.board, one.covers) for one in moc if one.first_year is not None})
    boards = (f"{board} {name}" for board, name in types)
    header = (*BEFORE, *boards, *(f"{board} cycle" for board, _ in cycles), *AFTER)
    return csv_text(
        header,
        chain(
            (_line(row, types, cycles, moc) for row in listed),
            (_own(row, len(types) + len(cycles), not_verified(provider)) for row in ordered(own)),
        ),
    )


def _line(
    row: TranscriptRow,
    types: Sequence[tuple[str, str]],
    cycles: Sequence[tuple[str, str]],
    moc: Sequence[MocRow],
) -> tuple[str, ...]:
    held = {(one.board, one.credit_type): as_text(one.quarters) for one in row.points}
    within = {(one.board, one.covers) for one in moc if one.holds(row.completed_on.year)}
    return (
        row.completed_on.isoformat(),
        row.title,
        row.format,
        row.provider,
        row.kind,
        as_text(row.credits_quarters) if row.kind == "credit" else "",
        "; ".join(points_text(points) for points in row.points),
        *(held.get(one, "") for one in types),
        *(one[1].removeprefix("cycle ") if one in within else "" for one in cycles),
        "",
        "",
        row.activity,
        row.certificate or "",
        DEMONSTRATION if row.demonstration else "",
    )


def _own(row: OwnRow, columns: int, note: str) -> tuple[str, ...]:
    return (
        row.completed_on.isoformat(),
        row.title,
        row.format,
        row.provider,
        "self-reported",
        "",
        "",
        *("",) * columns,
        row.said,
        "; ".join(points_text(points) for points in row.points),
        "",
        "",
        note,
    )

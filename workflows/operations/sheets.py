"""Sheets against the answers they were packed from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import attempts, sheets
from workflows.attempts.sheet import packed
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.operations.finding import Findings


def packed_answers(connection: Connection) -> Findings:
    """Every closed attempt has a sheet, and it holds what was answered."""
    for row in sheets.closed(connection):
        fault = _fault(connection, row)
        if fault:
            yield Finding(fault, f"attempt {row.public_id}")


def _fault(connection: Connection, row: Row[Any]) -> str | None:
    held = sheets.of_attempt(connection, row.edition_id, row.id)
    if held is None:
        return "It has no sheet. Run `python manage.py settle`, which packs what is missing."
    result = attempts.result_of(connection, row.id)
    anew = packed(connection, row, counted=result is not None and result.counted)
    same = (held.picks, held.seconds, held.confidence, held.texts) == (
        anew.picks,
        anew.seconds,
        anew.confidence,
        anew.texts,
    )
    return None if same else "Its sheet does not hold what was answered."

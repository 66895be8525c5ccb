"""The sheet of a closed attempt: its answers packed, beside the answers themselves.

Statistics and re-marking read nothing else. What counts in statistics is a first attempt that was
submitted in time, of somebody who is neither in control of the content nor of the office's staff.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.packed import NOT_DRAWN
from storage import attempts, people, sheets
from workflows.attempts.answers import answered, form_of
from workflows.content import frozen
from workflows.credit.eligibility import earns_credit

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from quizzes.edition import Form

LONGEST = NOT_DRAWN - 1  # seconds: eighteen hours
CONFIDENCE = {None: 0, "guess": 1, "fairly": 2, "sure": 3}
NOT_ASKED = 0xFF


@dataclass(frozen=True)
class Packed:
    """What a sheet holds."""

    first: bool
    picks: bytes
    seconds: bytes
    confidence: bytes
    texts: str


def keep(connection: Connection, row: Row[Any], *, counted: bool) -> None:
    """Write the sheet of an attempt that is closed just now."""
    held = packed(connection, row, counted=counted)
    sheets.add(
        connection,
        edition_id=row.edition_id,
        attempt_id=row.id,
        first=held.first,
        picks=held.picks,
        seconds=held.seconds,
        confidence=held.confidence,
        texts=held.texts,
    )


def packed(connection: Connection, row: Row[Any], *, counted: bool) -> Packed:
    """Pack an attempt from its answers."""
    form, rows = form_of(row), attempts.answers(connection, row.id)
    given = answered(form, rows)
    whole = {one.item_id: given.get(position) for position, one in enumerate(form.items, 1)}
    picks, texts = frozen.sheet(connection, row.edition_id).row_with_texts(whole)
    return Packed(
        first=counted and row.number == 1 and _judges(connection, row),
        picks=picks,
        seconds=_by_item(connection, row, form, _seconds(connection, row), "<u2", NOT_DRAWN),
        confidence=_by_item(
            connection,
            row,
            form,
            {position: CONFIDENCE[one.confidence] for position, one in rows.items()},
            "<u1",
            NOT_ASKED,
        ),
        texts=json.dumps(texts, ensure_ascii=False),
    )


def _judges(connection: Connection, row: Row[Any]) -> bool:
    """Whether the attempt says something of the questions: not that of those who made them."""
    manifest = frozen.manifest(connection, row.edition_id)
    staff = "staff" in people.roles_of(connection, row.person_id)
    return not staff and earns_credit(connection, row.person_id, manifest)


def _seconds(connection: Connection, row: Row[Any]) -> dict[int, int]:
    """Return the time at each position, all changes of the answer together."""
    total: Counter[int] = Counter()
    for one in attempts.every_answer(connection, row.id):
        total[one.position] += one.seconds
    return {position: min(seconds, LONGEST) for position, seconds in total.items()}


def _by_item(
    connection: Connection,
    row: Row[Any],
    form: Form,
    values: dict[int, int],
    kind: str,
    not_asked: int,
) -> bytes:
    """Put values by position into the edition's order of items."""
    at = {one.item_id: values.get(position, 0) for position, one in enumerate(form.items, 1)}
    order = frozen.sheet(connection, row.edition_id).item_ids
    return np.array([at.get(one, not_asked) for one in order], dtype=kind).tobytes()

"""Corrections against results: whoever drew a corrected question is marked by what is in force."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from quizzes.correction import SCORING, Numbered, in_force
from storage import corrections
from workflows.attempts.answers import form_of
from workflows.attempts.corrections import name_of, numbered
from workflows.attempts.marks import ResultBody
from workflows.corrections.progress import progress
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sqlalchemy import Connection, Row

    from workflows.operations.finding import Findings

CHUNK = 500
WORK = "Run `python manage.py work`, or let the background work go on."


def corrected(connection: Connection) -> Findings:
    """Every correction is followed to its end, and every result in force names what is in force."""
    own: dict[tuple[str, int], list[Row[Any]]] = {}
    for row in reversed(corrections.every(connection)):
        own.setdefault((row.item_id, row.version), []).append(row)
    for (item_id, version), rows in own.items():
        if not progress(connection, rows[-1].task_id).done:
            where = name_of(item_id, version, rows[-1].seq)
            yield Finding(
                "A correction is in force, and not everything is marked yet.", where, WORK
            )
            continue
        held = in_force(map(numbered, rows))
        yield from _results(connection, item_id, version, held)


def _results(
    connection: Connection, item_id: str, version: int, held: tuple[Numbered, ...]
) -> Findings:
    wanted = {name_of(item_id, version, one.seq) for one in held if one.correction.kind in SCORING}
    begins = name_of(item_id, version, 0)[:-1]
    for row in _attempts(connection, item_id, version):
        named = ResultBody.model_validate_json(row.body).corrections
        if {one for one in named if one.startswith(begins)} != wanted:
            what = "Its result in force was not marked by the corrections in force."
            yield Finding(what, f"attempt {row.public_id}, question {begins[:-1]}")


def _attempts(connection: Connection, item_id: str, version: int) -> Iterator[Row[Any]]:
    """Stream the closed attempts that drew an item's version, with their result in force."""
    digests = set(corrections.digests(connection, item_id, version))
    for edition in corrections.editions_with(connection, item_id, version):
        rows = corrections.packed(connection, edition.id)
        while some := [row.attempt_id for row in islice(rows, CHUNK)]:
            for row in corrections.in_force_of(connection, some).values():
                if any(one.digest in digests for one in form_of(row).items):
                    yield row

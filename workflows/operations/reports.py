"""Reports to PARS against the claims: what is claimed is queued, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import pars
from workflows.operations.finding import Finding
from workflows.pars.queue import by_subject, standing
from workflows.pars.reported import Reported, due

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.operations.finding import Findings

CHUNK = 500
QUEUE = "Run `python manage.py pars queue`; if it stays, tell whoever maintains the service."
TELL = "Tell whoever maintains the service before the next batch is made."


def reports(connection: Connection) -> Findings:
    """Each record's states follow each other, and the records say what the claims say."""
    for row in pars.broken_events(connection):
        yield Finding("The states of a record do not follow each other.", f"pars_record {row.id}")
    after = 0
    while rows := pars.claimed_after(connection, after, CHUNK):
        yield from _compared(connection, rows)
        after = rows[-1].id


def _compared(connection: Connection, rows: list[Row[Any]]) -> Findings:
    ids = [row.id for row in rows]
    claims: dict[int, dict[str, Row[Any]]] = {one: {} for one in ids}
    for claim in pars.claims_of(connection, ids):
        claims[claim.completion_id][claim.kind] = claim
    records: dict[int, list[Row[Any]]] = {one: [] for one in ids}
    for record in pars.of_completions(connection, ids):
        records[record.completion_id].append(record)
    for row in rows:
        wanted = due(claims[row.id], row.completed_on)
        written = by_subject(records[row.id])
        for subject in sorted({*wanted, *written}):
            there = standing(written.get(subject, []))
            says = None if there is None else Reported.model_validate_json(there.body)
            if says != wanted.get(subject):
                yield _finding(subject, row, says, wanted.get(subject))


def _finding(
    subject: str, row: Row[Any], says: Reported | None, wanted: Reported | None
) -> Finding:
    where = f"completion {row.public_id}, {subject}"
    if says is None:
        return Finding("Something is claimed and not queued for PARS.", where, QUEUE)
    if wanted is None:
        return Finding("Something is queued for PARS and not claimed.", where, TELL)
    return Finding("What is queued for PARS differs from what is claimed.", where, TELL)

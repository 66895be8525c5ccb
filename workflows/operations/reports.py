"""Reports to PARS against the claims: what is claimed is queued, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import pars, pars_batch, pars_proof
from workflows.operations.erasures import erased
from workflows.operations.finding import Finding
from workflows.pars.batch import Cover
from workflows.pars.packing import batch_digest, record_digest
from workflows.pars.queue import by_subject, standing
from workflows.pars.reported import Reported, due

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.operations.finding import Findings

CHUNK = 500
QUEUE = "Run `python manage.py pars queue`; if it stays, tell whoever maintains the service."
TELL = "Tell whoever maintains the service before the next batch is made."


def reports(connection: Connection) -> Findings:
    """States follow each other, batches are whole, and the records say what the claims say."""
    for row in pars_proof.broken_events(connection):
        yield Finding("The states of a record do not follow each other.", f"pars_record {row.id}")
    yield from _packed(connection)
    yield from _batches(connection)
    after = 0
    while rows := pars_proof.claimed_after(connection, after, CHUNK):
        yield from _compared(connection, rows)
        after = rows[-1].id


def _packed(connection: Connection) -> Findings:
    """What went into a batch is as it was then, or was erased on request."""
    gone = erased(connection)
    for row in pars_proof.every_packed(connection):
        where = f"pars_packed, record_id {row.record_id}, seq {row.seq}"
        if row.body is None:
            if ("pars_packed", (row.record_id, row.seq)) not in gone:
                yield Finding("A record of a batch is gone.", where)
        elif record_digest(row.salt, row.body) != row.packed:
            yield Finding("A record was changed after it was put into a batch.", where)
    for row in pars_proof.packed_without_event(connection):
        where = f"pars_packed, record_id {row.record_id}, seq {row.seq}"
        yield Finding("A record was never put into a batch.", where)


def _batches(connection: Connection) -> Findings:
    """The digest of each batch is that of its records; credit that was erased leaves a gap."""
    gone = sum(name == "pars_record" for name, _key in erased(connection))
    for row in pars_batch.every(connection):
        there = list(pars_batch.digests(connection, row.id))
        missing = row.records - len(there)
        whole = not missing and batch_digest(there) == Cover.model_validate_json(row.body).digest
        if not whole and not 0 < missing <= gone:
            what = "The records of a batch are not those it was made of."
            yield Finding(what, f"pars_batch {row.id}")


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

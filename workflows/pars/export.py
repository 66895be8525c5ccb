"""The file of a batch: the same bytes each time, streamed without a lock and in constant memory.

What a batch holds never changes but for what is taken out of it before it is sent, so each page is
read in a short transaction of its own, and a slow download keeps nothing open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from documents.pars import excel, learner_report, tab, xml
from documents.pars.record import Sender
from documents.text_sheet import TYPE as EXCEL
from storage import erasing, pars_batch
from storage.connect import reading
from workflows.act import act, view
from workflows.pars.batch import Cover
from workflows.pars.packing import batch_digest, record_digest
from workflows.pars.refusals import Cancelled, Tampered

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Row

    from workflows.act import Actor

PAGE = 5_000
TYPES = {
    "excel": EXCEL,
    "tab": "text/tab-separated-values; charset=utf-8",
    "xml": "application/xml",
    "json": "application/json",
}


@dataclass(frozen=True)
class File:
    """A batch's file: its name, its media type, and its bytes as they come."""

    name: str
    media_type: str
    parts: Iterator[bytes]


def export(actor: Actor, batch: str) -> File:
    """Return the file of a batch; who took it is logged, with the digest of its records.

    Raises:
        Cancelled: the batch was taken back.
        Tampered: its records are not those that it was made of.
    """
    erased = _require_whole(actor, batch)
    with act(actor, "batch.print", on=("pars_batch", batch)) as a:
        if not pars_batch.unsent(a.connection, a.on.id) and not pars_batch.was_sent(
            a.connection, a.on.id
        ):
            raise Cancelled
        cover = Cover.model_validate_json(a.on.body)
        out = len(pars_batch.taken_out(a.connection, a.on.id))
        a.data.update(form=a.on.form, records=a.on.records - out - erased, digest=cover.digest)
        if out:
            a.data["taken_out"] = out
    packed = pages(actor.service.engine, a.on.id)
    name, parts = _written(a.on, cover, packed)
    return File(name, TYPES[a.on.form], parts)


def _require_whole(actor: Actor, batch: str) -> int:
    """Hold every record against its digest, and the digests against the batch's.

    Returns how many were erased since, on the request of the person. Which those are doctor proves.
    """
    with view(actor, "batch.print", on=("pars_batch", batch)) as a:
        there = list(pars_batch.digests(a.connection, a.on.id))
        gone = int(a.on.records) - len(there)
        forgotten = next(erasing.every(a.connection), None) is not None
        cover = Cover.model_validate_json(a.on.body)
        if not (gone > 0 and forgotten) and batch_digest(there) != cover.digest:
            raise Tampered
        for row in _rows(a.connection, a.on.id):
            if row.body is None and erasing.of_record(a.connection, row.record_id):
                gone += 1
            elif row.body is None or record_digest(row.salt, row.body) != row.packed:
                raise Tampered
        return gone


def pages(engine: Engine, batch_id: int) -> Iterator[str]:
    """Yield the packed records of a batch in the order of their inner ids."""
    after = 0
    while True:
        with reading(engine) as connection:
            page = pars_batch.bodies(connection, batch_id, after, PAGE)
        if not page:
            return
        after = page[-1][0]
        yield from (body for _, body in page)


def _rows(connection: Connection, batch_id: int) -> Iterator[Row[Any]]:
    after = 0
    while page := pars_batch.packed(connection, batch_id, after, PAGE):
        yield from page
        after = page[-1].record_id


def _written(batch: Row[Any], cover: Cover, packed: Iterator[str]) -> tuple[str, Iterator[bytes]]:
    """Return the file's name and its parts; a demonstration says so already in the name."""
    name = f"{'demonstration-' if cover.demonstration else ''}{batch.public_id[:12]}"
    sender = Sender(cover.provider, cover.provider_id, cover.domain)
    if batch.form == "excel":
        return excel.named(name), excel.workbook(
            packed, batch.at, types=cover.types, demonstration=cover.demonstration
        )
    if batch.form == "tab":
        return tab.named(name), tab.lines(
            packed, types=cover.types, demonstration=cover.demonstration
        )
    if batch.form == "xml":
        return xml.named(name), xml.report(
            packed,
            sender,
            batch.at,
            (cover.first, cover.last),
            birth_year=cover.birth_year,
        )
    return learner_report.named(name), learner_report.report(
        packed, sender, batch.at, birth_year=cover.birth_year
    )

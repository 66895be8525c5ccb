"""Published content against its digests: items, figures, texts, editions and their terms."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from quizzes.edition import Manifest, Terms
from storage import proof
from workflows.content import compose
from workflows.content.frozen import text_digest
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.operations.finding import Findings


def content(connection: Connection) -> Findings:
    """What was published is what is named by its digest."""
    what = "Its content is not what its digest names."
    for row in proof.items(connection):
        if text_digest(row.body) != row.digest:
            yield Finding(what, f"item {row.item_id}, digest {row.digest}")
    kinds = (("figure", proof.figures(connection)), ("attachment", proof.attachments(connection)))
    for kind, rows in kinds:
        for row in rows:
            if hashlib.sha256(row.bytes).hexdigest() != row.digest:
                yield Finding(what, f"{kind} {row.digest}")
    for row in proof.texts(connection):
        if text_digest(row.body) != row.digest:
            yield Finding(what, f"text {row.digest}")


def editions(connection: Connection) -> Findings:
    """Each edition's digest covers its manifest and items, and its activity keeps its terms."""
    for row in proof.editions(connection):
        where = f"edition {row.number} of {row.slug}.{row.period}"
        items = proof.edition_items(connection, row.id)
        if compose.sha256(row.manifest, items) != row.sha256:
            yield Finding("Its content is not what its digest names.", where)
        elif not _keeps_terms(row):
            yield Finding("Its activity has other terms or dates than were published.", where)


def _keeps_terms(row: Row[Any]) -> bool:
    published = Manifest.model_validate_json(row.manifest).terms
    dates = published.accreditation
    return Terms.model_validate_json(row.terms) == published and (
        row.released,
        row.expires,
        row.claim_by,
    ) == (dates.release_date, dates.expiration_date, dates.claim_by)

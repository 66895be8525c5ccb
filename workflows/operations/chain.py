"""The log as a chain: each line holds the hash of the one before, and certificates its heads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from storage import log, proof
from workflows.credit.issue import HEAD
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.operations.finding import Findings


def chain(connection: Connection) -> Findings:
    """No line is missing between two others, and none was changed."""
    for fault in log.faults(connection):
        yield Finding(fault, "log")


def anchors(connection: Connection) -> Findings:
    """Every head of the log that a certificate carries still stands in the log.

    Whoever cuts the end of the log off, or writes it anew, leaves a chain that is whole in itself;
    the papers that physicians hold tell of it.
    """
    for rows in proof.certificates(connection):
        heads = {row.public_id: str(json.loads(row.payload)["log_head"]) for row in rows}
        there = log.heads_among(connection, set(heads.values()), HEAD)
        # The first certificate of a database may stand on an empty log.
        for public_id, head in heads.items():
            if head not in there | {log.START[:HEAD]}:
                what = f"The log holds no line {head}…, which this certificate was issued after."
                yield Finding(what, f"certificate {public_id}")

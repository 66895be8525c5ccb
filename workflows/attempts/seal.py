"""The digest that ties every answer of an attempt, the changed ones too, into the log's chain."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from storage import attempts

if TYPE_CHECKING:
    from sqlalchemy import Connection


def seal(connection: Connection, attempt_id: int) -> str:
    """Return the SHA-256 over all rows of answers of an attempt."""
    lines = [
        [row.position, row.seq, row.value, row.confidence, row.seconds, row.at.isoformat()]
        for row in attempts.every_answer(connection, attempt_id)
    ]
    return hashlib.sha256(json.dumps(lines).encode()).hexdigest()

"""Tell those who were taught otherwise: a message each, and a notice at their next visit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from scoring.packed import NOT_DRAWN, NOTHING
from storage import corrections, outbox, people
from workflows.attempts.corrections import name_of
from workflows.content import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from sqlalchemy import Row

    from storage.corrections import Packed
    from workflows.act import Act

KIND = "changed-answer"


def tell(a: Act, row: Row[Any], drew: Iterable[Packed]) -> int:
    """Put one message for each person who was shown what was right before; return how many."""
    shown = [one.attempt_id for one in drew if _saw(one.picks)]
    told = 0
    for attempt in corrections.submitted_by(a.connection, shown, row.at):
        known = people.by_id(a.connection, attempt.person_id)
        subject = f"person:{known.public_id}:{name_of(row.item_id, row.version, row.seq)}"
        facts = {
            "activity": frozen.activity_key(a.connection, attempt.activity_id),
            "path": f"/result?attempt={attempt.public_id}",
        }
        told += outbox.put(
            a.connection,
            subject=subject,
            kind=KIND,
            person_id=attempt.person_id,
            body=json.dumps(facts),
            due_at=a.at,
            now=a.at,
        )
    return told


def _saw(picks: bytes) -> bool:
    """Whether anything was answered: without an answer nothing is shown of what is right."""
    values = np.frombuffer(picks, dtype="<u2")
    return bool(((values != NOTHING) & (values != NOT_DRAWN)).any())

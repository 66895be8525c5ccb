"""Late answers that contradict what is in force: what they are about waits until staff decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import pars, tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

CONTRADICTION = "pars-answer"
"""The kind of task in which a late contradictory answer waits for staff."""


def undecided(connection: Connection) -> frozenset[tuple[int, str]]:
    """Return the reports, by completion and subject, of which it is not clear what PARS holds."""
    waiting = [
        one.about.partition(":")[2]
        for one in tasks.of_kind(connection, CONTRADICTION)
        if one.state is None
    ]
    rows = pars.by_public_ids(connection, waiting)
    return frozenset((row.completion_id, row.subject) for row in rows)


def tasks_about(connection: Connection, record: str) -> Sequence[int]:
    """Return the open contradictions about a record, by the inner ids of their tasks."""
    return [
        one.id
        for one in tasks.about(connection, f"pars_record:{record}")
        if one.kind == CONTRADICTION and one.state is None
    ]

"""Exported tables of commitments to change and of what became of them: self-reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credit.following_up import asked_on
from storage import exports
from workflows.commitments.meant import BARRIERS, STATES
from workflows.reports.committed import DAYS
from workflows.reports.responses.column import ACTIVITY, MONTH, PERSON, Column, Table
from workflows.reports.responses.ground import month_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from workflows.reports.responses.ground import Ground

WHAT = {
    "body": "commitment",
    "obstacle": "what stood in the way",
    "effect": "what changed for patients",
}


def commitments(g: Ground) -> Table[Row[Any]]:
    """Return the table of commitments, without their words."""
    return Table(
        "commitments.csv",
        "One line for each commitment to change, as its author says; no measure of practice",
        (
            Column("person", "integer", PERSON, lambda row: g.persons.number(row.person_id)),
            Column("activity", "text", ACTIVITY, lambda row: g.key(row.activity_id)),
            Column("completed", "date", "Month of the completion.",
                   lambda row: month_of(row.completed_on), MONTH),
            Column("asked", "date", f"Month of the question what became of it, {DAYS} days later.",
                   lambda row: month_of(asked_on(row.completed_on)), MONTH),
            Column("objective", "text", "Objective whose words it is in; empty: own words.",
                   lambda row: row.objective or ""),
            Column("state", "text", "What became of it (self-report); empty: not answered.",
                   lambda row: row.state or "", values=" | ".join(STATES)),
            Column("barriers", "text", "What stood in the way (self-report), with semicolons"
                   " between.", lambda row: "; ".join((row.barriers or "").split()),
                   values=" | ".join(BARRIERS)),
        ),
        lambda: exports.commitments(g.connection, g.ids),
    )  # fmt: skip


def commitment_texts(g: Ground) -> Table[tuple[int, str, str]]:
    """Return the table of words, with no number of a person and in the order of what they say."""

    def rows() -> Iterator[tuple[int, str, str]]:
        found = [
            (row.activity_id, what, str(getattr(row, column)))
            for row in exports.commitments(g.connection, g.ids)
            for column, what in WHAT.items()
            if getattr(row, column)
        ]
        yield from sorted(found)

    return Table(
        "commitment_texts.csv",
        "One line for each text about a change, with no number of a person",
        (
            Column("activity", "text", ACTIVITY, lambda one: g.key(one[0])),
            Column("what", "text", "What it is about.", lambda one: one[1],
                   values=" | ".join(WHAT.values())),
            Column("text", "text", "What was written. It may name somebody: read it before you pass"
                   " it on.", lambda one: one[2]),
        ),
        rows,
    )  # fmt: skip

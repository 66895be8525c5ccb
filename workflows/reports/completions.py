"""Completions for the school's other platform: one line for each claim in force, as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credit.amounts import as_text
from credit.completion import CME
from documents.tables import csv_text
from storage import content, reporting
from workflows.act import act
from workflows.content import frozen
from workflows.credit.snapshot import ClaimSnapshot
from workflows.pars import grounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.pars.fitness import Learner

HEADINGS = (
    "Activity", "ACCME activity ID", "Name", "E-mail", "Completed on",
    "AMA PRA Category 1 Credits claimed", "Participation", "Board", "Board ID", "Credit type",
    "Points", "Note",
)  # fmt: skip
DEMONSTRATION = "Demonstration, not for submission"


def export(actor: Actor, key: str) -> bytes:
    """Return who completed the activity `key` and what they claimed, as CSV; it is logged.

    A board stands in it, with the person's number, only while the person agrees to the report.
    """
    with act(actor, "completions.print", on=("activity", key)) as a:
        rows = reporting.claims(a.connection, a.on.id)
        people = grounds.learners(a.connection, {row.person_id for row in rows})
        shown = [row for row in rows if _may_leave(row, people[row.person_id])]
        a.data.update(claims=len(shown), without_consent=len(rows) - len(shown))
        return csv_text(HEADINGS, _lines(a, shown)).encode("utf-8-sig")


def _may_leave(row: Row[Any], of: Learner) -> bool:
    """Whether a claim may leave: what the person said last counts, in whichever account."""
    return row.kind == CME or row.kind.partition(":")[0] in of.consents


def _lines(a: Act, rows: list[Row[Any]]) -> Iterator[tuple[str, ...]]:
    activity = frozen.activity_key(a.connection, a.on.id)
    accme = content.registrations(a.connection, a.on.id).get("ACCME")
    addresses = reporting.addresses(a.connection, a.on.id)
    demonstration = frozen.terms(a.connection, a.on.id).demonstration
    for row in rows:
        held = ClaimSnapshot.model_validate_json(row.snapshot)
        yield (
            activity,
            accme.value if accme is not None else "",
            held.legal_name,
            addresses.get(row.person_id, ""),
            row.completed_on.isoformat(),
            *_amounts(row, held),
            DEMONSTRATION if demonstration or a.actor.service.settings.demo else "",
        )


def _amounts(row: Row[Any], held: ClaimSnapshot) -> tuple[str, ...]:
    """Return credit, participation, board, its number, type and points: each claim has its own."""
    amount = as_text(row.quarters)
    if held.board is not None:
        return ("", "", held.board, held.diplomate_id or "", held.credit_type or "", amount)
    return (amount, "", "", "", "", "") if held.physician else ("", amount, "", "", "", "")

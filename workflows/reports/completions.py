"""Completions for the school's other platform: one line for each claim in force, as Excel.

It says who somebody is now, not when they claimed: the other platform reports to boards and states
that compare with what they hold today. What identifies a person there, and the board's points, it
holds only while the person agrees to that report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credit.amounts import as_text
from credit.completion import CME
from credit.states import STATES
from documents.text_sheet import text_sheet
from storage import reporting
from workflows.act import act
from workflows.credit.snapshot import ClaimSnapshot
from workflows.pars import grounds
from workflows.pars.reported import consent_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.pars.fitness import Learner

HEADINGS = (
    "Activity", "ACCME activity ID", "Name", "E-mail", "Completed on", "First name", "Last name",
    "Date of birth (MM/DD)", "Licensing state", "Licensing ID or NPI",
    "AMA PRA Category 1 Credits claimed", "Participation", "Board", "Board ID", "Credit type",
    "Points", "Note",
)  # fmt: skip
DEMONSTRATION = "Demonstration, not for submission"


def export(actor: Actor, key: str) -> bytes:
    """Return who completed the activity `key` and what they claimed, as Excel; it is logged."""
    with act(actor, "completions.print", on=("activity", key)) as a:
        rows = reporting.claims(a.connection, a.on.id)
        learners = grounds.learners(a.connection, {row.person_id for row in rows})
        shown = [row for row in rows if row.kind == CME or _agrees(row, learners[row.person_id])]
        a.data.update(claims=len(shown), without_consent=len(rows) - len(shown))
        return text_sheet("Completions", HEADINGS, _lines(a, shown, learners), a.at)


def _agrees(row: Row[Any], learner: Learner) -> bool:
    return consent_scope(row.kind) in learner.consents


def _lines(a: Act, rows: list[Row[Any]], learners: dict[int, Learner]) -> Iterator[tuple[str, ...]]:
    activity = grounds.activity(a.connection, a.on.id)
    addresses = reporting.addresses(a.connection, a.on.id)
    demo = activity.demonstration or a.actor.service.settings.demo
    for row in rows:
        learner = learners[row.person_id]
        yield (
            activity.key,
            activity.accme,
            learner.profile.legal_name,
            addresses.get(row.person_id, ""),
            row.completed_on.isoformat(),
            *(_identity(row, learner) if _agrees(row, learner) else ("",) * 5),
            *_amounts(row, learner),
            DEMONSTRATION if demo else "",
        )


def _identity(row: Row[Any], learner: Learner) -> tuple[str, ...]:
    """Return names, birthday, state and number as PARS asks for them.

    A board finds its diplomate by its own ID: the license goes with credit alone.
    """
    known = learner.profile
    board_id = row.kind != CME and known.board_ids.get(consent_scope(row.kind))
    held = known.licenses[0] if known.licenses and not board_id else None
    number = (held.number if held is not None else "") or ("" if board_id else known.npi)
    state = STATES.get(held.state, held.state) if held is not None else ""
    birthday = known.birthday.replace("-", "/")
    return known.given_name, known.family_name, birthday, state, number


def _amounts(row: Row[Any], learner: Learner) -> tuple[str, ...]:
    """Return credit, participation, board, its number, type and points: each claim has its own."""
    held = ClaimSnapshot.model_validate_json(row.snapshot)
    amount = as_text(row.quarters)
    if held.board is not None:
        number = learner.profile.board_ids.get(held.board, "")
        return ("", "", held.board, number, held.credit_type or "", amount)
    return (amount, "", "", "", "", "") if held.physician else ("", amount, "", "", "", "")

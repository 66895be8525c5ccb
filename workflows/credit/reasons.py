"""Why each claim in force is what it is: by its board's rule, or because the office set it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from credit import boards
from credit.amounts import quarters
from credit.completion import CME, most_points
from credit.why import Reason, why_credit, why_points
from workflows.credit.said import credit_said, points_said
from workflows.credit.snapshot import ClaimSnapshot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Row

    from quizzes.edition import Terms


@dataclass(frozen=True)
class Explained:
    """An amount in words and the steps that lead to it."""

    what: str
    reasons: tuple[Reason, ...]


def explained(
    claims: Mapping[str, Row[Any]], terms: Terms, completed_on: date
) -> tuple[Explained, ...]:
    """Return why each claim in force is so much, credit first; of a physician at the claim."""
    kinds = sorted(claims, key=lambda kind: (kind != CME, kind))
    return tuple(
        _explained(kind, claims, terms, completed_on) for kind in kinds if _is_credit(claims[kind])
    )


def _is_credit(row: Row[Any]) -> bool:
    return row.quarters > 0 and ClaimSnapshot.model_validate_json(row.snapshot).physician


def _explained(
    kind: str, claims: Mapping[str, Row[Any]], terms: Terms, completed_on: date
) -> Explained:
    row = claims[kind]
    if kind == CME:
        steps = why_credit(row.quarters, quarters(terms.accreditation.credits))
        return Explained(credit_said(row.quarters, physician=True), (*steps, *_corrected(row)))
    snapshot = ClaimSnapshot.model_validate_json(row.snapshot)
    what = points_said(row.quarters, snapshot.board or "", snapshot.credit_type or "")
    plan = next((one for one in terms.boards if f"{one.board}:{one.credit_type}" == kind), None)
    claimed = claims[CME].quarters if CME in claims else 0
    known = (terms.boards, claimed, boards.load(), completed_on)
    if plan is None or most_points(plan, *known) != row.quarters:
        # No rule gives this amount: a person did, and said why.
        return Explained(what, _corrected(row) or (Reason("The office set this amount."),))
    return Explained(what, (*why_points(plan, *known), *_corrected(row)))


def _corrected(row: Row[Any]) -> tuple[Reason, ...]:
    return (Reason(f"Corrected by the office: {row.reason}"),) if row.reason else ()

"""How claims are said in words: the AMA's phrase for physicians only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credit.amounts import as_text, participation_hours
from credit.completion import CME
from credit.statements import ama_credits
from workflows.credit.snapshot import ClaimSnapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from documents.payload import CertificatePayload


def credit_said(quarters: int, *, physician: bool) -> str:
    """Return "0.75 AMA PRA Category 1 Credits™", or hours of participation."""
    if physician:
        return ama_credits(quarters)
    return participation_hours(quarters)


def points_said(quarters: int, board: str, credit_type: str) -> str:
    """Return "0.75 ABIM Medical Knowledge points"."""
    return f"{as_text(quarters)} {board} {credit_type} points"


def certified(payload: CertificatePayload) -> tuple[str, ...]:
    """Return each thing a certificate gives."""
    if payload.kind == "participation":
        hours = payload.hours_quarters
        return (credit_said(hours, physician=False) if hours else "Participation",)
    points = (points_said(one.quarters, one.board, one.credit_type) for one in payload.points)
    if payload.kind == "completion":
        return tuple(points)
    return credit_said(payload.credits_quarters, physician=True), *points


def claimed(claims: Mapping[str, Row[Any]]) -> tuple[str, ...]:
    """Return each claim in force in words, credit first."""
    first = sorted(claims, key=lambda kind: (kind != CME, kind))
    return tuple(_said(claims[kind]) for kind in first if claims[kind].quarters)


def _said(row: Row[Any]) -> str:
    snapshot = ClaimSnapshot.model_validate_json(row.snapshot)
    if snapshot.board is None:
        return credit_said(row.quarters, physician=snapshot.physician)
    return points_said(row.quarters, snapshot.board, snapshot.credit_type or "")

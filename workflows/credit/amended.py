"""How claims came to be what they are: each amendment with the amount before, why, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from storage import corrections, pars, tasks
from workflows.credit.amendment import KIND, Amendment, of_correction
from workflows.credit.said import claimed
from workflows.desk.decision import CONFIRMED
from workflows.people.profile import latest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Row


@dataclass(frozen=True)
class Change:
    """One claim that was amended."""

    at: datetime
    before: str  # in words; "" where nothing was claimed
    after: str  # "" where it was taken back
    reason: str
    proposed_by: str  # names
    confirmed_by: str


def changes(connection: Connection, completion: Row[Any]) -> tuple[Change, ...]:
    """Return the amendments of a completion's claims, oldest first."""
    last: dict[str, Row[Any]] = {}
    found = []
    proposals = [
        (one, Amendment.model_validate_json(one.body))
        for one in tasks.about(connection, f"completion:{completion.public_id}")
        if one.kind == KIND and one.state == CONFIRMED
    ]
    corrected = {of_correction(one): one.by for one in corrections.every(connection)}
    for row in pars.claims_of(connection, [completion.id]):
        before, last[row.kind] = last.get(row.kind), row
        if row.reason is None:
            continue
        confirmed_by = latest(connection, row.by)[0].legal_name
        found.append(
            Change(
                at=row.at,
                before=_said(before),
                after=_said(row),
                reason=row.reason,
                proposed_by=_proposer(connection, proposals, corrected, row) or confirmed_by,
                confirmed_by=confirmed_by,
            )
        )
    return tuple(sorted(found, key=lambda one: one.at))


def _said(row: Row[Any] | None) -> str:
    return "".join(claimed({row.kind: row})) if row is not None else ""


def _proposer(
    connection: Connection,
    proposals: Iterable[tuple[Row[Any], Amendment]],
    corrected: Mapping[str, int],
    row: Row[Any],
) -> str:
    """Return who proposed a claim: its correction, or its amount over the claim in force then."""
    by = corrected.get(row.reason) or next(
        (
            task.by
            for task, wanted in proposals
            if wanted.amounts.get(row.kind) == row.quarters
            and wanted.seen.get(row.kind, 0) == row.seq - 1
        ),
        None,
    )
    return latest(connection, by)[0].legal_name if by is not None else ""

"""Correcting in tests: one of the office proposes, a colleague confirms, all is marked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzes.correction import Correction
from tests.amending import colleague
from workflows.corrections.apply import apply
from workflows.corrections.correct import confirm, propose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Actor
    from workflows.corrections.progress import Marked

ITEM = "item-1.1"
REASON = "The guideline was misread."


def a_correction(kind: str, **more: Any) -> Correction:
    """Return a correction with what everybody is told."""
    told = {"now": "Option b is right.", "source": "Guideline 2026, section 3."}
    return Correction.model_validate({"kind": kind, **told, **more})


REKEY = a_correction("rekey", key="b")
ALSO = a_correction("also", key="b")
DROP = a_correction("drop")


def put_right(
    staff: Actor,
    correction: Correction,
    *,
    seen: int = 0,
    lower: Sequence[str] = (),
    item: str = ITEM,
) -> Marked:
    """Propose, have it confirmed, and mark anew."""
    made = propose(staff, item, correction, seen=seen, reason=REASON, lower=lower)
    confirm(colleague(staff.service), item, made)
    return apply(staff, made).marked


def undo(of: int) -> Correction:
    """Return the undoing of a correction."""
    return a_correction("undo", of=of)

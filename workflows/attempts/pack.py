"""Pack attempts that were closed before there were sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import attempts, sheets
from workflows.act import act, view
from workflows.attempts.sheet import keep

if TYPE_CHECKING:
    from workflows.act import Act, Actor


def pack_missing(actor: Actor) -> int:
    """Pack every closed attempt that has no sheet and return how many; each is one act."""
    with view(actor, "attempt.pack") as a:
        rows = sheets.missing(a.connection)
    return sum(_pack(actor, row.public_id) for row in rows)


def _pack(actor: Actor, attempt: str) -> bool:
    with act(actor, "attempt.pack", on=("attempt", attempt), once=_packed) as a:
        if a.receipt is not None:
            return False
        result = attempts.result_of(a.connection, a.on.id)
        keep(a.connection, a.on, counted=result is not None and result.counted)
        return True


def _packed(a: Act) -> object | None:
    return sheets.of_attempt(a.connection, a.on.edition_id, a.on.id)

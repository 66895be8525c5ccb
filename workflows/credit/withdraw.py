"""Take a completion's claims back: nothing is deleted, and its certificates verify as withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import credit
from storage.columns import keepable
from workflows.act import act
from workflows.credit.ledger import seal
from workflows.credit.refusals import NoReason, NothingClaimed
from workflows.pars.queue import reconcile

if TYPE_CHECKING:
    from workflows.act import Act, Actor


def withdraw(actor: Actor, completion: str, reason: str) -> tuple[str, ...]:
    """Withdraw every claim of a completion and return their kinds; a repeat changes nothing.

    Raises:
        NoReason, NothingClaimed: nothing was written.
    """
    reason = keepable(reason).strip()
    if not reason:
        raise NoReason
    with act(actor, "claim.withdraw", on=("completion", completion), once=_withdrawn) as a:
        if isinstance(a.receipt, tuple):
            return a.receipt
        claims = credit.claims(a.connection, a.on.id)
        if not claims:
            raise NothingClaimed
        for kind, row in claims.items():
            credit.add_claim(
                a.connection,
                completion_id=a.on.id,
                kind=kind,
                seq=row.seq + 1,
                quarters=0,
                allowed=row.allowed,
                snapshot=row.snapshot,
                reason=reason,
                by=a.person_id,
                at=a.at,
            )
        newest = credit.certificates(a.connection, a.on.id)[-1].public_id
        seal(a, newest, {kind: row.seq + 1 for kind, row in claims.items()})
        reconcile(a, a.on)
        a.data["kinds"] = sorted(claims)
        return tuple(sorted(claims))


def _withdrawn(a: Act) -> tuple[str, ...] | None:
    claims = credit.claims(a.connection, a.on.id)
    if not claims or any(row.quarters for row in claims.values()):
        return None
    return tuple(sorted(claims))

"""Claim points of an activity whose credit was claimed elsewhere: one attestation, no credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from credit import boards as rules
from credit.amounts import as_text
from credit.boards import id_fault
from storage import credit
from storage.columns import keepable
from workflows.act import act
from workflows.credit.basis import Basis, basis, refusal
from workflows.credit.claim import Receipt
from workflows.credit.issue import issue
from workflows.credit.ledger import book_points, plan_of, seal, worth
from workflows.credit.refusals import (
    BadDiplomateId,
    ClaimedOtherwise,
    NoConsent,
    NoPoints,
    NotAttested,
)
from workflows.credit.said import claimed
from workflows.credit.snapshot import ClaimSnapshot
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.act import Act, Actor
    from workflows.credit.claim import BoardClaim


class CreditIsHere(Faulty):
    """Points alone of an activity that has credit of its own."""

    def __init__(self) -> None:
        super().__init__("This activity has credit of its own: claim it with the points.")


class NoBoard(Faulty):
    """A claim of nothing."""

    def __init__(self) -> None:
        super().__init__("Choose at least one board; nothing was claimed.")


def claim_points(
    actor: Actor, completion: str, *, boards: Mapping[str, BoardClaim], attested: bool
) -> Receipt:
    """Claim points from the boards named by kind of claim; the roster says for how much credit.

    The same claim again returns the first receipt; another board can be added later.

    Raises:
        Refused: by its sentence; nothing was written.
    """
    try:
        return _claim(actor, completion, boards, attested=attested)
    except IntegrityError:
        # The profile changed at the same moment, or a text was stored twice: look again.
        return _claim(actor, completion, boards, attested=attested)


def _claim(
    actor: Actor, completion: str, boards: Mapping[str, BoardClaim], *, attested: bool
) -> Receipt:
    again = boards if attested else {}
    with act(
        actor, "claim.make", on=("completion", completion), once=lambda a: _again(a, again)
    ) as a:
        if isinstance(a.receipt, Receipt):
            return a.receipt
        on = basis(a, a.on)
        amount = _require_possible(a, on, boards, attested=attested)
        new = {kind: one for kind, one in boards.items() if kind not in on.claims}
        book_points(a, on, amount, new)
        certificate = issue(a, on)
        seal(a, certificate, dict.fromkeys(new, 1))
        claims = credit.claims(a.connection, a.on.id)
        a.data["claims"] = {kind: row.quarters for kind, row in claims.items()}
        return Receipt(certificate, claimed(claims))


def _again(a: Act, boards: Mapping[str, BoardClaim]) -> Receipt | None:
    """Return the receipt if all of it is claimed already, with the same IDs."""
    claims = credit.claims(a.connection, a.on.id)
    held = [claims[kind] for kind in boards if kind in claims and claims[kind].quarters]
    if not boards or len(held) != len(boards):
        return None
    for row in held:
        one = boards[row.kind]
        snapshot = ClaimSnapshot.model_validate_json(row.snapshot)
        if not one.consent or snapshot.diplomate_id != keepable(one.diplomate_id).strip():
            return None
    certificate = credit.certificates(a.connection, a.on.id)[-1]
    return Receipt(certificate.public_id, claimed(claims))


def _require_possible(
    a: Act, on: Basis, boards: Mapping[str, BoardClaim], *, attested: bool
) -> int:
    """Return the quarters of credit that the roster knows of."""
    if on.held is None:
        raise CreditIsHere
    if (why_not := refusal(a, on)) is not None:
        raise why_not
    amount = min(on.admitted or 0, on.maximum)
    if not boards:
        raise NoBoard
    for kind, one in boards.items():
        _require_board(on, kind, one, amount)
    if not attested:
        raise NotAttested
    return amount


def _require_board(on: Basis, kind: str, one: BoardClaim, amount: int) -> None:
    plan = plan_of(on, kind)
    if kind in on.claims:
        held = ClaimSnapshot.model_validate_json(on.claims[kind].snapshot).diplomate_id
        raise ClaimedOtherwise(plan.board, held or "none", on.contact)
    if not worth(on, plan, amount):
        raise NoPoints(plan.board, as_text(amount))
    rule = rules.load().rule(plan.board, on.completion.completed_on)
    if fault := id_fault(rule, one.diplomate_id):
        raise BadDiplomateId(fault)
    if not one.consent:
        raise NoConsent(plan.board)

"""Claim credit and points for a completion: one attestation, one certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError

from credit import boards as rules
from credit.amounts import AmountRefused, as_text, claimable, quarters, whole
from credit.boards import id_fault
from credit.completion import CME
from storage import credit
from storage.columns import keepable
from workflows.act import act
from workflows.credit.basis import Basis, basis, refusal
from workflows.credit.held import CreditIsElsewhere
from workflows.credit.issue import issue
from workflows.credit.known import NOTHING, Identity, completed
from workflows.credit.ledger import book, plan_of, seal, worth
from workflows.credit.refusals import (
    AlreadyClaimed,
    BadAmount,
    BadDiplomateId,
    ClaimedOtherwise,
    ClaimWithdrawn,
    NoConsent,
    NoPoints,
    NotAttested,
)
from workflows.credit.said import claimed, credit_said
from workflows.credit.snapshot import ClaimSnapshot
from workflows.pars.queue import reconcile

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.people.profile import Profile


@dataclass(frozen=True)
class BoardClaim:
    """What a physician says to claim points from one board."""

    diplomate_id: str
    consent: bool


@dataclass(frozen=True)
class Receipt:
    """What is claimed and the certificate that says so."""

    certificate: str
    claims: tuple[str, ...]  # in words


@dataclass(frozen=True)
class Wanted:
    """A claim as it arrived."""

    quarters: int
    boards: Mapping[str, BoardClaim]
    identity: Identity
    attested: bool


def amount(text: str, maximum: int) -> int:
    """Return a typed amount in quarters.

    Raises:
        BadAmount: it is no amount, none of a quarter-hour, nothing, or more than the maximum.
    """
    try:
        return quarters(text, maximum)
    except AmountRefused as refused:
        raise BadAmount(str(refused)) from refused


def make(
    actor: Actor,
    completion: str,
    *,
    quarters: int,
    boards: Mapping[str, BoardClaim],
    attested: bool,
    identity: Identity = NOTHING,
) -> Receipt:
    """Claim so many quarters of credit, and points from the boards named by kind of claim.

    `identity` fills what the profile lacks and boards need, and stays there. The same claim again
    returns the first receipt; another board can be added later.

    Raises:
        Refused: by its sentence; nothing was written.
    """
    wanted = Wanted(_whole(quarters), boards, identity, attested)
    try:
        return _make(actor, completion, wanted)
    except IntegrityError:
        # The profile changed at the same moment, or a text was stored twice: look again.
        return _make(actor, completion, wanted)


def _whole(count: object) -> int:
    try:
        return whole(count)
    except AmountRefused as refused:
        raise BadAmount(str(refused)) from refused


def _make(actor: Actor, completion: str, wanted: Wanted) -> Receipt:
    with act(
        actor, "claim.make", on=("completion", completion), once=lambda a: _again(a, wanted)
    ) as a:
        if isinstance(a.receipt, Receipt):
            return a.receipt
        on = basis(a, a.on)
        if on.held is not None:
            raise CreditIsElsewhere(on.held)
        _require_possible(a, on, wanted)
        new = {kind: one for kind, one in wanted.boards.items() if kind not in on.claims}
        written = book(a, on, wanted.quarters, new, profile_with(on, new, wanted.identity))
        certificate = issue(a, on)
        seal(a, certificate, dict.fromkeys(written, 1))
        reconcile(a, a.on)
        claims = credit.claims(a.connection, a.on.id)
        a.data["claims"] = {kind: row.quarters for kind, row in claims.items()}
        return Receipt(certificate, claimed(claims))


def profile_with(on: Basis, new: Mapping[str, BoardClaim], said: Identity) -> Profile:
    """Return the profile with what this claim adds; credit alone needs nothing of it."""
    if not new:
        return on.profile
    ids: dict[str, str] = {}
    for kind, one in new.items():
        ids[plan_of(on, kind).board] = keepable(one.diplomate_id).strip()
    return completed(on.profile, said, ids)


def _again(a: Act, wanted: Wanted) -> Receipt | None:
    """Return the receipt if all of it is claimed already."""
    claims = credit.claims(a.connection, a.on.id)
    held = claims.get(CME)
    if held is None or not held.quarters or held.quarters != wanted.quarters:
        return None
    if not all(kind in claims and claims[kind].quarters for kind in wanted.boards):
        return None
    if not wanted.attested or _otherwise(claims, wanted):
        return None  # it says something else than what is recorded
    certificate = credit.certificates(a.connection, a.on.id)[-1]
    return Receipt(certificate.public_id, claimed(claims))


def _otherwise(claims: Mapping[str, Row[Any]], wanted: Wanted) -> str | None:
    """Return the kind that is claimed already, and said otherwise now."""
    for kind, one in wanted.boards.items():
        if kind in claims and (
            not one.consent or keepable(one.diplomate_id).strip() != _id(claims[kind])
        ):
            return kind
    return None


def _id(row: Row[Any]) -> str | None:
    return ClaimSnapshot.model_validate_json(row.snapshot).diplomate_id


def _require_possible(a: Act, on: Basis, wanted: Wanted) -> None:
    if (why_not := refusal(a, on)) is not None:
        raise why_not
    try:
        claimable(wanted.quarters, on.maximum)
    except AmountRefused as refused:
        raise BadAmount(str(refused)) from refused
    if on.claimed is not None and on.claimed != wanted.quarters:
        raise AlreadyClaimed(credit_said(on.claimed, physician=on.physician), on.contact)
    _require_same(on, wanted)
    nothing_new = all(kind in on.claims for kind in wanted.boards)
    if on.claimed is not None and nothing_new and not wanted.attested:
        raise AlreadyClaimed(credit_said(on.claimed, physician=on.physician), on.contact)
    for kind, one in wanted.boards.items():
        _require_board(on, kind, one, wanted.quarters)
    if not wanted.attested:
        raise NotAttested


def _require_same(on: Basis, wanted: Wanted) -> None:
    """Let points that were claimed before only be claimed as they are."""
    if any(kind in on.claims and not on.claims[kind].quarters for kind in wanted.boards):
        raise ClaimWithdrawn(on.contact)  # the office took that board back
    if (kind := _otherwise(on.claims, wanted)) is not None:
        raise ClaimedOtherwise(kind.partition(":")[0], _id(on.claims[kind]) or "none", on.contact)


def _require_board(on: Basis, kind: str, one: BoardClaim, amount: int) -> None:
    if on.took_back(kind):
        raise ClaimWithdrawn(on.contact)
    plan = plan_of(on, kind)
    rule = rules.load().rule(plan.board, on.completion.completed_on)
    if not worth(on, plan, amount):
        raise NoPoints(plan.board, as_text(amount))
    if fault := id_fault(rule, one.diplomate_id):
        raise BadDiplomateId(fault)
    if not one.consent:
        raise NoConsent(plan.board)

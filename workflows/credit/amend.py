"""Amend the claims of a completion: one of the office proposes, another confirms or refuses.

A withdrawal is an amendment to nothing. Nothing is changed in place: each amendment is new claims
and a new certificate, so that the next one takes it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credit import boards
from credit.completion import CME
from storage import consents, credit
from workflows.act import act
from workflows.credit.amendment import KIND, Amendment, board_of, check
from workflows.credit.basis import basis
from workflows.credit.issue import issue
from workflows.credit.ledger import plan_of, seal, worth
from workflows.credit.said import claimed
from workflows.credit.snapshot import ClaimSnapshot
from workflows.desk import decision
from workflows.desk.decision import CONFIRMED
from workflows.desk.doubles import close_solved
from workflows.pars.queue import reconcile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.act import Act, Actor
    from workflows.credit.basis import Basis


@dataclass(frozen=True)
class Amended:
    """What is claimed after an amendment, and the certificate in force (None: nothing is)."""

    certificate: str | None
    claims: tuple[str, ...]  # in words


def propose(
    actor: Actor,
    completion: str,
    *,
    amounts: Mapping[str, int],
    seen: Mapping[str, int],
    reason: str,
) -> str:
    """Propose other quarters by kind of claim (0: take it back) and return the proposal's id.

    `seen` are the seqs of the claims that the page showed. The same proposal again is one.

    Raises:
        Refused: by its sentence; nothing was written.
    """
    reason = decision.reason_of(reason)
    wanted = Amendment(
        amounts=dict(sorted(amounts.items())), seen=dict(sorted(seen.items())), reason=reason
    )
    with act(actor, "amendment.propose", on=("completion", completion)) as a:
        check(a, basis(a, a.on), wanted)
        made = decision.propose(a, KIND, a.object, a.on.person_id, wanted.model_dump_json())
        a.data["amounts"] = wanted.amounts
        return made


def confirm(actor: Actor, completion: str, proposal: str) -> Amended:
    """Put an amendment into force: claims, certificate and reports in one.

    Raises:
        OwnProposal, AboutYourself, Decided, ClaimsChanged, Refused: nothing was written.
    """
    with act(actor, "amendment.confirm", on=("completion", completion)) as a:
        task = decision.proposal(a, proposal, KIND)
        if decision.repeated(task, CONFIRMED):
            a.receipt = again = _amended(a)
            return again
        decision.require_second(a, task)
        on, wanted = basis(a, a.on), Amendment.model_validate_json(task.body)
        check(a, on, wanted)
        enforce(a, on, wanted, a.person_id)
        decision.decide(a, task, CONFIRMED)
        return _amended(a)


def enforce(a: Act, on: Basis, wanted: Amendment, by: int) -> None:
    """Put a checked amendment of the act's completion into force, decided by somebody.

    It writes claims, the certificate of all that is in force, and what has to be reported.
    """
    _write(a, on, wanted, by)
    reconcile(a, a.on)
    close_solved(a, a.on.person_id)
    a.data["claims"] = {
        kind: row.quarters for kind, row in credit.claims(a.connection, a.on.id).items()
    }


def refuse(actor: Actor, completion: str, proposal: str, reason: str) -> None:
    """Refuse an amendment, or take one's own proposal back, with the reason.

    Raises:
        NoReason, Decided, NotFound: nothing was written.
    """
    reason = decision.reason_of(reason)
    with act(actor, "amendment.refuse", on=("completion", completion)) as a:
        decision.refuse(a, proposal, KIND, reason)


def _amended(a: Act) -> Amended:
    claims = credit.claims(a.connection, a.on.id)
    if not any(row.quarters for row in claims.values()):
        return Amended(None, ())
    return Amended(credit.certificates(a.connection, a.on.id)[-1].public_id, claimed(claims))


def _write(a: Act, on: Basis, wanted: Amendment, by: int) -> None:
    """Write the claims that change, then the certificate of all that is in force."""
    written = {}
    for kind, amount in wanted.amounts.items():
        row = on.claims.get(kind)
        if amount == (row.quarters if row is not None else 0):
            continue
        written[kind] = row.seq + 1 if row is not None else 1
        credit.add_claim(
            a.connection,
            completion_id=a.on.id,
            kind=kind,
            seq=written[kind],
            quarters=amount,
            allowed=row.allowed if row is not None else worth(on, plan_of(on, kind), on.maximum),
            snapshot=row.snapshot if row is not None else _snapshot(a, on, kind),
            reason=wanted.reason,
            by=by,
            at=a.at,
        )
    claims = credit.claims(a.connection, a.on.id)
    if any(row.quarters for row in claims.values()):
        seal(a, issue(a, on), written)
    else:  # nothing to certify: what was issued verifies as withdrawn
        seal(a, credit.certificates(a.connection, a.on.id)[-1].public_id, written)


def _snapshot(a: Act, on: Basis, kind: str) -> str:
    """Return what a claim keeps that is added later: the circumstances are those of the credit."""
    plan = plan_of(on, kind)
    consent = consents.latest_consent(a.connection, a.on.person_id, plan.board)
    rule = boards.load().rule(plan.board, on.completion.completed_on)
    base = ClaimSnapshot.model_validate_json(on.claims[CME].snapshot)
    return base.model_copy(
        update={
            "board": plan.board,
            "credit_type": plan.credit_type,
            "diplomate_id": on.profile.board_ids.get(board_of(kind)),
            "consent_digest": consent.text_digest if consent is not None else None,
            "rule_from": rule.effective_from,
        }
    ).model_dump_json()

"""What a completion may be claimed for, as the physician meets it before claiming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from credit import boards
from credit.amounts import as_text, choices
from credit.boards import id_fault, id_warning
from credit.completion import CME, most_points
from storage import credit, people
from workflows.act import view
from workflows.content import frozen
from workflows.credit.basis import Basis, basis, refusal
from workflows.credit.said import credit_said
from workflows.credit.texts import consent_text, digest

if TYPE_CHECKING:
    from credit.completion import ClaimOption
    from workflows.act import Act, Actor

MINUTE = 60


@dataclass(frozen=True)
class Amount:
    """An amount that may be claimed."""

    quarters: int
    text: str


@dataclass(frozen=True)
class BoardOption:
    """Points that may be claimed from one board."""

    kind: str
    board: str
    name: str
    credit_type: str
    points: dict[int, str]  # for each amount of credit
    id_label: str
    id_example: str
    diplomate_id: str
    id_warning: str | None
    consent: str
    consented: bool  # this very text, and not taken back
    claimed: str | None


@dataclass(frozen=True)
class Offer:
    """One completion and everything that may be claimed for it."""

    completion: str
    key: str
    title: str
    demonstration: bool
    name: str
    degree: str
    physician: bool
    completed_on: date
    claim_by: date
    label: str
    amounts: tuple[Amount, ...]
    estimated_minutes: int
    recorded_minutes: int
    attestation: str
    claimed: Amount | None
    claimed_text: str | None
    certificate: str | None
    boards: tuple[BoardOption, ...]
    not_offered: tuple[str, ...]
    why_not: str | None


def offer(actor: Actor, completion: str) -> Offer:
    """Return what the person may claim for a completion of their own."""
    with view(actor, "claim.see", on=("completion", completion)) as a:
        on = basis(a, a.on)
        why_not = refusal(a, on)
        issued = credit.certificates(a.connection, a.on.id)
        first, *points = on.options
        return Offer(
            completion=a.on.public_id,
            key=frozen.activity_key(a.connection, on.activity.id),
            title=on.manifest.terms.title,
            demonstration=on.manifest.terms.demonstration,
            name=on.profile.shown,
            degree=on.degree,
            physician=on.physician,
            completed_on=on.completion.completed_on,
            claim_by=on.activity.claim_by,
            label=first.label,
            amounts=tuple(_amount(one) for one in choices(on.maximum)),
            estimated_minutes=on.manifest.terms.accreditation.estimated_minutes,
            recorded_minutes=-(-on.recorded_seconds // MINUTE),
            attestation=on.manifest.front.attestation,
            claimed=_amount(on.claimed) if on.claimed else None,
            claimed_text=credit_said(on.claimed, physician=on.physician) if on.claimed else None,
            certificate=issued[-1].public_id if issued and not on.withdrawn else None,
            boards=tuple(_board(a, on, one) for one in points),
            not_offered=on.not_offered,
            why_not=str(why_not) if why_not is not None else None,
        )


def _amount(quarters: int) -> Amount:
    return Amount(quarters, as_text(quarters))


def _board(a: Act, on: Basis, option: ClaimOption) -> BoardOption:
    acronym, day = str(option.board), on.completion.completed_on
    rule = boards.load().rule(acronym, day)
    known = on.profile.board_ids.get(acronym, "")
    consent = consent_text(on.manifest.front, acronym)
    given = people.latest_consent(a.connection, on.completion.person_id, acronym)
    claimed = on.claims.get(option.kind)
    return BoardOption(
        kind=option.kind,
        board=acronym,
        name=boards.load().board(acronym).name,
        credit_type=str(option.credit_type),
        points=_points(on, option),
        id_label=rule.diplomate_id.label,
        id_example=rule.diplomate_id.example,
        diplomate_id=known,
        id_warning=(id_fault(rule, known) or id_warning(rule, known)) if known else None,
        consent=consent,
        consented=given is not None and given.given and given.text_digest == digest(consent),
        claimed=as_text(claimed.quarters) if claimed is not None else None,
    )


def _points(on: Basis, option: ClaimOption) -> dict[int, str]:
    plan = on.plan(option.kind)
    if plan is None or option.kind == CME:
        return {}
    day = on.completion.completed_on
    return {
        amount: as_text(most_points(plan, on.plans, amount, boards.load(), day))
        for amount in choices(on.maximum)
    }

"""What a completion may be claimed for, as the physician meets it before claiming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from credit import boards
from credit.amounts import as_text, choices
from credit.boards import id_fault, id_warning
from credit.completion import CME, most_points
from credit.held_elsewhere import named
from credit.identifiers import birthday_words
from credit.lateness import losses
from credit.why import Reason, why_credit, why_points
from storage import consents, credit
from workflows.act import view
from workflows.content import frozen
from workflows.content.halted import halted
from workflows.credit.basis import Basis, basis, refusal
from workflows.credit.known import Identity, missing
from workflows.credit.refusals import NoName
from workflows.credit.said import credit_said
from workflows.credit.texts import consent_text, digest

if TYPE_CHECKING:
    from credit.completion import ClaimOption
    from workflows.act import Act, Actor
    from workflows.people.profile import Profile

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
    points: dict[int, str]  # for each amount of credit that is worth any
    why: dict[int, tuple[Reason, ...]]  # for each of these amounts
    id_required: bool
    id_label: str
    id_example: str
    diplomate_id: str
    id_warning: str | None
    consent: str
    consented: bool  # this very text, and not taken back
    claimed: str | None


@dataclass(frozen=True)
class Elsewhere:
    """The activity that the credit was claimed in, and how much by this person."""

    named: str
    credit: Amount | None  # None: not on its roster


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
    why_claimed: tuple[Reason, ...]
    certificate: str | None
    boards: tuple[BoardOption, ...]
    not_offered: tuple[str, ...]
    known: Identity  # as boards know the person; where a field is missing, what is suggested
    missing: tuple[str, ...]  # the fields that points need and the profile does not hold
    lost: tuple[str, ...]  # what points lose by being claimed today
    why_not: str | None
    profile_lacks: bool  # what stops the claim is put right in the profile
    halt: str | None  # what the office says, where it paused or withdrew the activity
    elsewhere: Elsewhere | None  # where the credit was claimed, if not here: points alone


def offer(actor: Actor, completion: str) -> Offer:
    """Return what the person may claim for a completion of their own."""
    with view(actor, "claim.see", on=("completion", completion)) as a:
        on = basis(a, a.on)
        why_not = refusal(a, on)
        halt = halted(a.connection, on.activity, on.activity.id)
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
            amounts=() if on.held else tuple(_amount(one) for one in choices(on.maximum)),
            estimated_minutes=on.manifest.terms.accreditation.estimated_minutes,
            recorded_minutes=-(-on.recorded_seconds // MINUTE),
            attestation=on.manifest.front.attestation,
            claimed=_amount(on.claimed) if on.claimed else None,
            claimed_text=credit_said(on.claimed, physician=on.physician) if on.claimed else None,
            why_claimed=why_credit(on.claimed, on.maximum) if on.claimed else (),
            certificate=issued[-1].public_id if issued and not on.withdrawn else None,
            boards=tuple(_board(a, on, one) for one in points if not on.took_back(one.kind)),
            not_offered=on.not_offered,
            known=_known(on.profile),
            missing=missing(on.profile),
            lost=_lost(on, points, a.today),
            why_not=str(why_not) if why_not is not None else None,
            profile_lacks=isinstance(why_not, NoName),
            elsewhere=_elsewhere(on),
            halt=halt.said(actor.service.settings.zone) if halt is not None else None,
        )


def _elsewhere(on: Basis) -> Elsewhere | None:
    if on.held is None:
        return None
    credit_there = _amount(min(on.admitted, on.maximum)) if on.admitted else None
    return Elsewhere(named(on.held), credit_there)


def _amount(quarters: int) -> Amount:
    return Amount(quarters, as_text(quarters))


def _board(a: Act, on: Basis, option: ClaimOption) -> BoardOption:
    acronym, day = str(option.board), on.completion.completed_on
    rule = boards.load().rule(acronym, day)
    known = on.profile.board_ids.get(acronym, "")
    consent = consent_text(on.manifest.front, acronym)
    given = consents.latest_consent(a.connection, on.completion.person_id, acronym)
    claimed = on.claims.get(option.kind)
    points = _points(on, option)
    return BoardOption(
        kind=option.kind,
        board=acronym,
        name=boards.load().board(acronym).name,
        credit_type=str(option.credit_type),
        points=points,
        why={amount: _why(on, option, amount) for amount in points},
        id_label=rule.diplomate_id.label,
        id_example=rule.diplomate_id.example,
        id_required=rule.diplomate_id.required,
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
    worth = (
        (amount, most_points(plan, on.plans, amount, boards.load(), on.completion.completed_on))
        for amount in choices(on.maximum)
    )
    return {amount: as_text(points) for amount, points in worth if points}


def _why(on: Basis, option: ClaimOption, amount: int) -> tuple[Reason, ...]:
    plan = on.plan(option.kind)
    if plan is None:
        return ()
    return why_points(plan, on.plans, amount, boards.load(), on.completion.completed_on)


def _known(profile: Profile) -> Identity:
    """Return what the profile holds; names it lacks are suggested, for the person to look at."""
    given, family = profile.suggested_names
    return Identity(
        profile.given_name or given,
        profile.family_name or family,
        birthday_words(profile.birthday) if profile.birthday else "",
    )


def _lost(on: Basis, points: list[ClaimOption], today: date) -> tuple[str, ...]:
    """Say what points lose that are not claimed yet, by the strictest of the boards' rules."""
    day = on.completion.completed_on
    within = [
        boards.load().rule(str(one.board), day).report_within_days
        for one in points
        if one.kind not in on.claims
    ]
    return losses(day, today, min(within)) if within else ()

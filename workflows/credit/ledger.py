"""Book a claim with all it stands on: consents, diplomate IDs, and how everything was just then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit import boards as rules
from credit.completion import CME, most_points
from credit.professions import degree
from storage import consents, credit, people
from storage.columns import keepable
from workflows.content import frozen
from workflows.credit import texts
from workflows.credit.refusals import NoSuchKind
from workflows.credit.snapshot import ClaimSnapshot
from workflows.people.fresh import require_fresh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.models import BoardPlan
    from workflows.act import Act
    from workflows.credit.basis import Basis
    from workflows.credit.claim import BoardClaim
    from workflows.people.profile import Profile


def book(
    a: Act, on: Basis, amount: int, new: Mapping[str, BoardClaim], profile: Profile
) -> tuple[str, ...]:
    """Write the claim of `amount` quarters where there is none, and those of `new` boards.

    `profile` is that of the person with what this claim adds to it. Returns the kinds that were
    written.
    """
    if CME not in on.claims:
        _write(a, CME, amount, on.maximum, _snapshot(a, on))
    book_points(a, on, amount, new, profile)
    return (*(() if CME in on.claims else (CME,)), *new)


def book_points(
    a: Act, on: Basis, amount: int, new: Mapping[str, BoardClaim], profile: Profile
) -> None:
    """Write the claims of points of `new` boards that go with `amount` quarters of credit."""
    _keep_consents(a, on, new)
    _keep_profile(a, on, profile)
    _claim(a, on, amount, new)


def seal(a: Act, certificate: str, written: Mapping[str, int]) -> None:
    """Seal claims, each kind with its seq, with the code of a certificate of theirs as the salt.

    A claim holds a name, so that its bare digest could be guessed.
    """
    code = next(
        row.code
        for row in credit.certificates(a.connection, a.on.id)
        if row.public_id == certificate
    )
    for kind, seq in written.items():
        a.seal("claim", code, completion_id=a.on.id, kind=kind, seq=seq)
    a.data["certificate"] = certificate


def plan_of(on: Basis, kind: str) -> BoardPlan:
    """Return the plan behind a kind of points; nobody but physicians has any."""
    plan = on.plan(kind) if on.physician else None
    if plan is None:
        raise NoSuchKind(kind)
    return plan


def worth(on: Basis, plan: BoardPlan, amount: int) -> int:
    """Return the points, in quarters, that go with so many quarters of credit."""
    return most_points(plan, on.plans, amount, rules.load(), on.completion.completed_on)


def _keep_consents(a: Act, on: Basis, new: Mapping[str, BoardClaim]) -> None:
    for board in {plan_of(on, kind).board for kind in new}:
        text = texts.consent_text(on.manifest.front, board)
        digest = texts.keep(a.connection, text)
        seq = consents.write_consent(a.connection, a.person_id, board, digest, a.at, given=True)
        if seq is not None:
            a.seal("consent", person_id=a.person_id, scope=board, seq=seq)


def _keep_profile(a: Act, on: Basis, profile: Profile) -> None:
    """Remember what was said here for the first time, so that nobody types it twice."""
    if profile == on.profile:
        return
    require_fresh(a, on.profile, profile)
    people.write_profile(
        a.connection, a.person_id, on.profile_seq + 1, profile.model_dump_json(), a.at
    )
    a.seal("profile", person_id=a.person_id, seq=on.profile_seq + 1)


def _claim(a: Act, on: Basis, amount: int, new: Mapping[str, BoardClaim]) -> None:
    base = _snapshot(a, on)
    # Of an activity held elsewhere nobody can have more points than the credit claimed there.
    most = on.maximum if on.held is None else amount
    for kind, one in new.items():
        plan = plan_of(on, kind)
        rule = rules.load().rule(plan.board, on.completion.completed_on)
        snapshot = base.model_copy(
            update={
                "board": plan.board,
                "credit_type": plan.credit_type,
                "diplomate_id": keepable(one.diplomate_id).strip(),
                "consent_digest": texts.digest(texts.consent_text(on.manifest.front, plan.board)),
                "rule_from": rule.effective_from,
            }
        )
        _write(a, kind, worth(on, plan, amount), worth(on, plan, most), snapshot)


def _write(a: Act, kind: str, amount: int, allowed: int, snapshot: ClaimSnapshot) -> None:
    credit.add_claim(
        a.connection,
        completion_id=a.on.id,
        kind=kind,
        seq=1,
        quarters=amount,
        allowed=allowed,
        snapshot=snapshot.model_dump_json(),
        by=a.person_id,
        at=a.at,
    )


def _snapshot(a: Act, on: Basis) -> ClaimSnapshot:
    return ClaimSnapshot(
        legal_name=on.profile.legal_name,
        degree=on.degree,
        profession=degree(on.degree).profession,
        physician=on.physician,
        activity=frozen.activity_key(a.connection, on.activity.id),
        edition=on.edition.sha256,
        attestation_digest=texts.keep(a.connection, on.manifest.front.attestation),
        recorded_seconds=on.recorded_seconds,
        estimated_minutes=on.manifest.terms.accreditation.estimated_minutes,
    )

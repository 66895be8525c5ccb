"""What a claim stands on: the completion with its terms, the person's profile, claims in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from credit import boards
from credit.amounts import quarters
from credit.boards import NoRule
from credit.calendar import designated_in_time, may_claim, written
from credit.completion import CME, ClaimOption, claim_options
from credit.professions import is_physician
from quizzes.edition import Manifest
from storage import attempts, content, credit
from workflows.content import frozen
from workflows.credit.eligibility import earns_credit
from workflows.credit.held import admitted, without_points
from workflows.credit.refusals import (
    ClaimedInOtherAccount,
    ClaimTooLate,
    ClaimWithdrawn,
    CompletedTooLate,
    EarnsNoCredit,
    NoName,
    NotDesignated,
    NotPassed,
)
from workflows.credit.snapshot import ClaimSnapshot
from workflows.people.profile import Profile, latest

if TYPE_CHECKING:
    from datetime import date

    from quizzes.models import BoardPlan, HeldElsewhere
    from workflows.act import Act
    from workflows.refusals import Refused


@dataclass(frozen=True)
class Basis:
    """Everything that decides what may be claimed for one completion."""

    completion: Row[Any]
    activity: Row[Any]
    edition: Row[Any]
    attempt: Row[Any]
    manifest: Manifest
    profile: Profile
    profile_seq: int
    registered: dict[str, str]
    claims: dict[str, Row[Any]]
    recorded_seconds: int
    admitted: int | None  # quarters claimed in the activity held elsewhere; None: not on its roster

    @property
    def held(self) -> HeldElsewhere | None:
        """The activity that the credit is claimed in, where that is not this one."""
        return self.manifest.terms.accreditation.held_elsewhere

    @property
    def degree(self) -> str:
        """The degree that decides: the one at the first claim, before that the one on file."""
        row = self.claims.get(CME) or next(iter(self.claims.values()), None)
        if row is not None:
            return ClaimSnapshot.model_validate_json(row.snapshot).degree
        return self.profile.degree or "Other"

    @property
    def physician(self) -> bool:
        """Whether the person is awarded AMA credit."""
        return is_physician(self.degree)

    @property
    def contact(self) -> str:
        """Whom to ask."""
        return self.manifest.front.contact.email

    @property
    def maximum(self) -> int:
        """The most quarters that may be claimed."""
        return quarters(self.manifest.terms.accreditation.credits)

    @property
    def claimed(self) -> int | None:
        """The quarters of credit in force."""
        row = self.claims.get(CME)
        return row.quarters if row is not None else None

    @property
    def withdrawn(self) -> bool:
        """Whether the office took the claims back."""
        return bool(self.claims) and not any(one.quarters for one in self.claims.values())

    def took_back(self, kind: str) -> bool:
        """Whether the office took one kind of claim back."""
        return kind in self.claims and not self.claims[kind].quarters

    @property
    def options(self) -> tuple[ClaimOption, ...]:
        """What may be claimed: credit first, then points by board."""
        return claim_options(
            self.degree,
            self.manifest.terms.accreditation.credits,
            self.plans,
            boards.load(),
            self.completion.completed_on,
        )

    def plan(self, kind: str) -> BoardPlan | None:
        """Return the plan behind a kind of points that is offered."""
        return next((one for one in self.plans if f"{one.board}:{one.credit_type}" == kind), None)

    @property
    def plans(self) -> tuple[BoardPlan, ...]:
        """The points that are offered."""
        return tuple(one for one in self.manifest.terms.boards if self.fault_of(one) is None)

    @property
    def not_offered(self) -> tuple[str, ...]:
        """Why planned points are not offered, a sentence for each; others never hear of points."""
        if not self.physician:
            return ()
        plans = self.manifest.terms.boards
        faults = [fault for one in plans if (fault := self.fault_of(one)) is not None]
        taken = [one for one in plans if self.took_back(f"{one.board}:{one.credit_type}")]
        return (
            *faults,
            *(f"{one.board}: {ClaimWithdrawn(self.contact)}" for one in taken),
        )

    def fault_of(self, plan: BoardPlan) -> str | None:
        """Say why planned points are not offered, or None."""
        try:
            rule = boards.load().rule(plan.board, self.completion.completed_on)
        except NoRule as none:
            return str(none)
        if plan.credit_type not in rule.type_names:
            return f'{plan.board} records no points called "{plan.credit_type}".'
        # A demonstration is registered nowhere and shows what it plans.
        if plan.board not in self.registered and not self.manifest.terms.demonstration:
            return (
                f"This activity is not registered with {plan.board} yet. Claim your credit now; the"
                f" points can be added once it is, until {written(self.activity.claim_by)}."
            )
        return None


def basis(a: Act, completion: Row[Any]) -> Basis:
    """Read what a claim for `completion` stands on."""
    attempt = attempts.by_id(a.connection, completion.attempt_id)
    profile, seq = latest(a.connection, completion.person_id)
    registered = content.registrations(a.connection, completion.activity_id)
    return Basis(
        completion=completion,
        activity=content.activity_by_id(a.connection, completion.activity_id),
        edition=content.edition_by_id(a.connection, attempt.edition_id),
        attempt=attempt,
        manifest=frozen.manifest(a.connection, attempt.edition_id),
        profile=profile,
        profile_seq=seq,
        registered={kind: row.value for kind, row in registered.items()},
        claims=credit.claims(a.connection, completion.id),
        recorded_seconds=_seconds(a, attempt),
        admitted=admitted(a.connection, completion.person_id, completion.activity_id),
    )


def _seconds(a: Act, passed: Row[Any]) -> int:
    """Add up the time the person recorded in the activity, up to the attempt that passed."""
    tried = attempts.of_person(a.connection, passed.person_id, passed.activity_id)
    return sum(
        answer.seconds
        for row in tried
        if row.id <= passed.id
        for answer in attempts.answers(a.connection, row.id).values()
    )


def barred(a: Act, on: Basis) -> Refused | None:
    """Say why the completion can never be claimed for, or None."""
    if not earns_credit(a.connection, on.completion.person_id, on.manifest):
        return EarnsNoCredit()
    if on.held is None and not _designated(a, on):
        return NotDesignated(on.contact)
    if not credit.has_passed(a.connection, on.completion.person_id, on.activity.id):
        return NotPassed()  # a correction took the pass
    if on.completion.completed_on > on.activity.expires:
        return CompletedTooLate(on.activity.expires, on.contact)
    return ClaimedInOtherAccount(on.contact) if _claimed_otherwise(a, on) else None


def _claimed_otherwise(a: Act, on: Basis) -> bool:
    """Whether another account of the person holds a claim for the same activity."""
    done = on.completion
    counting = credit.completion_of(a.connection, done.person_id, done.activity_id)
    if counting is None or counting.id == done.id:
        return False
    return any(row.quarters for row in credit.claims(a.connection, counting.id).values())


def refusal(a: Act, on: Basis) -> Refused | None:
    """Say why nothing can be claimed now, or None."""
    if on.withdrawn:
        return ClaimWithdrawn(on.contact)
    if (never := barred(a, on)) is not None:
        return never
    if not may_claim(on.activity.claim_by, a.at, a.actor.service.settings.zone):
        return ClaimTooLate(on.activity.claim_by, on.contact)
    return _without_points(a, on) if on.profile.complete else NoName()


def _without_points(a: Act, on: Basis) -> Refused | None:
    """Say why somebody has nothing to claim where the credit is another activity's."""
    if on.held is None:
        return None
    person, activity = on.completion.person_id, on.activity.id
    return without_points(a.connection, person, activity, on.held, on.degree, on.contact)


def _designated(a: Act, on: Basis) -> bool:
    designated_on: date | None = on.manifest.terms.accreditation.designated_on
    zone = a.actor.service.settings.zone
    return designated_in_time(designated_on, on.attempt.started_at, zone)

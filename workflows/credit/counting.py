"""Will it count? An activity as it stands for one person before question 1, with what lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from credit import boards, counting
from credit.amounts import quarters
from credit.boards import NoRule
from credit.held_elsewhere import named
from storage import content, credit
from workflows.act import view
from workflows.content import frozen
from workflows.content.reporter import in_force
from workflows.credit.eligibility import earns_credit
from workflows.credit.held import admitted
from workflows.credit.snapshot import ClaimSnapshot
from workflows.credit.texts import STATES, consent_text
from workflows.people.consent import is_live
from workflows.people.profile import Profile, latest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Row

    from quizzes.edition import Manifest
    from quizzes.models import BoardPlan
    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Counting:
    """The lines, what fields must start from, and the words of the consents that lack."""

    key: str
    summary: str
    lines: tuple[counting.Line, ...]
    year_end: str | None
    profile: Profile
    seq: int
    consents: dict[str, str]  # by scope

    @property
    def lacks(self) -> bool:
        """Whether there is something that the person can put right now."""
        return any(one.state == "lacks" for one in self.lines)

    @property
    def asks(self) -> bool:
        """Whether there is anything that the person can enter, if only where it concerns them."""
        return any(one.needs for one in self.lines)


def will_it_count(actor: Actor, key: str) -> Counting:
    """Return whether the activity `key` will count for the actor, and where.

    Raises:
        NotFound: there is no such activity.
    """
    with view(actor, "counting.see", on=("activity", key)) as a:
        edition = content.newest_edition(a.connection, a.on.id)
        manifest = frozen.manifest(a.connection, edition.id)
        profile, seq = latest(a.connection, a.person_id)
        planned = tuple(_boards(a, manifest, profile))
        lines = counting.lines(_person(a, profile), _offer(a, manifest), planned)
        asked = [one.subject for one in lines if "consent" in one.needs]
        return Counting(
            key=frozen.activity_key(a.connection, a.on.id),
            summary=counting.summary(lines, demonstration=manifest.terms.demonstration),
            lines=lines,
            year_end=counting.year_end(a.today),
            profile=profile,
            seq=seq,
            consents={one: consent_text(manifest.front, one) for one in asked},
        )


def _person(a: Act, profile: Profile) -> counting.Person:
    claimed = next((row for row in _claims(a).values()), None)
    # The degree of the claim decides for good, as it does when more is claimed (pitfall 3).
    physician = (
        ClaimSnapshot.model_validate_json(claimed.snapshot).physician
        if claimed is not None
        else profile.physician
    )
    return counting.Person(
        certificate=profile.complete,
        physician=physician,
        names=bool(profile.given_name and profile.family_name),
        birthday=bool(profile.birthday),
        some_board=bool(profile.board_ids),
        license=bool(profile.licenses and (profile.licenses[0].number or profile.npi)),
        states=is_live(a.connection, a.person_id, STATES),
    )


def _offer(a: Act, manifest: Manifest) -> counting.Offer:
    completion = _completion(a)
    held = manifest.terms.accreditation.held_elsewhere
    return counting.Offer(
        today=a.today,
        released=a.on.released,
        expires=a.on.expires,
        claim_by=a.on.claim_by,
        designated_on=manifest.terms.accreditation.designated_on,
        credits=quarters(manifest.terms.accreditation.credits),
        in_control=not earns_credit(a.connection, a.person_id, manifest),
        completed_on=completion.completed_on if completion is not None else None,
        claimed=any(row.quarters for row in _claims(a).values()),
        reported_elsewhere=in_force(a.connection, a.on.id).who == "elsewhere",
        held_in=named(held) if held is not None else None,
        admitted=admitted(a.connection, a.person_id, a.on.id) is not None,
    )


def _completion(a: Act) -> Row[Any] | None:
    rows = credit.completions_of(a.connection, a.person_id)
    return next((row for row in rows if row.activity_id == a.on.id), None)


def _claims(a: Act) -> Mapping[str, Row[Any]]:
    completion = _completion(a)
    return credit.claims(a.connection, completion.id) if completion is not None else {}


def _boards(a: Act, manifest: Manifest, profile: Profile) -> Iterator[counting.Board]:
    """Give each board that points are planned at, once, whatever the types of its points."""
    claims = _claims(a)
    registered = content.registrations(a.connection, a.on.id)
    plans: dict[str, list[BoardPlan]] = {}
    for plan in manifest.terms.boards:
        plans.setdefault(plan.board, []).append(plan)
    for acronym, own in plans.items():
        rule = boards.load().board(acronym).rules[-1]
        kinds = {f"{acronym}:{plan.credit_type}" for plan in own}
        yield counting.Board(
            board=acronym,
            points=" and ".join(f"{plan.points} {plan.credit_type} points" for plan in own),
            id_label=rule.diplomate_id.label,
            id_held=bool(profile.board_ids.get(acronym)),
            id_needed=rule.diplomate_id.required,
            # A demonstration is registered nowhere and shows what it plans.
            registered=acronym in registered or manifest.terms.demonstration,
            consented=is_live(a.connection, a.person_id, acronym),
            claimed=any(kind in claims and claims[kind].quarters for kind in kinds),
            report_days=rule.report_within_days,
            none=_none(a, acronym, own),
        )


def _none(a: Act, acronym: str, plans: list[BoardPlan]) -> str | None:
    """Say why a board records nothing of the activity for completions of today, or None."""
    try:
        rule = boards.load().rule(acronym, a.today)
    except NoRule as none:
        return str(none)
    unknown = [one.credit_type for one in plans if one.credit_type not in rule.type_names]
    if unknown:
        return f'{acronym} records no points called "{unknown[0]}".'
    return None

"""What a physician reads before question 1, and whether the person may start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quizzes.edition import FrontMatter, Terms
from storage import content
from workflows.act import view
from workflows.attempts.refusals import NoAttemptsLeft, NotOpen, NotStarted
from workflows.content import frozen
from workflows.content.catalogue import questions
from workflows.content.halted import halted
from workflows.content.own import Own, history, own
from workflows.credit.held import told_before
from workflows.people.profile import hears_of_points

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from quizzes.edition import Manifest
    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Front:
    """The front matter of an activity's newest edition, as one person meets it."""

    key: str
    edition: int
    front: FrontMatter
    terms: Terms
    digest: str  # of the text that is acknowledged, whole, whatever of it concerns the person
    questions: int
    points: bool  # whether the person is shown boards' points, and so credit as a physician's
    registrations: dict[str, str]  # kind → value: ACCME, or a board's acronym
    own: Own
    may_start: bool
    why_not: str | None
    halt: str | None  # what the office says, where it paused or withdrew the activity
    without_points: str | None  # why there will be none, where points are all there is

    @property
    def in_control(self) -> bool:
        """Whether the person wrote, reviewed or planned it, and so earns no credit in it."""
        return not self.own.earns_credit


def front(actor: Actor, key: str) -> Front:
    """Return the front matter of the activity `key`.

    Raises:
        NotFound: there is no such activity.
    """
    with view(actor, "activity.see", on=("activity", key)) as a:
        edition = content.newest_edition(a.connection, a.on.id)
        manifest = frozen.manifest(a.connection, edition.id)
        stands = own(a, history(a.connection, a.person_id), a.on, manifest)
        halt = halted(a.connection, a.on, a.on.id)
        said = halt.said(a.actor.service.settings.zone) if halt is not None else None
        why_not = _why_not(a.on, stands, a.today, manifest.front.contact.email, said)
        registered = content.registrations(a.connection, a.on.id)
        points = hears_of_points(a)
        return Front(
            key=frozen.activity_key(a.connection, a.on.id),
            edition=edition.number,
            front=manifest.front if points else _for_others(manifest.front),
            terms=manifest.terms if points else manifest.terms.model_copy(update={"boards": ()}),
            digest=manifest.front.digest,
            questions=questions(manifest),
            points=points,
            registrations={kind: row.value for kind, row in registered.items()},
            own=stands,
            may_start=why_not is None,
            why_not=why_not,
            halt=said,
            without_points=_without_points(a, manifest),
        )


def _for_others(one: FrontMatter) -> FrontMatter:
    """Leave out what boards say and are told: it would promise what the person cannot get."""
    waiting = tuple(
        name
        for name in one.placeholders
        if not name.endswith(" recognition") and name not in {"report_consent", "state_consent"}
    )
    nothing = {"recognition": (), "report_consent": "", "state_consent": ""}
    return one.model_copy(update={**nothing, "placeholders": waiting})


def _without_points(a: Act, manifest: Manifest) -> str | None:
    held = manifest.terms.accreditation.held_elsewhere
    if held is None:
        return None
    contact = manifest.front.contact.email
    return told_before(a.connection, a.person_id, a.on.id, held, contact)


def _why_not(
    activity: Row[Any], stands: Own, today: date, contact: str, halt: str | None
) -> str | None:
    """Say why no attempt can be started; an open one can always be gone on with."""
    if stands.open is not None:
        return None
    if not activity.released <= today <= activity.expires:
        return str(NotOpen(activity.released, activity.expires, today))
    if halt is not None:
        return str(NotStarted(halt))
    if stands.attempts_left == 0 and stands.passed_attempt is None:
        return str(NoAttemptsLeft(stands.attempts_used, contact))
    return None

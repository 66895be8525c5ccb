"""Verify what a participant attested, or send it back: by the lead, and never of oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credit.part4.awards import award
from storage import participations, people, portfolio, projects
from storage.columns import keepable
from workflows.act import act
from workflows.part4.asking import ask
from workflows.part4.attest import SentAlready, is_sent
from workflows.part4.attested import Returned, Standing, Verified, standing
from workflows.part4.project import NotNow
from workflows.part4.verifying import verifies
from workflows.refusals import Faulty, NotFound, Refused, Stale

if TYPE_CHECKING:
    from pydantic import BaseModel
    from sqlalchemy import Row

    from credit.part4.awards import Award
    from workflows.act import Act, Actor
    from workflows.part4.attested import State

LONGEST_REASON = 2_000


class OwnAttestation(Refused):
    """Somebody who verifies what they attested themselves (pitfall 20)."""

    status = 403

    def __init__(self) -> None:
        """Say who can."""
        super().__init__(
            "This is your own attestation: the project's lead verifies it, and the lead's own the"
            " second person who was named, or the office."
        )


class NothingToVerify(Refused):
    """An attestation that was not given, or was decided about."""

    status = 409

    def __init__(self) -> None:
        """Say that nothing changed."""
        super().__init__("There is nothing to verify at the moment, so nothing was changed.")


class NoReasonGiven(Faulty):
    """An attestation sent back without a word why."""

    def __init__(self) -> None:
        """Ask for it."""
        super().__init__(
            f"Write what is to be changed, in at most {LONGEST_REASON:,} characters: the person"
            " reads it."
        )


def verify(actor: Actor, participation: str, seen: int) -> int:
    """Verify the attestation numbered `seen`, and note what each board gives; return the number.

    Verifying it again returns the same.

    Raises:
        OwnAttestation, NotFound, NothingToVerify, Stale: nothing was written.
    """
    with act(
        actor,
        "attestation.verify",
        on=("participation", participation),
        once=lambda a: _verified(a, seen),
    ) as a:
        if isinstance(a.receipt, int):
            return a.receipt
        held = _held(a, seen, "attested")
        return _write(a, held, "verified", Verified(attested=held.seq, awards=_awards(held)))


def send_back(actor: Actor, participation: str, seen: int, reason: str) -> int:
    """Send the attestation numbered `seen` back, with what is to be changed.

    What was verified by mistake goes back, too, as long as it was not sent.

    Raises:
        NoReasonGiven, OwnAttestation, NotFound, NothingToVerify, Stale: nothing was written.
        SentAlready: it is with the Portfolio Program.
    """
    said = keepable(reason).strip()
    if not said or len(said) > LONGEST_REASON:
        raise NoReasonGiven
    with act(actor, "attestation.verify", on=("participation", participation)) as a:
        held = _held(a, seen, "attested", "verified")
        if is_sent(a, a.on.id):
            raise SentAlready
        seq = _write(a, held, "returned", Returned(reason=said))
        ask(a, a.on, returned=seq)
        return seq


def _verified(a: Act, seen: int) -> int | None:
    _require_verifier(a)
    held = standing(a, a.on.id)
    same = held.verified is not None and held.verified.attested == seen
    return held.seq if same else None


def _require_verifier(a: Act) -> Row[Any]:
    """Return the project in force, whose lead the actor is, or stands in for.

    Raises:
        OwnAttestation, NotFound: it is not for this person.
    """
    row = projects.newest(a.connection, a.on.project_id)
    if verifies(a, row, a.on.person_id):
        return row
    if a.on.person_id in people.ids_of(a.connection, a.person_id):
        raise OwnAttestation
    raise NotFound("participation")


def _held(a: Act, seen: int, *states: State) -> Standing:
    portfolio.hold(a.connection)
    row = _require_verifier(a)
    if row.approved_on is None:
        raise NotNow(row.state)
    held = standing(a, a.on.id)
    if held.seq != seen:
        raise Stale(held, held.seq)
    if held.state not in states:
        raise NothingToVerify
    return held


def _awards(held: Standing) -> tuple[Award, ...]:
    """Return what each board gives, by its rule of the day on which the project was completed."""
    if held.attested is None or held.completed_on is None:
        return ()
    found = (award(one, held.attested.role, held.completed_on) for one in held.attested.boards)
    return tuple(one for one in found if one is not None)


def _write(a: Act, held: Standing, state: str, body: BaseModel) -> int:
    participations.attest(
        a.connection,
        participation_id=a.on.id,
        seq=held.seq + 1,
        state=state,
        completed_on=held.completed_on,
        text_digest=held.text_digest,
        body=body.model_dump_json(),
        by=a.person_id,
        at=a.at,
    )
    a.seal("attestation", participation_id=a.on.id, seq=held.seq + 1)
    a.data.update(seq=held.seq + 1, state=state)
    return held.seq + 1

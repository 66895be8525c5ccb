"""Put the mail that asks somebody to attest, or to verify what was attested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import outbox, people

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act


def ask(a: Act, participation: Row[Any], returned: int = 0) -> None:
    """Ask whoever the link is for to attest; `returned` is the seq of what was sent back."""
    subject = f"participation:{participation.public_id}"
    if returned:
        _put(a, f"{subject}:{returned}", "attest-again", participation.person_id)
    else:
        _put(a, subject, "attest", participation.person_id)


def ask_verifier(a: Act, project: Row[Any], person_id: int) -> None:
    """Ask who verifies what somebody attested, once a day: the lead, or for the lead the second.

    Where nobody was named for the lead's own, it stands on *Today* of the office.
    """
    lead = project.lead_id in people.ids_of(a.connection, person_id)
    if (to := project.second_id if lead else project.lead_id) is not None:
        subject = f"project:{project.public_id}:{a.today.isoformat()}"
        _put(a, f"{subject}:{'lead' if lead else 'others'}", "verify", to)


def _put(a: Act, subject: str, kind: str, person_id: int) -> None:
    outbox.put(
        a.connection,
        subject=subject,
        kind=kind,
        person_id=people.ids_of(a.connection, person_id)[0],
        body="{}",
        due_at=a.at,
        now=a.at,
    )

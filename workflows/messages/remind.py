"""Put reminders of credit that is not claimed: any day, again and again, each of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.reminding import due, earliest
from storage import credit, outbox
from workflows.act import act

if TYPE_CHECKING:
    from workflows.act import Act, Actor

Found = dict[tuple[str, str], int]  # subject and kind, to the person


def remind(actor: Actor) -> int:
    """Put what is due on the provider's day of the service's clock; return how many were put.

    After days without a run the reminder that matters now is put, and none that it overtook.
    """
    with act(actor, "reminder.put", once=lambda a: None if _due(a) else 0) as a:
        if a.receipt is not None:
            return 0
        number = sum(_put(a, *key, person_id) for key, person_id in _due(a).items())
        a.data["messages"] = number
        return number


def _due(a: Act) -> Found:
    """Return what is due today and was not put before."""
    found: Found = {}
    for row in credit.unclaimed(a.connection, a.today, since=earliest(a.today)):
        reminder = due(row.completed_on, a.today)
        if reminder is None:
            continue
        subject = f"completion:{row.public_id}"
        if reminder.kind == "year-end":  # one for everything that a person has to claim
            subject = f"person:{row.of_person}:{reminder.on.isoformat()}"
        if not outbox.has(a.connection, subject, reminder.kind):
            found[subject, reminder.kind] = row.person_id
    return found


def _put(a: Act, subject: str, kind: str, person_id: int) -> bool:
    return outbox.put(
        a.connection,
        subject=subject,
        kind=kind,
        person_id=person_id,
        body="{}",
        due_at=a.at,
        now=a.at,
    )

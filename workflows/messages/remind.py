"""Put reminders of credit that is not claimed: any day, again and again, each of them once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from credit.reminding import due, earliest
from storage import credit, outbox, people
from workflows.act import act, view
from workflows.credit.claimable import manifest_of, may_be_claimed
from workflows.messages.parts import in_parts, put_all

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.messages.parts import Found


def remind(actor: Actor) -> int:
    """Put what is due on the provider's day of the service's clock; return how many were put.

    After days without a run the reminder that matters now is put, and none that it overtook.
    """
    with view(actor, "reminder.put") as a:
        found = _due(a)
    return in_parts(found, partial(_put, actor))


def _due(a: Act) -> Found:
    """Return what is due today and was not put before."""
    found: dict[tuple[str, str], int] = {}
    for row in credit.unclaimed(a.connection, a.today, since=earliest(a.today)):
        reminder = due(row.completed_on, a.today)
        if reminder is None or not may_be_claimed(a, row, manifest_of(a, row)):
            continue
        # The account in use, so that nobody is told twice of all that they have to claim.
        head = people.by_id(a.connection, people.ids_of(a.connection, row.person_id)[0])
        subject = f"completion:{row.public_id}"
        if reminder.kind == "year-end":  # one for everything that a person has to claim
            subject = f"person:{head.public_id}:{reminder.on.isoformat()}"
        found[subject, reminder.kind] = head.id
    known = outbox.known(a.connection, [subject for subject, _ in found])
    return {key: person_id for key, person_id in found.items() if key not in known}


def _put(actor: Actor, found: Found) -> int:
    with act(actor, "reminder.put") as a:
        return put_all(a, found)

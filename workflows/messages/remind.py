"""Put reminders of credit that is not claimed: any day, again and again, each of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.reminding import due, earliest
from storage import credit, outbox, people
from workflows.act import act, view
from workflows.credit.claimable import manifest_of, may_be_claimed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.act import Act, Actor

Found = dict[tuple[str, str], int]  # subject and kind, to the person
AT_ONCE = 200  # messages put in one transaction: whoever answers a question waits as long


def remind(actor: Actor) -> int:
    """Put what is due on the provider's day of the service's clock; return how many were put.

    After days without a run the reminder that matters now is put, and none that it overtook.
    """
    with view(actor, "reminder.put") as a:
        left = list(_due(a).items())
    number = 0
    while left:
        number += _put(actor, dict(left[:AT_ONCE]))
        left = left[AT_ONCE:]
    return number


def _due(a: Act) -> Found:
    """Return what is due today and was not put before."""
    found: Found = {}
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


def _put(actor: Actor, found: Mapping[tuple[str, str], int]) -> int:
    with act(actor, "reminder.put") as a:
        number = sum(
            outbox.put(
                a.connection,
                subject=subject,
                kind=kind,
                person_id=person_id,
                body="{}",
                due_at=a.at,
                now=a.at,
            )
            for (subject, kind), person_id in found.items()
        )
        a.data["messages"] = number
        return number

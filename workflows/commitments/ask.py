"""Put the question what became of commitments: once for each completion, sixty days after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.following_up import completed_to_ask
from storage import commitments, outbox, people
from workflows.act import act, view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.act import Act, Actor

KIND = "follow-up"
AT_ONCE = 200  # messages put in one transaction: whoever answers a question waits as long


def ask(actor: Actor) -> int:
    """Put what is due on the provider's day of the service's clock; return how many were put.

    After a long outage nobody is written to; the question then stands on *Home* alone.
    """
    with view(actor, "follow-up.put") as a:
        left = list(_due(a).items())
    number = 0
    while left:
        number += _put(actor, dict(left[:AT_ONCE]))
        left = left[AT_ONCE:]
    return number


def _due(a: Act) -> dict[str, int]:
    """Return by subject the person of what is to be asked about today and was not before."""
    found = {
        # The account in use: mail goes to the address that is signed in by.
        f"completion:{row.public_id}": people.ids_of(a.connection, row.person_id)[0]
        for row in commitments.in_question(a.connection, completed_to_ask(a.today))
    }
    known = outbox.known(a.connection, list(found))
    return {one: person for one, person in found.items() if (one, KIND) not in known}


def _put(actor: Actor, found: Mapping[str, int]) -> int:
    with act(actor, "follow-up.put") as a:
        number = sum(
            outbox.put(
                a.connection,
                subject=subject,
                kind=KIND,
                person_id=person_id,
                body="{}",
                due_at=a.at,
                now=a.at,
            )
            for subject, person_id in found.items()
        )
        a.data["messages"] = number
        return number

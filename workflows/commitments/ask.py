"""Put the question what became of commitments: once for each completion, sixty days after it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from credit.following_up import completed_to_ask
from storage import commitments, outbox, people
from workflows.act import act, view
from workflows.messages.parts import in_parts, put_all

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.messages.parts import Found

KIND = "follow-up"


def ask(actor: Actor) -> int:
    """Put what is due on the provider's day of the service's clock; return how many were put.

    After a long outage nobody is written to; the question then stands on *Home* alone.
    """
    with view(actor, "follow-up.put") as a:
        found = _due(a)
    return in_parts(found, partial(_put, actor))


def _due(a: Act) -> Found:
    """Return what is to be asked about today and was not before."""
    found = {
        # The account in use: mail goes to the address that is signed in by.
        f"completion:{row.public_id}": people.ids_of(a.connection, row.person_id)[0]
        for row in commitments.in_question(a.connection, completed_to_ask(a.today))
    }
    known = outbox.known(a.connection, list(found))
    keys = {(one, KIND): person for one, person in found.items()}
    return {key: person for key, person in keys.items() if key not in known}


def _put(actor: Actor, found: Found) -> int:
    with act(actor, "follow-up.put") as a:
        return put_all(a, found)

"""Put the messages of all initiatives that run: any day, again and again, each of them once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from storage import initiatives, outbox
from workflows.act import act, view
from workflows.initiatives.plan import read
from workflows.initiatives.standing import standings
from workflows.initiatives.tell import messages
from workflows.messages.parts import in_parts, put_all

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.messages.parts import Found


def remind(actor: Actor) -> int:
    """Put what is due on the provider's day of the service's clock; return how many were put.

    Whoever made an account since they were asked by address is told then.
    """
    with view(actor, "initiative.remind") as a:
        found = _due(a)
    return in_parts(found, partial(_put, actor))


def _due(a: Act) -> Found:
    """Return what is to be told today and was not before."""
    found: dict[tuple[str, str], int] = {}
    for row in initiatives.every(a.connection):
        held = read(a.connection, row)
        if held.runs(a.today):
            found |= messages(held, standings(a, row.initiative_id, held), a.today)
    known = outbox.known(a.connection, [subject for subject, _ in found])
    return {key: person for key, person in found.items() if key not in known}


def _put(actor: Actor, found: Found) -> int:
    with act(actor, "initiative.remind") as a:
        return put_all(a, found)

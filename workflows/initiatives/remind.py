"""Put the messages of all initiatives that run: any day, again and again, each of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import initiatives, outbox
from workflows.act import act, view
from workflows.initiatives.plan import read
from workflows.initiatives.standing import standings
from workflows.initiatives.tell import messages, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Act, Actor
    from workflows.initiatives.tell import Message

AT_ONCE = 200  # messages put in one transaction: whoever answers a question waits as long


def remind(actor: Actor) -> int:
    """Put what is due on the provider's day of the service's clock; return how many were put.

    Whoever made an account since they were asked by address is told then.
    """
    with view(actor, "initiative.remind") as a:
        left = _due(a)
    number = 0
    while left:
        number += _put(actor, left[:AT_ONCE])
        left = left[AT_ONCE:]
    return number


def _due(a: Act) -> list[Message]:
    """Return what is to be told today and was not before."""
    found: list[Message] = []
    for row in initiatives.every(a.connection):
        held = read(a.connection, row)
        if held.runs(a.today):
            found += messages(held, standings(a, row.initiative_id, held), a.today)
    known = outbox.known(a.connection, [subject for subject, *_ in found])
    return [one for one in found if (one[0], one[1]) not in known]


def _put(actor: Actor, found: Sequence[Message]) -> int:
    with act(actor, "initiative.remind") as a:
        a.data["messages"] = number = put(a, found)
        return number

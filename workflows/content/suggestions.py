"""What a person might take next: what may be started, the own specialty first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows.content.catalogue import catalogue
from workflows.people import profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflows.act import Actor
    from workflows.content.catalogue import Card

MOST = 3


def suggestions(actor: Actor) -> tuple[Card, ...]:
    """Return a few activities that the person has not begun."""
    return suggested(catalogue(actor), profile.see(actor).profile.specialty)


def suggested(cards: Iterable[Card], specialty: str) -> tuple[Card, ...]:
    """Return the open and untouched cards, those of the specialty first, then as they came.

    Nobody is offered credit that they cannot earn: what they wrote themselves stays in the list.
    """
    fresh = [
        one
        for one in cards
        if one.is_open and one.own.earns_credit and one.own.state == "not_started"
    ]
    own = _spelled(specialty)
    fresh.sort(key=lambda one: own not in {_spelled(each) for each in one.specialties})
    return tuple(fresh[:MOST])


def _spelled(specialty: str) -> str:
    return specialty.replace("-", " ").casefold()

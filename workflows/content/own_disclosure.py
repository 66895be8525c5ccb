"""One's own disclosure, where it is due: said to whoever is signed in, with a link of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from credit.calendar import local_day
from quizzes.bank import folders
from storage import people
from workflows.act import act, view
from workflows.content.disclosed import key_of
from workflows.content.disclosures import link
from workflows.content.shelf import read
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Act, Actor
    from workflows.content.disclosed import Stands
    from workflows.content.disclosures import Invited

SOON = timedelta(days=30)  # before a disclosure runs out


class NothingDue(Refused):
    """Somebody who is on no list, or whose disclosure holds."""

    status = 409

    def __init__(self) -> None:
        """Say that nothing is missed."""
        super().__init__("No disclosure of yours is due.")


@dataclass(frozen=True)
class Due:
    """Why somebody's disclosure is due, and for what."""

    why: Literal["missing", "asked", "expired", "soon"]
    title: str  # of the first activity whose list they are on
    good_until: date | None  # the last day of the one in force


def due(actor: Actor) -> Due | None:
    """Return what is due of the acting person, None where nothing is.

    A disclosure belongs to an address, whatever activities name it.
    """
    with view(actor, "own-disclosure.see") as a:
        found = next(_due(a), None)
        return found[0] if found is not None else None


def own_link(actor: Actor) -> Invited:
    """Make the link by which the acting person discloses; one that was sent holds no longer.

    Raises:
        NothingDue: nothing was written.
    """
    with act(actor, "disclosure.own") as a:
        found = next(_due(a), None)
        if found is None:
            raise NothingDue
        _, slug, one = found
        return link(a, slug, one, one.role_from or a.today)


def _due(a: Act) -> Iterator[tuple[Due, str, Stands]]:
    """Give what is due with the bank and the person of its list, bank by bank."""
    own = {key_of(one) for one in people.subjects_of(a.connection, a.person_id)}
    for folder in folders(a.actor.service.settings.banks):
        found = read(a, folder)
        for one in found.stands:
            why = _why(a, one) if one.address in own else None
            if why is not None:
                yield Due(why, found.title, one.good_until), folder.name, one


def _why(a: Act, one: Stands) -> Literal["missing", "asked", "expired", "soon"] | None:
    if one.given_on is None:
        return "missing"
    if one.good_until is not None and one.good_until < a.today:
        return "expired"
    zone = a.actor.service.settings.zone
    if one.asked_at is not None and local_day(one.asked_at, zone) > one.given_on:
        return "asked"
    soon = one.good_until is not None and one.good_until - SOON <= a.today
    return "soon" if soon else None

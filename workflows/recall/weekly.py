"""Put the week's mail with one question in it: for whoever wished it, and once a week at most.

It is one of those that return to the person this week. Without one there is no mail: a question of
something that was not begun would be an advertisement, and would be known before it is taken.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from scoring.recall import week_of
from storage import outbox, people
from storage import recall as stored
from workflows.act import act, view
from workflows.messages.choice import WEEKLY, wants
from workflows.recall.deal import deal, may_deal
from workflows.recall.held import held

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act, Actor

KIND = "weekly-question"
HOUR = time(7)  # of the provider's day: nobody is written to at night
LAST = 2  # days after Monday on which it is still put, after an outage: no two come close together


def put_weekly(actor: Actor) -> int:
    """Put the week's mail and return how many were put; from Thursday on none is."""
    with view(actor, "weekly.put") as a:
        if a.today.weekday() > LAST:
            return 0
        week = week_of(a.today)
        wishing = {f"person:{one.public_id}:{week.isoformat()}": one for one in _wishing(a)}
        known = outbox.known(a.connection, list(wishing))
        found = {
            subject: one
            for subject, one in wishing.items()
            if (subject, KIND) not in known and _has_any(a, one.id)
        }
    return sum(_put(actor, subject, row.id, row.public_id) for subject, row in found.items())


def _wishing(a: Act) -> list[Row[Any]]:
    """Return the accounts in use of those who wish it, in whichever account they said so."""
    heads = {people.ids_of(a.connection, row.id)[0] for row in stored.wishing(a.connection, WEEKLY)}
    return [people.by_id(a.connection, one) for one in heads if wants(a.connection, one, KIND)]


def _has_any(a: Act, person_id: int) -> bool:
    own = held(a, person_id)
    return bool(own.open) or may_deal(own)


def _put(actor: Actor, subject: str, person_id: int, person: str) -> int:
    if not deal(actor, person):
        return 0
    with act(actor, "weekly.put") as a:
        morning = datetime.combine(a.today, HOUR, a.actor.service.settings.zone)
        made = outbox.put(
            a.connection,
            subject=subject,
            kind=KIND,
            person_id=person_id,
            body="{}",
            due_at=max(a.at, morning),
            now=a.at,
        )
        a.data["messages"] = int(made)
        return int(made)

"""How people come to an activity by its short link, and how many by which way: never who."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from credit.calendar import local_day
from storage import arrivals, content, spent
from storage.connect import reading
from workflows.act import act, view
from workflows.content import frozen
from workflows.content.short_code import code_of, number_of
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor
    from workflows.service import Service

SOURCES = {
    "qr": "QR sheet",
    "ehr": "Record system",
    "mail": "Mail",
    "web": "Web page",
    "link": "Short link as such",
}
"""Where a link can stand, by what its address says of that; anything else is the last."""
RECENT_DAYS = 30
COUNTED_FOR = timedelta(days=2)  # a local day is over by then in every zone


@dataclass(frozen=True)
class Behind:
    """What anybody may know of a short link: whether it leads anywhere."""

    code: str
    title: str
    state: Literal["open", "ended", "withdrawn"]
    ended_on: date
    newer: str | None  # the code of the activity that took its place, if that goes on


@dataclass(frozen=True)
class Arrived:
    """How many came by one way."""

    source: str
    recent: int  # in the last thirty days
    total: int
    since: date  # the first day anybody came by it


def behind(service: Service, code: str) -> Behind | None:
    """Return what a code leads to, None for what is no code of an activity."""
    number = number_of(code)
    if number is None:
        return None
    with reading(service.engine) as connection:
        row = content.activity_if_any(connection, number)
        today = local_day(service.now(), service.settings.zone)
        return _behind(connection, row, today) if row is not None else None


def _behind(connection: Connection, row: Row[Any], today: date) -> Behind:
    ended = today > row.expires
    newest = content.periods(connection, row.slug)[-1]
    goes_on = newest.id != row.id and today <= newest.expires
    edition = content.newest_edition(connection, row.id)
    return Behind(
        code=code_of(row.id),
        title=frozen.manifest(connection, edition.id).front.title,
        state="withdrawn" if row.halt == "withdrawn" else "ended" if ended else "open",
        ended_on=row.expires,
        newer=code_of(newest.id) if goes_on else None,
    )


def arrive(actor: Actor, code: str, source: str) -> str:
    """Count that somebody came, and return the activity's key.

    Learners are counted once a day in each activity, by whichever way they came first: looking
    again, or asking a thousand times, writes nothing.

    Raises:
        NotFound: there is no such activity.
    """
    with view(actor, "activity.see") as a:
        row = content.activity_if_any(a.connection, number_of(code) or 0)
        if row is None:
            raise NotFound("activity")
        key, mark = frozen.activity_key(a.connection, row.id), _mark(a, row.id)
        counts = actor.has("learner") and not spent.is_spent(a.connection, mark)
    if counts:
        with act(actor, "arrival.count", once=_counted(mark)) as a:
            if a.receipt is None:
                spent.spend(a.connection, mark, a.at + COUNTED_FOR, a.at)
                known = source if source in SOURCES else "link"
                arrivals.count(a.connection, row.id, known, a.today)
    return key


def _counted(mark: str) -> Callable[[Act], bool | None]:
    """Return what finds that somebody was counted meanwhile, in another tab."""
    return lambda a: spent.is_spent(a.connection, mark) or None


def _mark(a: Act, activity_id: int) -> str:
    """Return what stands for a person's arrival of today, and for nobody after tomorrow."""
    said = f"arrival\0{a.actor.public_id}\0{activity_id}\0{a.today}"
    return hashlib.sha256(said.encode()).hexdigest()


def arrived(a: Act, activity_id: int) -> tuple[Arrived, ...]:
    """Return how many came to an activity by each way that anybody took."""
    rows = arrivals.by_source(a.connection, activity_id, a.today - timedelta(days=RECENT_DAYS))
    found = {row.source: Arrived(row.source, row.recent, row.all, row.first) for row in rows}
    return tuple(found[one] for one in SOURCES if one in found)

"""How the office stopped an activity: paused, so that its time stands still, or withdrawn.

A pause is over when the activity is opened again: whoever was under way goes on where they were,
with the time they had left. A withdrawal ends an activity as its last day would: what was begun
can be finished for learning, and what was passed before keeps its credit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile, zip_longest
from typing import TYPE_CHECKING, Any, Literal

from credit.calendar import local_day, written
from storage import halts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from sqlalchemy import Connection, Row

Stopped = Literal["paused", "withdrawn"]
State = Literal["paused", "withdrawn", "open"]
DID = {"paused": "paused", "withdrawn": "withdrew"}


@dataclass(frozen=True)
class Halt:
    """An activity that is stopped, since when, and the reason that physicians read."""

    state: Stopped
    reason: str
    at: datetime
    withdrawn_at: datetime | None  # since it was open last, though it was paused after that

    def said(self, zone: ZoneInfo) -> str:
        """Say it in a sentence or two."""
        on = written(local_day(self.at, zone))
        return f"The office {DID[self.state]} this self-assessment on {on}. {self.reason}"

    def teaches_only(self, passed_at: datetime) -> bool:
        """Whether what was passed then is for learning alone: it was withdrawn before."""
        return self.withdrawn_at is not None and passed_at >= self.withdrawn_at


def is_stopped(thing: Row[Any]) -> bool:
    """Whether the activity of `thing` (a row with its `halt`) is paused or withdrawn."""
    return thing.halt is not None and thing.halt != "open"


def halted(connection: Connection, thing: Row[Any], activity_id: int) -> Halt | None:
    """Return how the activity of `thing` (a row with its `halt`) is stopped, or None.

    Nothing is asked of the database unless it is.
    """
    return stop_of(connection, activity_id) if is_stopped(thing) else None


def stop_of(connection: Connection, activity_id: int) -> Halt | None:
    """Return how an activity is stopped, or None."""
    rows = halts.of_activity(connection, activity_id)
    stopped = list(takewhile(lambda row: row.state != "open", reversed(rows)))
    if not stopped:
        return None
    withdrawn = [row.at for row in stopped if row.state == "withdrawn"]
    last = stopped[0]
    return Halt(last.state, last.reason, last.at, min(withdrawn, default=None))


def put_off(
    deadline: datetime, rows: Sequence[Row[Any]], start: datetime, now: datetime
) -> datetime:
    """Return a deadline later by what an activity was paused before it, since `start`.

    `rows` say when it was paused and opened again, oldest first; a pause may last until now.
    """
    for since, until in _pauses(rows, now):
        if since < deadline:
            deadline += max(timedelta(), until - max(since, start))
    return deadline


def _pauses(rows: Sequence[Row[Any]], now: datetime) -> Iterator[tuple[datetime, datetime]]:
    for row, after in zip_longest(rows, rows[1:]):
        if row.state == "paused":
            yield row.at, now if after is None else after.at

"""When a physician is reminded of credit that is not claimed yet: few messages, far apart.

The days are the office's own decision. Boards count points in the calendar year of the completion,
so what is not claimed and reported by 31 December can miss the year it was earned for; hence one
reminder three weeks before the year's end, while there is time, and one three days before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["unclaimed-7", "unclaimed-21", "year-end"]
AFTER: dict[Kind, timedelta] = {
    "unclaimed-7": timedelta(days=7),
    "unclaimed-21": timedelta(days=21),
}
YEAR_END = ((12, 10), (12, 28))
REST = timedelta(days=7)  # from the completion to the first of them, and around the year's end
LATE = timedelta(days=6)  # how late one is still sent, after an outage
APART = timedelta(days=3)  # nearer to the next one, that one alone is sent


@dataclass(frozen=True)
class Reminder:
    """What a person is to be told of, and on which day."""

    kind: Kind
    on: date


def reminders(completed: date) -> tuple[Reminder, ...]:
    """Return the reminders of a completion that stays unclaimed, in order.

    Around a year's end that one counts: what would come within a week of it gives way.
    """
    ends = tuple(_year_ends(completed))
    after = (Reminder(kind, completed + days) for kind, days in AFTER.items())
    apart = (one for one in after if all(abs(one.on - end.on) > REST for end in ends))
    return tuple(sorted((*ends, *apart), key=lambda one: one.on))


def due(completed: date, today: date) -> Reminder | None:
    """Return the one reminder that matters today, if any: never an older one beside it."""
    passed = [one for one in reminders(completed) if one.on <= today]
    coming = [one for one in reminders(completed) if one.on > today]
    if not passed or today - passed[-1].on > LATE:
        return None
    if passed[-1].kind == "year-end" and passed[-1].on.year != today.year:
        return None  # the year is over
    return None if coming and coming[0].on - today < APART else passed[-1]


def earliest(today: date) -> date:
    """Return the first completion day that anything is due about today."""
    return min(today - AFTER["unclaimed-21"] - LATE, date(today.year, 1, 1))


def _year_ends(completed: date) -> Iterator[Reminder]:
    for month, day in YEAR_END:
        on = date(completed.year, month, day)
        # The last one is worth its message the day after the completion, the first is not.
        if on - completed >= (REST if (month, day) == YEAR_END[0] else timedelta(days=1)):
            yield Reminder("year-end", on)

"""When a question returns, and when it is known: weeks of at most five, and never a pile.

The model says how long something is remembered; these rules are kinder to somebody with a
practice. Never under seven days between two returns. At most five questions a week, Monday to
Sunday. What was not answered within its week is owed to nobody: it is asked again four weeks
later. After two returns in a row that were right and sure it stays away.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scoring.memory import interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring.memory import Recall

MOST = 5  # questions a week
SHORTEST = timedelta(days=7)  # between two returns
LATER = timedelta(weeks=4)  # after a week in which it was not answered
ENOUGH = 2  # returns in a row, right and sure
MARKS = (30, 90)  # days after which it is told what was kept


@dataclass(frozen=True)
class Due:
    """A question that waits for its day."""

    key: Hashable
    on: date
    urgency: int  # 0 comes first


def is_wanted(first: Recall) -> bool:
    """Whether the first answer calls for a return: it was missed, or right by a guess."""
    return not first.right or first.confidence == "guess"


def urgency(last: Recall) -> int:
    """Say which of several comes first: sure and wrong, then wrong, then guessed, then the rest."""
    if not last.right:
        return 0 if last.confidence == "sure" else 1
    return 2 if last.confidence == "guess" else 3


def is_known(recalls: Sequence[Recall]) -> bool:
    """Whether the first answer was followed by returns enough that were right and sure."""
    returns = recalls[1:]
    return len(returns) >= ENOUGH and all(one.sure for one in returns[-ENOUGH:])


def returns_on(recalls: Sequence[Recall]) -> date | None:
    """Return from which day on it is asked again after these answers; None: it is known."""
    if is_known(recalls):
        return None
    return recalls[-1].on + max(SHORTEST, timedelta(days=interval(recalls)))


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def later(week: date) -> date:
    """Return from which day on it is asked again if it is not answered in the week it is asked."""
    return week + LATER


def chosen(waiting: Iterable[Due], today: date, asked: int) -> tuple[Due, ...]:
    """Return what is asked now of all that waits, where so many were asked this week already."""
    due = sorted(
        (one for one in waiting if one.on <= today),
        key=lambda one: (one.urgency, one.on, str(one.key)),
    )
    return tuple(due[: max(0, MOST - asked)])


def kept_after(recalls: Sequence[Recall], days: int) -> bool | None:
    """Whether the first return so many days or more after the first answer was right.

    None: nobody knows yet.
    """
    since = recalls[0].on + timedelta(days=days)
    return next((one.right for one in recalls[1:] if one.on >= since), None)

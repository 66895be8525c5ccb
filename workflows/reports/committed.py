"""Commitments to change, and what became of them: counts of people, as they say themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from credit.following_up import AFTER
from storage import committed
from storage.overview import EVERYTHING
from workflows.commitments.meant import BARRIERS, State

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from storage.overview import Span, Wanted

DAYS = AFTER.days
SAID: dict[State, str] = {
    "done": "All of it is done",
    "partly": "Some of it is done",
    "not_yet": "Not done yet",
    "dropped": "No longer relevant",
}
SELF_REPORTS = (
    "Intent, commitments and what became of them are self-reports: what people say of themselves,"
    " not practice that was measured. Who answers is seldom like who does not."
)


@dataclass
class Committed:
    """The people who committed to a change after one activity."""

    people: int = 0
    asked: int = 0  # of them, after so many days
    states: Counter[State] = field(default_factory=Counter)  # of those who answered
    barriers: Counter[str] = field(default_factory=Counter)  # named by them, in words

    @property
    def answered(self) -> int:
        """How many answered."""
        return self.states.total()


def committed_in(
    connection: Connection, span: Span, today: date, wanted: Wanted = EVERYTHING
) -> dict[int, Committed]:
    """Return by activity who committed to a change in what was completed in a span."""
    found: dict[int, Committed] = {}
    for row in committed.figures(connection, span, today - AFTER, wanted):
        one = found.setdefault(row.activity_id, Committed())
        one.people += row.people
        one.asked += row.people if row.due else 0
        if row.state is not None:
            one.states[row.state] += row.people
            named = set((row.barriers or "").split())
            one.barriers.update({BARRIERS[name]: row.people for name in BARRIERS if name in named})
    return found

"""How much time there is: every record counts from its completion until PARS accepts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from credit.completion import CME
from storage import pars
from workflows.act import view
from workflows.pars import grounds
from workflows.pars.fitness import at_all
from workflows.pars.tracker import report_by
from workflows.pars.undecided import undecided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from workflows.act import Act, Actor

SOON, LATER = timedelta(days=7), timedelta(days=30)
REJECTED = frozenset({"rejected_pars", "rejected_board"})
UNANSWERED = frozenset(pars.UNANSWERED)
OPEN = frozenset({"ready", "batched", *UNANSWERED, *REJECTED})
"""States in which PARS has not accepted a record yet."""


@dataclass(frozen=True)
class Clock:
    """How much time there is."""

    oldest: date | None  # the earliest completion that PARS has not accepted
    overdue: int
    due_in_7: int
    due_in_30: int
    batched: int  # in a batch that nobody marked as sent
    unanswered: int
    rejected: int
    of_year: int  # points of this year's completions that PARS has not accepted
    undecided: int  # reports to which PARS' answers contradict each other

    @property
    def presses(self) -> bool:
        """Whether something wants a look today."""
        return bool(self.overdue or self.due_in_7 or self.rejected or self.undecided)


def clock(actor: Actor) -> Clock:
    """Return how much time there is for all that is to be reported."""
    with view(actor, "reports.see") as a:
        return read(a, None)


def read(a: Act, activity_id: int | None) -> Clock:
    """Return the clock of one activity or of all; call it inside an act."""
    rows = list(_to_do(a, activity_id))
    due = [(report_by(row), row.records) for row in rows if row.subject != CME]
    return Clock(
        oldest=min((row.completed_on for row in rows), default=None),
        overdue=sum(many for day, many in due if day < a.today),
        due_in_7=sum(many for day, many in due if a.today <= day <= a.today + SOON),
        due_in_30=sum(many for day, many in due if a.today <= day <= a.today + LATER),
        batched=sum(row.records for row in rows if row.state == "batched"),
        unanswered=sum(row.records for row in rows if row.state in UNANSWERED),
        rejected=sum(row.records for row in rows if row.state in REJECTED),
        of_year=sum(
            row.records
            for row in rows
            if row.subject != CME and row.completed_on.year == a.today.year
        ),
        undecided=len(undecided(a.connection)),
    )


def _to_do(a: Act, activity_id: int | None) -> Iterator[Row[Any]]:
    """Yield records not accepted yet, those of a day together, but what nobody has to report."""
    rows = pars.open_days(a.connection, OPEN, activity_id)
    activities = grounds.activities(a.connection, (row.activity_id for row in rows))
    moment = grounds.moment(a)
    for row in rows:
        why = at_all(row.completed_on, activities[row.activity_id], moment)
        if why is None or why.who != "nobody":
            yield row

"""What the exported tables are filled from: activities, their questions, numbers for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from credit.calendar import local_day
from storage import binder, content
from workflows.content import frozen
from workflows.reports.responses.persons import Persons

if TYPE_CHECKING:
    from datetime import date, datetime

    from quizzes.models import AnyItem, EvaluationForm


@dataclass(frozen=True)
class Ground:
    """One export under way; its transaction sees the same moment throughout."""

    connection: Connection
    zone: ZoneInfo
    activities: Sequence[Row[Any]]  # each with the id of its newest edition
    persons: Persons

    @property
    def ids(self) -> list[int]:
        """The inner ids of the activities."""
        return [row.id for row in self.activities]

    def key(self, activity_id: int) -> str:
        """Return the key by which an activity is known."""
        return frozen.activity_key(self.connection, activity_id)

    def month(self, at: datetime) -> str:
        """Return the first day of an instant's month, local: a day could name somebody."""
        return month_of(local_day(at, self.zone))

    def item(self, digest: str) -> AnyItem:
        """Return a published question."""
        return frozen.item(self.connection, digest)

    def item_rows(self, activity_id: int) -> Sequence[Row[Any]]:
        """Return the rows of all editions' questions."""
        return binder.item_rows(self.connection, activity_id)

    @cached_property
    def forms(self) -> Mapping[tuple[int, str, int], EvaluationForm]:
        """The evaluation forms that were in use, by activity, id and version."""
        found = {}
        for row in self.activities:
            for edition in content.editions(self.connection, row.id):
                form = frozen.manifest(self.connection, edition.id).evaluation
                found[row.id, form.id, form.version] = form
        return found


def month_of(day: date) -> str:
    """Return the first day of a day's month."""
    return day.replace(day=1).isoformat()

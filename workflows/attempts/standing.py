"""Where an attempt stands in time: the server's clock decides, with extra time per person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from storage import attempts, halts
from workflows.attempts.refusals import AlreadySubmitted, Paused, TimeIsUp
from workflows.content.halted import Halt, halted, put_off

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy import Connection, Row

    from quizzes.models import Rules


@dataclass(frozen=True)
class Standing:
    """An attempt at one moment."""

    submitted: bool
    due: datetime | None  # answers are taken until here
    closes: datetime | None  # it can be submitted until here
    now: datetime
    policy: str  # what happens at the limit: submit, grace or abandon
    halt: Halt | None = None  # the office stopped the activity

    @property
    def paused(self) -> bool:
        """Whether nothing can be answered or submitted until the office opens it again."""
        return not self.submitted and self.halt is not None and self.halt.state == "paused"

    @property
    def answerable(self) -> bool:
        """Whether an answer may still be saved."""
        return not self.submitted and (self.due is None or self.now <= self.due)

    @property
    def submittable(self) -> bool:
        """Whether the physician may still submit."""
        return not self.submitted and (self.closes is None or self.now <= self.closes)

    @property
    def overdue(self) -> bool:
        """Whether the next act that touches the attempt has to settle it."""
        return not self.submitted and not self.submittable

    def require_answerable(self, zone: ZoneInfo) -> None:
        """Refuse what comes too late, or while the activity is paused.

        Raises:
            AlreadySubmitted: the attempt is closed.
            TimeIsUp: the time limit is over.
            Paused: the office paused the activity.
        """
        self.require_in_time()
        self.require_going_on(zone)

    def require_in_time(self) -> None:
        """Refuse what comes too late.

        Raises:
            AlreadySubmitted: the attempt is closed.
            TimeIsUp: the time limit is over.
        """
        if self.submitted:
            raise AlreadySubmitted
        if not self.answerable:
            raise TimeIsUp(self.policy)

    def require_going_on(self, zone: ZoneInfo) -> None:
        """Refuse while the activity is paused.

        Raises:
            Paused: it is.
        """
        if self.paused and self.halt is not None:
            raise Paused(self.halt.said(zone))


def stands(connection: Connection, attempt: Row[Any], rules: Rules, now: datetime) -> Standing:
    """Return where `attempt` stands; extra minutes count from grants made after its start.

    The time during which the office paused the activity does not run.
    """
    due = attempt.due_at
    if due is not None:
        granted = attempts.grants(connection, attempt.person_id, attempt.activity_id)
        due += timedelta(minutes=sum(one.minutes for one in granted if one.at > attempt.started_at))
    closes = due
    if due is not None and rules.overdue == "grace":
        closes = due + timedelta(minutes=rules.grace_minutes)
    if due is not None and attempt.halt is not None:
        rows = halts.of_activity(connection, attempt.activity_id)
        due, closes = (put_off(one, rows, attempt.started_at, now) for one in (due, closes))
    return Standing(
        submitted=attempt.submitted_at is not None,
        due=due,
        closes=closes,
        now=now,
        policy=rules.overdue,
        halt=halted(connection, attempt, attempt.activity_id),
    )

"""Where an attempt stands in time: the server's clock decides, with extra time per person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from storage import attempts
from workflows.attempts.refusals import AlreadySubmitted, TimeIsUp

if TYPE_CHECKING:
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

    def require_answerable(self) -> None:
        """Refuse what comes too late.

        Raises:
            AlreadySubmitted: the attempt is closed.
            TimeIsUp: the time limit is over.
        """
        if self.submitted:
            raise AlreadySubmitted
        if not self.answerable:
            raise TimeIsUp(self.policy)


def stands(connection: Connection, attempt: Row[Any], rules: Rules, now: datetime) -> Standing:
    """Return where `attempt` stands; extra minutes count from grants made after its start."""
    due = attempt.due_at
    if due is not None:
        granted = attempts.grants(connection, attempt.person_id, attempt.activity_id)
        due += timedelta(minutes=sum(one.minutes for one in granted if one.at > attempt.started_at))
    closes = due
    if due is not None and rules.overdue == "grace":
        closes = due + timedelta(minutes=rules.grace_minutes)
    return Standing(attempt.submitted_at is not None, due, closes, now, rules.overdue)

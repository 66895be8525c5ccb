"""Staff grant a person further attempts or extra time in an activity, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import attempts, things
from storage.columns import keepable
from workflows.act import act
from workflows.content import frozen
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from quizzes.models import Rules
    from workflows.act import Actor

MOST_ATTEMPTS = 10
MOST_MINUTES = 600


class NothingGranted(Faulty):
    """An amount that grants nothing, or more than anyone means."""

    def __init__(self) -> None:
        super().__init__(
            f"Grant 1 to {MOST_ATTEMPTS} attempts, or 1 to {MOST_MINUTES} minutes, or both."
        )


class NoReason(Faulty):
    """A grant has to say why."""

    def __init__(self) -> None:
        super().__init__("Write the reason; it stays with the grant.")


class GrantsNothing(Faulty):
    """More of what is not limited in this activity."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This activity has no limit of {what}, so there is nothing to grant.")


@dataclass(frozen=True)
class Granted:
    """A grant that was written."""

    seq: int
    attempts: int
    minutes: int


def grant(
    actor: Actor, person: str, key: str, *, further: int, minutes: int, reason: str, seen: int
) -> Granted:
    """Grant a person something in the activity `key`; `seen` is how many grants the page showed.

    A repeat of the same grant on the same page returns the first receipt.

    Raises:
        NothingGranted, NoReason, GrantsNothing, NotFound, Stale: nothing was written.
    """
    reason = keepable(reason).strip()
    _require_sense(further, minutes, reason)
    with act(actor, "attempt.grant", on=("person", person)) as a:
        activity = things.find(a.connection, "activity", key, None)
        if activity is None:
            raise NotFound("activity")
        _require_limits(frozen.terms(a.connection, activity.id).rules, further, minutes)
        rows = attempts.grants(a.connection, a.on.id, activity.id)
        if len(rows) == seen + 1 and _is_repeat(rows[-1], further, minutes, reason, a.person_id):
            a.receipt = given = Granted(rows[-1].seq, further, minutes)
            return given
        if len(rows) != seen:
            raise Stale(len(rows), len(rows))
        given = Granted(max((row.seq for row in rows), default=0) + 1, further, minutes)
        attempts.add_grant(
            a.connection,
            person_id=a.on.id,
            activity_id=activity.id,
            seq=given.seq,
            attempts=further,
            minutes=minutes,
            reason=reason,
            by=a.person_id,
            at=a.at,
        )
        a.seal("grant", person_id=a.on.id, activity_id=activity.id, seq=given.seq)
        a.data.update(activity=key, seq=given.seq, attempts=further, minutes=minutes)
        return given


def _require_sense(further: int, minutes: int, reason: str) -> None:
    if not (0 <= further <= MOST_ATTEMPTS and 0 <= minutes <= MOST_MINUTES):
        raise NothingGranted
    if further + minutes == 0:
        raise NothingGranted
    if not reason:
        raise NoReason


def _require_limits(rules: Rules, further: int, minutes: int) -> None:
    if further and rules.attempts_max is None:
        raise GrantsNothing("attempts")
    if minutes and rules.time_limit_minutes is None:
        raise GrantsNothing("time")


def _is_repeat(last: Row[Any], further: int, minutes: int, reason: str, by: int) -> bool:
    said = (last.attempts, last.minutes, last.reason, last.by)
    return said == (further, minutes, reason, by)

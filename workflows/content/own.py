"""Where a person stands in an activity, worked out from what the person did in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Row

from storage import attempts, credit, standings
from workflows.attempts.answers import answered, form_of
from workflows.attempts.standing import stands
from workflows.content.halted import halted
from workflows.credit.eligibility import earns_credit
from workflows.credit.held import told_before
from workflows.people.profile import latest

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from quizzes.edition import Manifest
    from workflows.act import Act

State = Literal[
    "not_started",
    "in_progress",
    "failed",
    "passed",  # by somebody who earns no credit in it, or it ended before the evaluation
    "evaluation_due",
    "claim_due",
    "completed",  # not claimed, and the deadline is over
    "claimed",
]


@dataclass(frozen=True)
class OpenAttempt:
    """An attempt that can be gone on with."""

    attempt: str
    position: int
    answered: int
    total: int
    minutes_left: int
    due: datetime | None
    overdue: bool  # its time ran out; opening it closes it
    paused: bool  # by the office: it can be gone on with when that is over
    halt: str | None  # what the office says, where it paused or withdrew the activity


@dataclass(frozen=True)
class Own:
    """One person's standing in one activity."""

    state: State
    open: OpenAttempt | None
    passed_attempt: str | None
    last_attempt: str | None  # the last one submitted
    completion: str | None
    attempts_used: int
    attempts_left: int | None  # None: not limited
    earns_credit: bool
    participates: bool  # what would be claimed is hours of participation, not credit


@dataclass(frozen=True)
class History:
    """All that a person did, by activity: read in a few statements however many there are."""

    person_id: int
    participates: bool
    attempts: dict[int, list[Row[Any]]]
    completions: dict[int, Row[Any]]
    claimed: frozenset[int]
    used: dict[int, int]
    granted: dict[int, int]


def history(connection: Connection, person_id: int) -> History:
    """Read what a person did."""
    by_activity: dict[int, list[Row[Any]]] = {}
    for row in attempts.all_of_person(connection, person_id):
        by_activity.setdefault(row.activity_id, []).append(row)
    claimed = standings.claimed(connection, person_id)
    # One a person and activity, unless two accounts were merged: what is claimed comes last.
    rows = credit.completions_of(connection, person_id)
    counting = sorted(rows, key=lambda row: (row.id in claimed, -row.id))
    return History(
        person_id=person_id,
        participates=latest(connection, person_id)[0].participates,
        attempts=by_activity,
        completions={row.activity_id: row for row in counting},
        claimed=claimed,
        used=standings.used(connection, person_id),
        granted=standings.granted(connection, person_id),
    )


def own(a: Act, done: History, activity: Row[Any], manifest: Manifest) -> Own:
    """Return where the person behind `done` stands in `activity`."""
    rows = done.attempts.get(activity.id, [])
    open_row = next((one for one in rows if one.submitted_at is None), None)
    first_pass = next((one for one in rows if one.passed), None)
    submitted = [one for one in rows if one.submitted_at is not None]
    completion = done.completions.get(activity.id)
    used = done.used.get(activity.id, 0)
    limit = manifest.terms.rules.attempts_max
    earns = earns_credit(a.connection, done.person_id, manifest)
    counts = earns and not _teaches_only(a, activity, first_pass)
    state = _state(done, activity, rows, a.today, earns=counts)
    return Own(
        state="completed"
        if state == "claim_due" and _no_points(a, done, activity, manifest)
        else state,
        open=open_attempt(a, open_row, manifest) if open_row is not None else None,
        passed_attempt=first_pass.public_id if first_pass is not None else None,
        last_attempt=submitted[-1].public_id if submitted else None,
        completion=completion.public_id if completion is not None else None,
        attempts_used=used,
        attempts_left=None
        if limit is None
        else max(0, limit + done.granted.get(activity.id, 0) - used),
        earns_credit=earns,
        participates=done.participates,
    )


def _teaches_only(a: Act, activity: Row[Any], first_pass: Row[Any] | None) -> bool:
    """Whether it was passed after the office withdrew it."""
    halt = halted(a.connection, activity, activity.id) if first_pass is not None else None
    return (
        halt is not None and first_pass is not None and halt.teaches_only(first_pass.submitted_at)
    )


def _no_points(a: Act, done: History, activity: Row[Any], manifest: Manifest) -> bool:
    """Whether points are all there is, and there are none for this person."""
    held = manifest.terms.accreditation.held_elsewhere
    if held is None:
        return False
    contact = manifest.front.contact.email
    return told_before(a.connection, done.person_id, activity.id, held, contact) is not None


def _state(
    done: History, activity: Row[Any], rows: list[Row[Any]], today: date, *, earns: bool
) -> State:
    completion = done.completions.get(activity.id)
    if completion is not None and completion.id in done.claimed:
        return "claimed"
    if any(one.passed for one in rows):
        return _after_passing(activity, today, earns=earns, evaluated=completion is not None)
    if any(one.submitted_at is None for one in rows):
        return "in_progress"
    return "failed" if rows else "not_started"


def _after_passing(activity: Row[Any], today: date, *, earns: bool, evaluated: bool) -> State:
    if not earns:
        return "passed"
    if not evaluated:
        return "evaluation_due" if today <= activity.expires else "passed"
    return "claim_due" if today <= activity.claim_by else "completed"


def open_attempt(a: Act, row: Row[Any], manifest: Manifest) -> OpenAttempt:
    """Return how far an open attempt is: where to go on, and about how long it takes."""
    form = form_of(row)
    have = answered(form, attempts.answers(a.connection, row.id))
    total = len(form.items)
    at = stands(a.connection, row, manifest.terms.rules, a.at)
    minutes = manifest.terms.accreditation.estimated_minutes
    return OpenAttempt(
        attempt=row.public_id,
        position=next((one for one in range(1, total + 1) if one not in have), total),
        answered=len(have),
        total=total,
        minutes_left=_minutes_left(minutes, total - len(have), total, at.due, a.at),
        due=at.due,
        overdue=at.overdue,
        paused=at.paused,
        halt=at.halt.said(a.actor.service.settings.zone) if at.halt is not None else None,
    )


def _minutes_left(
    estimate: int, missing: int, total: int, due: datetime | None, now: datetime
) -> int:
    """The estimated share of what is missing, rounded up, and never beyond the time limit."""
    share = -(-estimate * missing // total)
    if due is None:
        return share
    return max(0, min(share, int((due - now).total_seconds()) // 60))

"""Close an attempt: by the physician, or by the clock when its time ran out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scoring.passing import passed
from storage import attempts, corrections
from storage.connect import reading
from workflows.act import act
from workflows.attempts import sheet
from workflows.attempts.answers import answered, form_of
from workflows.attempts.corrections import told
from workflows.attempts.marks import mark_form
from workflows.attempts.refusals import SubmittedTooLate
from workflows.attempts.seal import seal
from workflows.attempts.standing import stands
from workflows.content import frozen

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor
    from workflows.attempts.standing import Standing


def submit(actor: Actor, attempt: str) -> None:
    """Submit an attempt and mark it; a repeat changes nothing.

    Raises:
        SubmittedTooLate: the time was up before, and the attempt is closed by its policy.
        Paused: the office paused the activity; nothing was written.
    """
    with act(actor, "attempt.submit", on=("attempt", attempt), once=_submitted) as a:
        if a.receipt is not None:
            return
        late = settle_row(a, a.on)
        if not late:
            _standing(a, a.on).require_going_on(actor.service.settings.zone)
            _close(a, a.on, a.at, counted=True)
    if late:
        raise SubmittedTooLate


def settle(actor: Actor, attempt: str) -> bool:
    """Close one attempt if its time ran out; say whether it is closed now."""
    with act(actor, "attempt.settle", on=("attempt", attempt), once=_not_overdue) as a:
        if a.receipt is None:
            settle_row(a, a.on)
            return True
        return bool(a.on.submitted_at)


def settle_all(actor: Actor) -> int:
    """Close every attempt whose time ran out and return how many."""
    now = actor.service.now()
    with reading(actor.service.engine) as connection:
        # Of a paused activity nobody's is: days long, each would be an act that writes nothing.
        rows = [
            row
            for row in attempts.overdue(connection, now)
            if _stands(connection, row, now).overdue
        ]
    return sum(settle(actor, row.public_id) for row in rows)


def settle_row(a: Act, row: Row[Any]) -> bool:
    """Close `row` inside an act if its time ran out; say whether it is closed."""
    now = _standing(a, row)
    if not now.overdue or now.due is None:
        return now.submitted
    row = attempts.locked(a.connection, row.id)
    if row.submitted_at is not None:
        return True  # somebody else did, since it was read
    rules = frozen.terms(a.connection, row.activity_id).rules
    # Under "abandon" and "grace" what was not submitted in time does not count.
    _close(a, row, now.due, counted=rules.overdue == "submit")
    return True


def _submitted(a: Act) -> bool | None:
    return True if a.on.submitted_at is not None else None


def _not_overdue(a: Act) -> bool | None:
    return None if _standing(a, a.on).overdue else True


def _standing(a: Act, row: Row[Any]) -> Standing:
    return _stands(a.connection, row, a.at)


def _stands(connection: Connection, row: Row[Any], now: datetime) -> Standing:
    return stands(connection, row, frozen.terms(connection, row.activity_id).rules, now)


def _close(a: Act, row: Row[Any], submitted_at: datetime, *, counted: bool) -> None:
    rows = attempts.answers(a.connection, row.id)
    form = form_of(row)
    terms = frozen.terms(a.connection, row.activity_id)
    given = answered(form, rows)
    corrections.hold_still(a.connection, alone=False)
    held = told(a.connection, [one.item_id for one in form.items])
    score, body = mark_form(a.connection, form, given, held)
    share = score.share
    attempts.close(a.connection, row.id, submitted_at)
    attempts.add_result(
        a.connection,
        attempt_id=row.id,
        seq=1,
        num=share.numerator,
        den=share.denominator,
        passed=counted and passed(score, terms.rules.passing_percent),
        counted=counted,
        body=body.model_dump_json(),
        at=a.at,
    )
    a.seal("result", attempt_id=row.id, seq=1)
    sheet.keep(a.connection, row, counted=counted)
    line: dict[str, object] = {
        "score": str(share),
        "counted": counted,
        "submitted_at": submitted_at.isoformat(),
        "answers": seal(a.connection, row.id),
        "answered": len(given),
    }
    if a.object == f"attempt:{row.public_id}":
        a.data.update(line)
    else:  # settled on the way of another act
        a.data["settled"] = {"attempt": row.public_id, **line}

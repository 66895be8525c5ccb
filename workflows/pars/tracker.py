"""The credit tracker: where each report of a completion stands, in plain words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from credit import boards
from credit.calendar import local_day, written
from credit.completion import CME
from credit.window import taken_until
from storage import credit, pars
from workflows.pars import grounds
from workflows.pars.advice import holder, to_compare
from workflows.pars.fitness import (
    NOT_AGREED,
    Activity,
    Learner,
    Moment,
    Where,
    corrected,
    hindrances,
)
from workflows.pars.queue import by_subject, standing
from workflows.pars.reported import Reported, goes_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Row

    from workflows.act import Act
    from workflows.pars.fitness import Hindrance

Stage = Literal[
    "earned",  # it goes with the next batch
    "waiting",  # something is missing: see fix
    "in batch",
    "sent",
    "accepted",
    "rejected",
    "corrected",  # rejected, and put right since: it goes once more
    "taken back",
    "not needed",
]
WITHIN = timedelta(days=30)
"""ACCME: points are reported within 30 days of the completion."""
SAID: dict[Stage, str] = {
    "earned": "Ready to be reported",
    "waiting": "Waiting",
    "in batch": "In the batch that goes to PARS next",
    "sent": "Sent to PARS; the answer is not here yet",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "corrected": "Corrected; the office sends it again",
    "taken back": "Taken back",
    "not needed": "Not reported",
}
_STAGES: dict[str, Stage] = {
    "batched": "in batch",
    "sent": "sent",
    "pending_board": "sent",
    "accepted": "accepted",
    "rejected_pars": "rejected",
    "rejected_board": "rejected",
}


@dataclass(frozen=True)
class Fix:
    """What to put right, who can, and on which page ("profile", "activity", …; "": nowhere)."""

    said: str
    who: str
    where: Where
    about: str = ""  # what is missing, as fitness names it


@dataclass(frozen=True)
class Deletion:
    """A deletion that PARS has not accepted: until then the old amount counts there."""

    record: str
    state: str
    amount: str
    reason: str | None

    @property
    def said(self) -> str:
        """Where it stands, in plain words."""
        return _DELETIONS[self.state]


_DELETIONS: dict[str, str] = {
    "ready": "it goes with the next batch",
    "batched": "it is in the batch that goes to PARS next",
    "sent": "sent to PARS; the answer is not here yet",
    "pending_board": "PARS has it; the board has not answered yet",
    "rejected_pars": "rejected by PARS",
    "rejected_board": "rejected by the board",
}
"""A deletion's states while it is outstanding."""


@dataclass(frozen=True)
class Tracked:
    """One report: what of a completion goes to whom, and where it stands."""

    completion: str
    record: str  # of PARS, by its public id
    state: str  # of that record, as the events name it
    subject: str
    to: str  # "ABIM", "ABA Patient Safety", "State boards"
    amount: str  # in words; "" where nothing is claimed any more
    stage: Stage
    said: str  # the stage in plain words
    reason: str | None  # why it waits, or why it was rejected
    fix: Fix | None
    report_by: date
    days_left: int | None  # for points, negative when late; None: it arrived, or has no clock
    year_ends: date  # the credit counts for the year that ends then
    declined: bool = False  # its owner has not agreed to it, and need not
    deletions: tuple[Deletion, ...] = ()  # outstanding, beside this report

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something for it."""
        return self.stage not in {"accepted", "taken back", "not needed"}


def tracked(a: Act, completion: Row[Any]) -> tuple[Tracked, ...]:
    """Return where the reports of one completion stand, credit first; call it inside a view."""
    return of_completions(a, [completion])[completion.id]


def of_person(a: Act, person_id: int) -> dict[int, tuple[Tracked, ...]]:
    """Return where all reports of a person stand, by the inner id of the completion."""
    return of_completions(a, credit.completions_of(a.connection, person_id))


def rejected(a: Act, completions: Iterable[Row[Any]]) -> tuple[Tracked, ...]:
    """Return the reports of completions that were rejected, the most pressing first."""
    rows = {row.id: row for row in completions}
    found = pars.of_completions(a.connection, list(rows))
    some = {row.completion_id for row in found if _STAGES.get(row.state) == "rejected"}
    if not some:  # for nearly everybody: nothing more is read
        return ()
    reports = of_completions(a, [rows[one] for one in some]).values()
    those = (one for each in reports for one in each if one.stage == "rejected")
    return tuple(sorted(those, key=lambda one: (one.report_by, one.to)))


def of_completions(a: Act, completions: Iterable[Row[Any]]) -> dict[int, tuple[Tracked, ...]]:
    """Return where the reports of completions stand, by inner id, each with credit first."""
    rows = {row.id: row for row in completions}
    records: dict[int, list[Row[Any]]] = {one: [] for one in rows}
    for row in pars.of_completions(a.connection, list(rows)):
        records[row.completion_id].append(row)
    rejected = [row.id for some in records.values() for row in some if _is_rejected(row)]
    around = _Around(
        grounds.activities(a.connection, (row.activity_id for row in rows.values())),
        grounds.learners(a.connection, {row.person_id for row in rows.values()}),
        grounds.moment(a),
        pars.sent_bodies(a.connection, rejected) if rejected else {},
    )
    return {one: _all(rows[one], records[one], around) for one in rows}


@dataclass(frozen=True)
class _Around:
    activities: dict[int, Activity]
    learners: dict[int, Learner]
    moment: Moment
    sent: dict[int, str]  # what was rejected, as it was sent


def _is_rejected(row: Row[Any]) -> bool:
    return _STAGES.get(row.state) == "rejected"


def _all(completion: Row[Any], records: Sequence[Row[Any]], around: _Around) -> tuple[Tracked, ...]:
    subjects = by_subject(records)
    first = sorted(subjects, key=lambda one: (one != CME, one))
    return tuple(_one(completion, subjects[one], around) for one in first)


def _one(completion: Row[Any], rows: Sequence[Row[Any]], around: _Around) -> Tracked:
    there = standing(rows)
    waiting = [row for row in rows if row.action == "delete" and row.state in _DELETIONS]
    if there is None:
        last = waiting[-1] if waiting else rows[-1]
        return replace(_gone(completion, last), deletions=_outstanding(waiting[:-1]))
    stage, reason, fix = _state(there, around)
    by = report_by(there)
    clock = stage not in {"accepted", "not needed"} and there.subject != CME
    return Tracked(
        completion=completion.public_id,
        record=there.public_id,
        state=there.state,
        subject=there.subject,
        to=goes_to(there.subject),
        amount=Reported.model_validate_json(there.body).said,
        stage=stage,
        said=_said(stage, there, around),
        reason=reason,
        fix=fix,
        report_by=by,
        days_left=(by - around.moment.today).days if clock else None,
        year_ends=date(there.completed_on.year, 12, 31),
        declined=reason == NOT_AGREED.said,
        deletions=_outstanding(waiting),
    )


def _outstanding(rows: Iterable[Row[Any]]) -> tuple[Deletion, ...]:
    return tuple(
        Deletion(row.public_id, row.state, Reported.model_validate_json(row.body).said, row.reason)
        for row in rows
    )


def _gone(completion: Row[Any], last: Row[Any]) -> Tracked:
    return Tracked(
        completion=completion.public_id,
        record=last.public_id,
        state=last.state,
        subject=last.subject,
        to=goes_to(last.subject),
        amount="",
        stage="taken back",
        said=_deletion(last),
        reason=None,
        fix=None,
        report_by=report_by(last),
        days_left=None,
        year_ends=date(last.completed_on.year, 12, 31),
    )


def _deletion(last: Row[Any]) -> str:
    if last.action == "add" or last.state == "cancelled":
        return "Taken back before it was reported"
    if last.state == "accepted":
        return "Taken back, and deleted from PARS"
    if last.state in {"rejected_pars", "rejected_board"}:
        return "Taken back, but its deletion was rejected: PARS still holds it"
    return "Taken back; it is being deleted from PARS"


def _state(there: Row[Any], around: _Around) -> tuple[Stage, str | None, Fix | None]:
    stage = _STAGES.get(there.state)
    activity = around.activities[there.activity_id]
    learner = around.learners[there.person_id]
    found = tuple(hindrances(there, activity, learner, around.moment))
    if found and found[0].who == "nobody" and stage in {None, "rejected"}:
        return "not needed", found[0].said, None
    if stage == "rejected":
        reason = there.reason or "PARS gave no reason."
        sent = around.sent.get(there.id)
        if not found and sent is not None and corrected(there, activity, learner, sent):
            return "corrected", f"Rejected before: {reason}", None
        return stage, reason, _after_rejection(there, found)
    if stage is not None:
        return stage, None, None
    return _waiting(found)


def _waiting(found: Sequence[Hindrance]) -> tuple[Stage, str | None, Fix | None]:
    """Say what keeps a report that has not gone: its owner's part first, then the office's."""
    if not found:
        return "earned", None, None
    own = [one for one in found if one.who == "the physician"]
    office = [one for one in found if one.who != "the physician"]
    said = " ".join(one.said for one in (*own, *office))
    if not own:
        return "waiting", said, Fix(office[0].fix, office[0].who, office[0].where)
    rest = ("The rest is for the office.",) if office else ()
    fixes = dict.fromkeys((*(one.fix for one in own), *rest))
    return "waiting", said, Fix(" ".join(fixes), own[0].who, own[0].where, own[0].code)


def _after_rejection(there: Row[Any], found: Sequence[Hindrance]) -> Fix:
    own = next((one for one in found if one.who == "the physician"), None)
    if own is not None:
        return Fix(f"{own.said} {own.fix}", own.who, own.where, own.code)
    if compare := to_compare(there.reason or "", there.subject):
        return Fix(
            f"Compare {compare} in the profile with what {holder(there.subject)} holds, and correct"
            " it there or here; the report then goes again.",
            "the physician",
            "profile",
        )
    return Fix("Look into it with PARS or the board, then queue it again.", "staff", "reporting")


def _said(stage: Stage, there: Row[Any], around: _Around) -> str:
    zone = around.moment.zone
    saved_at = around.learners[there.person_id].saved_at
    if stage == "corrected" and saved_at is not None:
        day = written(local_day(saved_at, zone))
        return f"Corrected on {day}; the office sends it again"
    if stage == "sent" and there.state == "pending_board":
        return "PARS has it; the board has not answered yet"
    if stage == "rejected":
        return "Rejected by PARS" if there.state == "rejected_pars" else "Rejected by the board"
    if stage == "accepted":
        return f"Accepted on {written(local_day(there.state_at, zone))}"
    return SAID[stage]


def report_by(row: Row[Any]) -> date:
    """Return the last day to report a record: what its board asks, else 30 days.

    No rule asks for credit at state boards within any time: it goes while PARS takes it.
    """
    board = row.subject.partition(":")[0]
    on: date = row.completed_on
    if row.subject == CME:
        return taken_until(on)
    try:
        return on + timedelta(days=boards.load().rule(board, on).report_within_days)
    except LookupError:
        return on + WITHIN

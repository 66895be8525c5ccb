"""Decide about a project, as the program's staff: begin it, approve its report, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written
from credit.part4.plan import Plan, lacks
from storage import participations, people
from workflows.act import act
from workflows.desk.decision import reason_of
from workflows.part4.asking import ask
from workflows.part4.project import (
    PlanRefused,
    by_address,
    go_on,
    held,
    known,
    let_in,
    require_seen,
)
from workflows.part4.propose import SameTwo
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection, Row

    from workflows.act import Act, Actor


class OwnProject(Refused):
    """Somebody of the office who decides about a project that they lead."""

    status = 403

    def __init__(self) -> None:
        """Say who can."""
        super().__init__("You lead this project: somebody else of the office decides about it.")


class NotThatDay(Faulty):
    """A report approved before anything could be reported, or tomorrow."""

    def __init__(self, first: date) -> None:
        """Say which days can be."""
        super().__init__(
            f"A report is approved between {written(first)}, the last day of the work, and today."
        )


def begin(actor: Actor, project: str, seen: int) -> int:
    """Let a proposal go under way.

    Raises:
        OwnProject, NotNow, Stale: nothing was changed.
    """
    with act(actor, "project.decide", on=("project", project)) as a:
        row = held(a, "draft")
        _require_other(a, row)
        require_seen(row, seen)
        return go_on(a, row, state="under_way", reason=None)


def approve(actor: Actor, project: str, seen: int, on: date) -> int:
    """Approve the report of a project on a day: its participants can attest from then on.

    Raises:
        PlanRefused: the plan does not hold what a report needs; it says what.
        OwnProject, NotThatDay, NotNow, Stale: nothing was changed.
    """
    with act(actor, "project.decide", on=("project", project)) as a:
        row = held(a, "under_way")
        _require_other(a, row)
        require_seen(row, seen)
        plan = Plan.model_validate_json(row.body)
        if missing := lacks(plan):
            raise PlanRefused(tuple(f"{one[:1].upper()}{one[1:]}." for one in missing))
        first = max(filter(None, (plan.last_day, plan.ends)), default=a.today)
        if not first <= on <= a.today:
            raise NotThatDay(first)
        a.data["approved_on"] = on.isoformat()
        for one in participations.of_project(a.connection, row.project_id):
            ask(a, one)
        return go_on(a, row, state="approved", approved_on=on, reason=None)


def close(actor: Actor, project: str, seen: int, reason: str) -> int:
    """Close a project, or decline a proposal; what was verified stays.

    Raises:
        NoReason, OwnProject, NotNow, Stale: nothing was changed.
    """
    reason = reason_of(reason)
    with act(actor, "project.decide", on=("project", project)) as a:
        row = held(a, "draft", "under_way", "approved")
        _require_other(a, row)
        require_seen(row, seen)
        return go_on(a, row, state="closed", reason=reason)


def name_lead(actor: Actor, project: str, seen: int, address: str) -> int:
    """Name another lead, as when the first one leaves; they take part from then on.

    Raises:
        NobodyThere, SameTwo, NotNow, Stale: nothing was changed.
    """

    def lead(connection: Connection) -> Iterable[int]:
        return known(connection, address)

    with act(actor, "project.decide", on=("project", project), about=lead) as a:
        row = held(a, "draft", "under_way", "approved")
        require_seen(row, seen)
        person = by_address(a.connection, address)
        if person == row.second_id:
            raise SameTwo
        let = let_in(a, row.project_id, person)
        if let is not None and row.state == "approved":
            ask(a, let)
        return go_on(a, row, lead_id=person)


def _require_other(a: Act, row: Row[object]) -> None:
    if row.lead_id in people.ids_of(a.connection, a.person_id):
        raise OwnProject

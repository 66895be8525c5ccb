"""Rejected records: why, what differs by now from what was sent, and the way back to the queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from storage import pars, people, tasks
from workflows.act import act, view
from workflows.pars import grounds
from workflows.pars.answers import SAID
from workflows.pars.by_hand import again
from workflows.pars.corrected import corrected
from workflows.pars.reported import Reported, goes_to
from workflows.pars.undecided import CONTRADICTION, undecided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from workflows.act import Act, Actor

PAGE = 50
STATES = ("rejected_pars", "rejected_board")


@dataclass(frozen=True)
class Rejected:
    """One rejected record."""

    record: str
    person: str
    name: str
    to: str
    amount: str
    title: str
    completed_on: date
    deletion: bool
    said: str
    reason: str
    changed: bool  # what would be sent now differs from what was sent


@dataclass(frozen=True)
class RejectedPage:
    """One page of what is rejected, the oldest completion first."""

    found: int
    page: int
    pages: int
    rows: tuple[Rejected, ...]


def rejected(actor: Actor, page: int = 1) -> RejectedPage:
    """Return one page of the rejected records."""
    with view(actor, "reports.see") as a:
        found = pars.count_in(a.connection, STATES)
        pages = max(1, -(-found // PAGE))
        page = min(max(1, page), pages)
        rows = pars.page_in(a.connection, STATES, PAGE, (page - 1) * PAGE)
        return RejectedPage(found, page, pages, _read(a, rows))


def _read(a: Act, rows: Sequence[Row[Any]]) -> tuple[Rejected, ...]:
    activities = grounds.activities(a.connection, (row.activity_id for row in rows))
    learners = grounds.learners(a.connection, {row.person_id for row in rows})
    changed = {row.id for row in _changed(a, rows)}
    return tuple(
        Rejected(
            record=row.public_id,
            person=people.by_id(a.connection, row.person_id).public_id,
            name=learners[row.person_id].profile.shown,
            to=goes_to(row.subject),
            amount=Reported.model_validate_json(row.body).said,
            title=activities[row.activity_id].title,
            completed_on=row.completed_on,
            deletion=row.action == "delete",
            said=SAID[row.state],
            reason=row.reason or "",
            changed=row.id in changed,
        )
        for row in rows
    )


def retry_changed(actor: Actor) -> int:
    """Let every rejected record go once more whose identity was corrected since it was sent.

    Returns how many that are; a repeat finds none.
    """
    with act(actor, "report.retry") as a:
        rows = pars.page_in(a.connection, STATES, pars.MANY, 0)
        pars.lock(a.connection, [row.id for row in rows])
        now = pars.by_ids(a.connection, [row.id for row in rows])
        unclear = undecided(a.connection)
        certain = [
            now[row.id]
            for row in rows
            if now[row.id].state in STATES and (row.completion_id, row.subject) not in unclear
        ]
        changed = _changed(a, certain)
        again(a, changed)
        if not changed:
            a.receipt = 0
        return len(changed)


def _changed(a: Act, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    return [row for row, _before, _now in corrected(a, rows)]


@dataclass(frozen=True)
class Contradiction:
    """An answer that came late and says something else than the one before."""

    record: str
    person: str
    name: str
    to: str
    title: str
    completed_on: date
    state: str  # in force
    said: str
    now: str  # what the late answer says
    now_said: str
    reason: str


def contradictions(actor: Actor) -> tuple[Contradiction, ...]:
    """Return the late contradictory answers that staff have not decided yet."""
    with view(actor, "reports.see") as a:
        waiting = [one for one in tasks.of_kind(a.connection, CONTRADICTION) if one.state is None]
        return tuple(_contradiction(a, one) for one in waiting)


def _contradiction(a: Act, task: Row[Any]) -> Contradiction:
    row = pars.by_public_id(a.connection, task.about.partition(":")[2])
    says = json.loads(task.body)
    learner = grounds.learners(a.connection, [row.person_id])[row.person_id]
    return Contradiction(
        record=row.public_id,
        person=people.by_id(a.connection, row.person_id).public_id,
        name=learner.profile.shown,
        to=goes_to(row.subject),
        title=grounds.activity(a.connection, row.activity_id).title,
        completed_on=row.completed_on,
        state=row.state,
        said=SAID.get(row.state, row.state),
        now=says["state"],
        now_said=SAID[says["state"]],
        reason=says["reason"],
    )

"""What of the queue would go to PARS now, and what is left out: why, and who can put it right."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from storage import content, pars_batch, people
from workflows.act import view
from workflows.content import frozen
from workflows.pars import clock
from workflows.pars.fitness import TITLES, Code, Where, Who
from workflows.pars.gathering import Goes, gather
from workflows.pars.reported import Reported, goes_to
from workflows.pars.tracker import report_by

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.pars.gathering import Stays

SHOWN = 50  # people under each reason; the count says how many there are


@dataclass(frozen=True)
class LeftOut:
    """One record that stays here."""

    person: str  # public id
    name: str
    activity: str  # key
    title: str
    to: str
    amount: str
    completed_on: date
    report_by: date
    why: str
    fix: str
    who: Who
    where: Where


@dataclass
class Reason:
    """All that is left out for one reason."""

    code: Code
    title: str
    count: int = 0
    first: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    """The queue as it is now."""

    clock: clock.Clock
    goes: int
    additions: int
    deletions: int
    people: int
    left_out: int
    reasons: tuple[Reason, ...]
    demonstration: bool
    newest: str  # the newest batch: what the next one is made after


@dataclass
class _Counts:
    """What is counted on the way."""

    additions: int = 0
    deletions: int = 0
    people: set[int] = field(default_factory=set)
    reasons: dict[Code, Reason] = field(default_factory=dict)


def preview(actor: Actor, activity: str | None = None, shown: int = SHOWN) -> Preview:
    """Return what would go, of one activity or all, with up to `shown` people under each reason."""
    on = ("activity", activity) if activity else None
    with view(actor, "reports.see", on=on) as a:
        counts = _Counts()
        only = a.on.id if a.on is not None else None
        for one in gather(a, only):
            _count(a, counts, one, shown)
        return Preview(
            clock=clock.read(a, only),
            goes=counts.additions + counts.deletions,
            additions=counts.additions,
            deletions=counts.deletions,
            people=len(counts.people),
            left_out=sum(one.count for one in counts.reasons.values()),
            reasons=tuple(counts.reasons[code] for code in TITLES if code in counts.reasons),
            demonstration=a.actor.service.settings.demo,
            newest=pars_batch.newest(a.connection),
        )


def _count(a: Act, counts: _Counts, one: Goes | Stays, shown: int) -> None:
    if isinstance(one, Goes):
        counts.people.add(one.row.person_id)
        if one.row.action == "add":
            counts.additions += 1
        else:
            counts.deletions += 1
        return
    code = one.why.code
    reason = counts.reasons.setdefault(code, Reason(code, TITLES[code]))
    reason.count += 1
    if len(reason.first) < shown:
        reason.first.append(_left_out(a, one))


def _left_out(a: Act, one: Stays) -> LeftOut:
    return LeftOut(
        person=people.by_id(a.connection, one.row.person_id).public_id,
        name=one.name,
        activity=one.activity.key,
        title=one.activity.title,
        to=goes_to(one.row.subject),
        amount=Reported.model_validate_json(one.row.body).said,
        completed_on=one.row.completed_on,
        report_by=report_by(one.row),
        why=one.why.said,
        fix=one.why.fix,
        who=one.why.who,
        where=one.why.where,
    )


@dataclass(frozen=True)
class Reportable:
    """An activity whose records can be looked at alone."""

    key: str
    title: str


def activities(actor: Actor) -> tuple[Reportable, ...]:
    """Return the activities, the newest first."""
    with view(actor, "reports.see") as a:
        rows: list[Any] = sorted(content.newest_editions(a.connection), key=lambda row: -row.id)
        return tuple(
            Reportable(
                frozen.activity_key(a.connection, row.id), frozen.terms(a.connection, row.id).title
            )
            for row in rows
        )


def newest(actor: Actor) -> str:
    """Return the newest batch, "" before the first: what the next one is made after."""
    with view(actor, "reports.see") as a:
        return pars_batch.newest(a.connection)

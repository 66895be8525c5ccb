"""What waits for a second person of the office, and double claims that wait for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from credit.amounts import as_text
from credit.calendar import written
from credit.completion import CME
from storage import credit, people, tasks, things
from workflows.act import view
from workflows.content import frozen
from workflows.credit import amendment
from workflows.credit.amendment import Amendment
from workflows.desk import doubles
from workflows.desk.doubles import Double
from workflows.people import merge
from workflows.people.merge import Merging
from workflows.people.profile import latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Proposal:
    """One proposal with all that the second person needs to decide."""

    kind: Literal["amendment", "merge"]
    on: str  # the completion, or the account to be merged
    proposal: str
    person: str
    shown: str
    about: str
    lines: tuple[str, ...]  # what would change
    reason: str
    by: str
    at: datetime
    own: bool  # by the viewer, or about them: somebody else confirms it


@dataclass(frozen=True)
class DoubleClaim:
    """An activity that a person claimed in two accounts."""

    person: str
    shown: str
    title: str


@dataclass(frozen=True)
class ToConfirm:
    """Everything that waits, the oldest first."""

    proposals: tuple[Proposal, ...]
    doubles: tuple[DoubleClaim, ...]


def waiting(actor: Actor) -> ToConfirm:
    """Return what waits for a decision of the office."""
    with view(actor, "confirm.see") as a:
        found = [
            *(_amendment(a, row) for row in _open(a, amendment.KIND)),
            *(_merge(a, row) for row in _open(a, merge.KIND)),
        ]
        return ToConfirm(
            tuple(sorted(found, key=lambda one: one.at)),
            tuple(_double(a, row) for row in _open(a, doubles.KIND)),
        )


def _open(a: Act, kind: str) -> Iterator[Row[Any]]:
    return (row for row in tasks.of_kind(a.connection, kind) if row.state is None)


def _amendment(a: Act, row: Row[Any]) -> Proposal:
    wanted = Amendment.model_validate_json(row.body)
    done = things.find(a.connection, "completion", _id(row), None)
    assert done is not None  # noqa: S101  (a proposal is about a completion, which is never deleted)
    held = {kind: one.quarters for kind, one in credit.claims(a.connection, done.id).items()}
    title = frozen.terms(a.connection, done.activity_id).title
    return _proposal(
        a,
        row,
        "amendment",
        f"{title}, completed {written(done.completed_on)}",
        tuple(
            _change(kind, held.get(kind, 0), to)
            for kind, to in sorted(wanted.amounts.items(), key=lambda one: one[0] != CME)
            if to != held.get(kind, 0)
        ),
        wanted.reason,
    )


def _change(kind: str, before: int, after: int) -> str:
    what = "Credit" if kind == CME else f"{kind.replace(':', ' ')} points"
    to = as_text(after) if after else "taken back"
    return f"{what}: {as_text(before)} → {to}"


def _merge(a: Act, row: Row[Any]) -> Proposal:
    wanted = Merging.model_validate_json(row.body)
    own = ", ".join(people.own_subjects(a.connection, row.person_id)) or "no address"
    if wanted.into is None:
        return _proposal(a, row, "merge", "Undo a merge", (f"{own} is its own account again",),
                         wanted.reason)  # fmt: skip
    other = things.find(a.connection, "person", wanted.into, None)
    into = people.own_subjects(a.connection, other.id) if other is not None else ()
    profile, _seq = latest(a.connection, other.id if other is not None else row.person_id)
    lines = (
        f"Merge: the account of {own}",
        f"Keep: the account of {', '.join(into) or 'no address'} ({profile.shown})",
    )
    return _proposal(a, row, "merge", "Merge two accounts", lines, wanted.reason)


def _proposal(
    a: Act,
    row: Row[Any],
    kind: Literal["amendment", "merge"],
    about: str,
    lines: tuple[str, ...],
    reason: str,
) -> Proposal:
    own = people.ids_of(a.connection, a.person_id)
    profile, _seq = latest(a.connection, row.person_id)
    proposer, _seq = latest(a.connection, row.by)
    return Proposal(
        kind=kind,
        on=_id(row),
        proposal=row.public_id,
        person=str(people.by_id(a.connection, row.person_id).public_id),
        shown=profile.shown,
        about=about,
        lines=lines,
        reason=reason,
        by=proposer.shown,
        at=row.at,
        own=row.by in own or row.person_id in own,
    )


def _double(a: Act, row: Row[Any]) -> DoubleClaim:
    found = Double.model_validate_json(row.body)
    profile, _seq = latest(a.connection, row.person_id)
    activity = things.find(a.connection, "activity", found.activity, None)
    title = frozen.terms(a.connection, activity.id).title if activity else found.activity
    return DoubleClaim(_id(row), profile.shown, title)


def _id(row: Row[Any]) -> str:
    return str(row.about).partition(":")[2]

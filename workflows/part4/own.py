"""A person's own Part IV: what they lead, what they take part in, and what boards give for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from credit.part4.awards import Award, Role
from documents.part4_row import Part4Row
from storage import participations, portfolio, projects
from workflows.act import view
from workflows.part4.attested import Standing, projects_of, role_in, standings
from workflows.part4.project import Project, read
from workflows.part4.verifying import ToVerify, to_verify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Row

    from workflows.act import Act, Actor

Sent = Literal["not sent yet", "sent", "accepted", "rejected", "not shared"]
STATES: dict[str, Sent] = {
    "batched": "sent",
    "accepted": "accepted",
    "rejected": "rejected",
    "again": "not sent yet",
}


@dataclass(frozen=True)
class AtBoard:
    """One board's award, and how far its notice came."""

    award: Award
    sent: Sent
    reason: str = ""


@dataclass(frozen=True)
class Part:
    """One project that the person takes part in."""

    participation: str
    project: Project
    role: Role
    standing: Standing
    year: int | None
    year_said: str
    boards: tuple[AtBoard, ...]
    may_attest: bool

    @property
    def completed_on(self) -> date | None:
        """The day the person's part was completed."""
        return self.standing.completed_on


@dataclass(frozen=True)
class Own:
    """Everything about one person."""

    parts: tuple[Part, ...]
    leads: tuple[Project, ...]
    to_verify: tuple[ToVerify, ...]  # as the lead, or the second person who was named


def own(actor: Actor) -> Own:
    """Return the actor's own Part IV."""
    with view(actor, "part4.see") as a:
        rows = projects.of_leader(a.connection, a.person_id)
        return Own(
            parts=parts(a, a.person_id),
            leads=tuple(
                read(a.connection, row)
                for row in rows
                if role_in(a.connection, row, a.person_id) == "lead"
            ),
            to_verify=to_verify(a, rows, a.person_id),
        )


def parts(a: Act, person_id: int) -> tuple[Part, ...]:
    """Return what a person takes part in, in any account, newest first."""
    rows = participations.of_person(a.connection, person_id)
    if not rows:
        return ()
    ids = [row.id for row in rows]
    about, where = projects_of(a.connection, rows), standings(a, ids)
    sent = portfolio.newest(a.connection, ids)
    found = []
    for row in rows:
        of_it = {board: each for (one, board), each in sent.items() if one == row.id}
        noticed = next((each.noticed_on for each in of_it.values() if each.noticed_on), None)
        here = where[row.id]
        found.append(
            Part(
                participation=row.public_id,
                project=read(a.connection, about[row.project_id]),
                role=here.attested.role
                if here.attested
                else role_in(a.connection, about[row.project_id], row.person_id),
                standing=here,
                year=here.year(noticed),
                year_said=here.year_said(noticed),
                boards=_boards(here, of_it),
                may_attest=about[row.project_id].state == "approved"
                and here.state in {"invited", "returned"},
            )
        )
    return tuple(found)


def _boards(here: Standing, sent: Mapping[str, Row[Any]]) -> tuple[AtBoard, ...]:
    if here.verified is None or here.attested is None:
        return ()
    default: Sent = "not sent yet" if here.attested.share else "not shared"
    found = []
    for one in here.verified.awards:
        row = sent.get(one.board)
        if row is None:
            found.append(AtBoard(one, default))
        else:
            found.append(AtBoard(one, STATES[row.state], row.reason))
    return tuple(found)


def part4_rows(a: Act, person_id: int, provider: str) -> tuple[Part4Row, ...]:
    """Return what was verified, as transcripts print it."""
    return tuple(
        Part4Row(
            completed_on=one.completed_on,
            title=one.project.plan.title,
            department=one.project.plan.department,
            provider=provider,
            lead=one.role == "lead",
            credit_year=one.year_said,
            awards=tuple(each.award.said for each in one.boards),
            demonstration=a.actor.service.settings.demo,
            record=one.participation,
        )
        for one in parts(a, person_id)
        if one.standing.state == "verified" and one.completed_on is not None
    )

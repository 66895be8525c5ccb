"""One project as its lead and the office see it, with who takes part and where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from credit.part4.awards import Role
from credit.part4.plan import lacks
from storage import participations, people, portfolio, projects
from workflows.act import view
from workflows.part4.attested import Standing, role_in, standings
from workflows.part4.project import Project, held, name_of, read
from workflows.part4.verifying import verifies

if TYPE_CHECKING:
    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part, and where their attestation stands."""

    participation: str
    name: str
    role: Role
    standing: Standing
    may_verify: bool  # by whoever looks
    own: bool
    notices: tuple[tuple[str, str], ...]  # boards that were sent a notice, with its state


@dataclass(frozen=True)
class Opened:
    """A project with its people."""

    project: Project
    lacks: tuple[str, ...]  # before the report can be approved
    people: tuple[Participant, ...]
    leads: bool  # whoever looks leads it
    decides: bool  # whoever looks is of the office, and does not lead it
    office: bool
    today: date

    @property
    def may_write(self) -> bool:
        """Whether the plan can still be changed."""
        return self.project.state in {"draft", "under_way"}

    @property
    def may_name(self) -> bool:
        """Whether people can be named: by a lead once the office let it begin."""
        return self.project.state in {"under_way", "approved"} or (
            self.office and self.project.state == "draft"
        )


def opened(actor: Actor, project: str) -> Opened:
    """Return a project to its lead, or to the office."""
    with view(actor, "project.see", on=("project", project)) as a:
        row = held(a)
        found = read(a.connection, row)
        leads = row.lead_id in people.ids_of(a.connection, a.person_id)
        return Opened(
            project=found,
            lacks=lacks(found.plan),
            people=_people(a),
            leads=leads,
            decides=a.actor.has("staff") and not leads,
            office=a.actor.has("staff"),
            today=a.today,
        )


def _people(a: Act) -> tuple[Participant, ...]:
    about = projects.newest(a.connection, a.on.id)
    rows = participations.of_project(a.connection, a.on.id)
    where = standings(a, [one.id for one in rows])
    sent = portfolio.newest(a.connection, [one.id for one in rows])
    mine = people.ids_of(a.connection, a.person_id)
    found = (
        Participant(
            participation=one.public_id,
            name=_called(a, one.person_id, where[one.id]),
            role=role_in(a.connection, about, one.person_id),
            standing=where[one.id],
            may_verify=about.approved_on is not None
            and where[one.id].state == "attested"
            and verifies(a, about, one.person_id),
            own=one.person_id in mine,
            notices=tuple((board, row.state) for (of, board), row in sent.items() if of == one.id),
        )
        for one in rows
    )
    return tuple(sorted(found, key=lambda one: (one.role != "lead", one.name.casefold())))


def _called(a: Act, person_id: int, where: Standing) -> str:
    """Return the name that was attested under; before that, the one on file."""
    return where.attested.name if where.attested else name_of(a.connection, person_id)

"""Who verifies what somebody attested: never themselves, in whichever account (pitfall 20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage import participations, people
from workflows.part4.attested import role_in, standings
from workflows.part4.project import Project, read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from workflows.act import Act


@dataclass(frozen=True)
class ToVerify:
    """An attestation that waits for somebody."""

    participation: str
    project: Project


def verifies(a: Act, project: Row[Any], person_id: int) -> bool:
    """Whether the actor may verify what somebody attests, or send it back.

    The office stands in for both, the lead and the second person.
    """
    mine = people.ids_of(a.connection, a.person_id)
    if person_id in mine:
        return False
    return a.actor.has("staff") or _asked(a, project, person_id, mine)


def to_verify(a: Act, projects: Iterable[Row[Any]], person_id: int) -> tuple[ToVerify, ...]:
    """Return what waits in projects for somebody: as the lead, or as the second person."""
    return tuple(
        ToVerify(link, read(a.connection, one))
        for one in projects
        for link in _waiting(a, one, person_id)
    )


def _waiting(a: Act, project: Row[Any], person_id: int) -> tuple[str, ...]:
    mine = people.ids_of(a.connection, person_id)
    rows = participations.of_project(a.connection, project.project_id)
    where = standings(a, [row.id for row in rows])
    return tuple(
        row.public_id
        for row in rows
        if where[row.id].state == "attested"
        and row.person_id not in mine
        and _asked(a, project, row.person_id, mine)
    )


def _asked(a: Act, project: Row[Any], person_id: int, mine: tuple[int, ...]) -> bool:
    """Whether these accounts verify that person: the lead the others, the second one the lead."""
    if role_in(a.connection, project, person_id) == "lead":
        return project.second_id in mine
    return project.lead_id in mine

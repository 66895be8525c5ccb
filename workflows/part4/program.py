"""The program's roster: every project with its people, and how far each of them came."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage import participations, portfolio, projects
from workflows.act import view
from workflows.part4.attested import standings
from workflows.part4.project import Project, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from workflows.act import Actor
    from workflows.part4.attested import Standing

    Sent = Mapping[tuple[int, str], Row[Any]]  # by participation and board


@dataclass(frozen=True)
class Line:
    """One project, with how many people stand where."""

    project: Project
    people: int
    attested: int  # and not verified yet
    verified: int
    accepted: int  # people of whom a board's notice was accepted


@dataclass(frozen=True)
class Sending:
    """One participation at one board that was sent."""

    participation: str
    board: str
    seq: int
    name: str
    project: str
    state: str  # batched, accepted, rejected, again
    reason: str


@dataclass(frozen=True)
class Program:
    """What the staff of the program see."""

    lines: tuple[Line, ...]
    sendings: tuple[Sending, ...]  # those that wait for an answer or were rejected come first


def program(actor: Actor) -> Program:
    """Return every project and every notice to a board."""
    with view(actor, "projects.see") as a:
        every = projects.every(a.connection)
        rows = participations.of_projects(a.connection, [one.project_id for one in every])
        ids = [row.id for row in rows]
        where, sent = standings(a, ids), portfolio.newest(a.connection, ids)
        about = {one.project_id: read(a.connection, one) for one in every}
        lines = tuple(
            _line(
                about[one.project_id],
                [where[row.id].state for row in rows if row.project_id == one.project_id],
                _accepted(rows, sent, one.project_id),
            )
            for one in every
        )
        return Program(lines, tuple(_sendings(rows, where, sent, about)))


def _line(project: Project, states: list[str], accepted: int) -> Line:
    many = Counter(states)
    return Line(project, len(states), many["attested"], many["verified"], accepted)


def _accepted(rows: Sequence[Row[Any]], sent: Sent, project_id: int) -> int:
    own = {row.id for row in rows if row.project_id == project_id}
    return len({one for (one, _), row in sent.items() if one in own and row.state == "accepted"})


def _sendings(
    rows: Sequence[Row[Any]],
    where: Mapping[int, Standing],
    sent: Sent,
    about: Mapping[int, Project],
) -> list[Sending]:
    by_id = {row.id: row for row in rows}
    found = []
    for (one, board), row in sent.items():
        here = where[one].attested
        if here is None:
            continue  # forgotten
        found.append(
            Sending(
                participation=by_id[one].public_id,
                board=board,
                seq=row.seq,
                name=here.name,
                project=about[by_id[one].project_id].plan.title,
                state=row.state,
                reason=row.reason,
            )
        )
    order = {"batched": 0, "rejected": 1, "again": 2, "accepted": 3}
    return sorted(found, key=lambda each: (order[each.state], each.name.casefold(), each.board))

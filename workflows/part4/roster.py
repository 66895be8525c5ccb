"""The program's roster as a table: everybody who takes part, and how far each of them came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.part4.awards import ROLES
from documents.tables import csv_text
from storage import participations, portfolio, projects
from workflows.act import act
from workflows.part4.answer import SAID as NOTICES
from workflows.part4.attested import SAID, role_in, standings
from workflows.part4.project import SAID as STATES
from workflows.part4.project import name_of, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from workflows.act import Act, Actor

HEADINGS = (
    "Project", "State", "Report approved on", "Name", "Role", "Attestation", "Completed on",
    "Credit year", "Boards",
)  # fmt: skip


def export(actor: Actor) -> str:
    """Return the roster of all projects as CSV; that it was taken is logged."""
    with act(actor, "projects.print") as a:
        rows = list(_rows(a))
        a.data["rows"] = len(rows)
        return csv_text(HEADINGS, rows)


def _rows(a: Act) -> Iterator[tuple[str, ...]]:
    about = {row.project_id: row for row in projects.every(a.connection)}
    found = participations.of_projects(a.connection, about)
    ids = [row.id for row in found]
    where, sent = standings(a, ids), portfolio.newest(a.connection, ids)
    known = {one: read(a.connection, row) for one, row in about.items()}
    for row in sorted(found, key=lambda one: (known[one.project_id].plan.title, one.id)):
        project, here = known[row.project_id], where[row.id]
        notices = {board: each for (one, board), each in sent.items() if one == row.id}
        noticed = next((each.noticed_on for each in notices.values() if each.noticed_on), None)
        role = role_in(a.connection, about[row.project_id], row.person_id)
        yield (
            project.plan.title,
            STATES[project.state],
            _day(project.approved_on),
            here.attested.name if here.attested else name_of(a.connection, row.person_id),
            ROLES[here.attested.role if here.attested else role],
            SAID[here.state],
            _day(here.completed_on),
            here.year_said(noticed),
            "; ".join(f"{board}: {NOTICES[each.state]}" for board, each in notices.items()),
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""

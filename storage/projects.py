"""Statements about quality projects: each one's newest version is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, insert, or_, select

from storage import people
from storage.columns import new_public_id
from storage.tables import participation, project, project_version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

_later = project_version.alias("later_version")
IN_FORCE = ~exists().where(
    _later.c.project_id == project_version.c.project_id, _later.c.seq > project_version.c.seq
)


def add(connection: Connection, by: int, now: datetime) -> Row[Any]:
    """Write a project, which its first version says what it is, and return its ids."""
    values = {"public_id": new_public_id(), "by": by, "at": now}
    statement = insert(project).values(values).returning(project.c.id, project.c.public_id)
    return connection.execute(statement).one()


def write(connection: Connection, **columns: object) -> None:
    """Write a version, the row after the one numbered `seq - 1`."""
    connection.execute(insert(project_version).values(**columns))


def newest(connection: Connection, project_id: int) -> Row[Any]:
    """Return the version in force of a project, with its public id."""
    return connection.execute(
        _with_public_id()
        .where(project_version.c.project_id == project_id)
        .order_by(project_version.c.seq.desc())
        .limit(1)
    ).one()


def every(connection: Connection) -> Sequence[Row[Any]]:
    """Return the version in force of every project, newest project first."""
    statement = _with_public_id().where(IN_FORCE).order_by(project.c.id.desc())
    return connection.execute(statement).all()


def of_leader(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return the projects that somebody leads or is the second person of, in any account."""
    ids = people.ids_of(connection, person_id)
    theirs = or_(project_version.c.lead_id.in_(ids), project_version.c.second_id.in_(ids))
    statement = _with_public_id().where(and_(theirs, IN_FORCE)).order_by(project.c.id.desc())
    return connection.execute(statement).all()


def in_state(connection: Connection, state: str) -> int:
    """Count the projects in a state."""
    found = select(func.count()).select_from(project_version)
    return int(
        connection.execute(found.where(project_version.c.state == state, IN_FORCE)).scalar_one()
    )


def heads(connection: Connection) -> dict[int, int]:
    """Count by project the people who take part."""
    rows = connection.execute(
        select(participation.c.project_id, func.count().label("many")).group_by(
            participation.c.project_id
        )
    )
    return {row.project_id: row.many for row in rows}


def _with_public_id() -> Select[Any]:
    return select(project_version, project.c.public_id).join(
        project, project.c.id == project_version.c.project_id
    )

"""Statements about who took part in a project, what they attested, and what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, bindparam, exists, func, insert, or_, select

from storage import people
from storage.columns import new_public_id
from storage.prepared import Prepared
from storage.projects import IN_FORCE
from storage.tables import attestation, participation, project_version, reflection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

_later = attestation.alias("later_attestation")
_NEWEST = ~exists().where(
    _later.c.participation_id == attestation.c.participation_id, _later.c.seq > attestation.c.seq
)
# One statement, made once: the first page after signing in asks it.
_WHO = bindparam("who", type_=BigInteger)
_MERGED = people.merges()
_OWN = or_(
    participation.c.person_id == _WHO,
    participation.c.person_id.in_(select(_MERGED.c.person_id).where(_MERGED.c.into_id == _WHO)),
)
_SETTLED = exists().where(
    attestation.c.participation_id == participation.c.id,
    attestation.c.state != "returned",
    _NEWEST,
)
_TO_ATTEST = Prepared(
    select(participation.c.public_id, project_version.c.body)
    .join(project_version, project_version.c.project_id == participation.c.project_id)
    .where(_OWN, project_version.c.state == "approved", IN_FORCE, ~_SETTLED)
    .order_by(participation.c.id.desc())
)


def add(
    connection: Connection, project_id: int, person_id: int, by: int, now: datetime
) -> Row[Any]:
    """Write that somebody takes part, and return the row."""
    return connection.execute(
        insert(participation)
        .values(
            public_id=new_public_id(), project_id=project_id, person_id=person_id, by=by, at=now
        )
        .returning(participation)
    ).one()


def of_project(connection: Connection, project_id: int) -> Sequence[Row[Any]]:
    """Return who takes part in a project, in the order they were named."""
    return connection.execute(
        select(participation)
        .where(participation.c.project_id == project_id)
        .order_by(participation.c.id)
    ).all()


def of_projects(connection: Connection, projects: Iterable[int]) -> Sequence[Row[Any]]:
    """Return who takes part in some projects."""
    return connection.execute(
        select(participation)
        .where(participation.c.project_id.in_(tuple(projects)))
        .order_by(participation.c.id)
    ).all()


def of_person(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return what somebody takes part in, in any account, newest first."""
    return connection.execute(
        select(participation)
        .where(participation.c.person_id.in_(people.ids_of(connection, person_id)))
        .order_by(participation.c.id.desc())
    ).all()


def by_ids(connection: Connection, ids: Collection[int]) -> dict[int, Row[Any]]:
    """Return participations by their inner ids."""
    rows = connection.execute(select(participation).where(participation.c.id.in_(ids)))
    return {row.id: row for row in rows}


def by_public_ids(connection: Connection, ids: Collection[str]) -> dict[str, Row[Any]]:
    """Return participations by the ids that stand in files and links."""
    rows = connection.execute(select(participation).where(participation.c.public_id.in_(ids)))
    return {row.public_id: row for row in rows}


def attestations(connection: Connection, ids: Collection[int]) -> dict[int, list[Row[Any]]]:
    """Return by participation all that was attested, returned and verified, oldest first."""
    found: dict[int, list[Row[Any]]] = {}
    rows = connection.execute(
        select(attestation)
        .where(attestation.c.participation_id.in_(ids))
        .order_by(attestation.c.participation_id, attestation.c.seq)
    )
    for row in rows:
        found.setdefault(row.participation_id, []).append(row)
    return found


def to_attest(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return what somebody is asked to attest (public_id, project's body), newest first."""
    return _TO_ATTEST.execute(connection, who=person_id).all()


def leads_waiting(connection: Connection) -> int:
    """Count what leads attested themselves and nobody was named to verify: the office does."""
    found = (
        select(func.count())
        .select_from(attestation)
        .join(participation, participation.c.id == attestation.c.participation_id)
        .join(project_version, project_version.c.project_id == participation.c.project_id)
        .where(
            attestation.c.state == "attested",
            _NEWEST,
            IN_FORCE,
            project_version.c.lead_id == participation.c.person_id,
            project_version.c.second_id.is_(None),
        )
    )
    return int(connection.execute(found).scalar_one())


def reflections(connection: Connection, participation_id: int) -> dict[int, Row[Any]]:
    """Return what somebody wrote about a project, by the seq of their attestation."""
    rows = connection.execute(
        select(reflection).where(reflection.c.participation_id == participation_id)
    )
    return {row.seq: row for row in rows}


def attest(connection: Connection, **columns: object) -> None:
    """Write an attestation, its return, or its verification."""
    connection.execute(insert(attestation).values(**columns))


def reflect(connection: Connection, **columns: object) -> None:
    """Write the reflections that go with an attestation."""
    connection.execute(insert(reflection).values(**columns))

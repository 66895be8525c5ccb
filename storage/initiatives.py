"""Statements about clinical initiatives: their plans, who is asked, and who completed what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, insert, literal, null, select, union_all

from storage import in_force, in_text, people
from storage.columns import new_public_id
from storage.prepared import Prepared
from storage.tables import (
    completion,
    identity,
    initiative,
    initiative_plan,
    invited,
    person,
    profile,
    role,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row, Select

AT_ONCE = 5_000  # values in one statement

_PLANS: Select[Any] = (
    select(initiative_plan, initiative.c.public_id)
    .join(initiative, initiative.c.id == initiative_plan.c.initiative_id)
    .where(in_force.PLAN)
)


def add(connection: Connection, by: int, now: datetime) -> Row[Any]:
    """Write an initiative without a plan yet; return its inner and its public id."""
    values = {"public_id": new_public_id(), "by": by, "at": now}
    made = insert(initiative).values(values).returning(initiative.c.id, initiative.c.public_id)
    return connection.execute(made).one()


def plan(connection: Connection, **columns: object) -> None:
    """Write the plan that is in force from now on."""
    connection.execute(insert(initiative_plan).values(**columns))


def current(connection: Connection, initiative_id: int) -> Row[Any]:
    """Return the plan in force of an initiative, with its public id."""
    statement = _PLANS.where(initiative_plan.c.initiative_id == initiative_id)
    return connection.execute(statement).one()


def every(connection: Connection) -> Sequence[Row[Any]]:
    """Return the plan in force of each initiative, the newest first."""
    return connection.execute(_PLANS.order_by(initiative_plan.c.initiative_id.desc())).all()


def of_owner(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return the plans in force that somebody owns, by whichever of their accounts."""
    ids = people.ids_of(connection, person_id)
    statement = _PLANS.where(initiative_plan.c.owner_id.in_(ids))
    return connection.execute(statement.order_by(initiative_plan.c.initiative_id.desc())).all()


def listed(connection: Connection, initiative_id: int) -> dict[str, Row[Any]]:
    """Return the newest row of everybody who was ever asked, by `who`."""
    rows = connection.execute(
        select(invited)
        .where(invited.c.initiative_id == initiative_id)
        .order_by(invited.c.who, invited.c.seq)
    )
    return {row.who: row for row in rows}


def invite(connection: Connection, **columns: object) -> int:
    """Write that somebody is asked to take part, or is not any more; return the row's id."""
    made = connection.execute(insert(invited).values(**columns).returning(invited.c.id))
    return int(made.scalar_one())


def by_address(connection: Connection, addresses: Collection[str]) -> dict[str, int]:
    """Return the accounts that have these addresses, given in lower case; the oldest of several."""
    found: dict[str, int] = {}
    for some in _parts(addresses):
        address = func.lower(identity.c.subject)
        rows = connection.execute(
            select(address.label("address"), identity.c.person_id)
            .where(address.in_(some), people.IS_ADDRESS)
            .order_by(identity.c.person_id.desc())
        )
        found.update((row.address, row.person_id) for row in rows)
    return found


def named(connection: Connection, ids: Collection[int]) -> dict[int, Row[Any]]:
    """Return public_id, legal_name and degree of people, None without a profile; by inner id."""
    name, degree = (
        in_text.value(connection, profile.c.body, one) for one in ("legal_name", "degree")
    )
    found: dict[int, Row[Any]] = {}
    for some in _parts(ids):
        known = and_(profile.c.person_id == person.c.id, profile.c.seq == _newest_profile())
        columns = (person.c.id, person.c.public_id, name.label("legal_name"))
        statement: Select[Any] = (
            select(*columns, degree.label("degree"))
            .join_from(person, profile, known, isouter=True)
            .where(person.c.id.in_(some))
        )
        rows = connection.execute(statement)
        found.update((row.id, row) for row in rows)
    return found


def completed(
    connection: Connection, activities: Collection[int], ids: Collection[int]
) -> Iterator[Row[Any]]:
    """Yield person_id, activity_id and completed_on of what these people completed of these."""
    for some in _parts(ids):
        statement: Select[Any] = select(
            completion.c.person_id, completion.c.activity_id, completion.c.completed_on
        ).where(completion.c.person_id.in_(some), completion.c.activity_id.in_(activities))
        yield from connection.execute(statement)


def institutions(connection: Connection) -> tuple[str, ...]:
    """Return every institution that a profile in force names, as it is written there."""
    name = in_text.value(connection, profile.c.body, "affiliation")
    rows = connection.execute(select(name).where(_profile_in_force()).distinct()).scalars()
    return tuple(sorted((one for one in rows if one and one.strip()), key=str.casefold))


def of_affiliation(connection: Connection, kind: str, institution: str) -> Sequence[int]:
    """Return the learners whose profile in force says so; no institution: all of that kind."""
    column, value = ("affiliation", institution) if institution else ("affiliated", kind)
    statement = (
        select(profile.c.person_id)
        .where(_profile_in_force(), in_text.value(connection, profile.c.body, column) == value)
        .where(_learns())
        .order_by(profile.c.person_id)
    )
    return connection.execute(statement).scalars().all()


def of_person(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return what somebody is asked to take part in (what: asked), and owns (what: owned).

    Each row is a plan in force that was not ended, with `due` where the person is asked. One
    statement, since everybody's first page asks it.
    """
    return _OF_PERSON.execute(connection, who=person_id).all()


def _parts(values: Collection[Any]) -> Iterator[list[Any]]:
    held = sorted(values)
    for at in range(0, len(held), AT_ONCE):
        yield held[at : at + AT_ONCE]


_newer = profile.alias("newer_profile")
_of = profile.alias("of_profile")
_taken = role.alias("taken")


def _profile_in_force() -> ColumnElement[bool]:
    return ~exists().where(_newer.c.person_id == profile.c.person_id, _newer.c.seq > profile.c.seq)


def _newest_profile() -> ColumnElement[int]:
    newest = select(func.max(_of.c.seq)).where(_of.c.person_id == person.c.id)
    return newest.correlate(person).scalar_subquery()


def _learns() -> ColumnElement[bool]:
    """Whether whose profile it is may take a self-assessment now."""
    later = exists().where(
        _taken.c.person_id == role.c.person_id,
        _taken.c.role == role.c.role,
        _taken.c.scope == role.c.scope,
        _taken.c.seq > role.c.seq,
    )
    return exists().where(
        role.c.person_id == profile.c.person_id, role.c.role == "learner", role.c.granted, ~later
    )


def _asked(of_them: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            literal("asked").label("what"), initiative.c.public_id, initiative_plan.c.owner_id,
            initiative_plan.c.begins, initiative_plan.c.until, initiative_plan.c.body,
            invited.c.due,
        )
        .join_from(invited, initiative, initiative.c.id == invited.c.initiative_id)
        .join(initiative_plan, initiative_plan.c.initiative_id == initiative.c.id)
        .where(of_them, invited.c.asked, in_force.INVITED, in_force.PLAN)
        .where(~initiative_plan.c.ended)
    )  # fmt: skip


_OWNED = (
    select(
        literal("owned").label("what"), initiative.c.public_id, initiative_plan.c.owner_id,
        initiative_plan.c.begins, initiative_plan.c.until, initiative_plan.c.body,
        null().label("due"),
    )
    .join_from(initiative_plan, initiative, initiative.c.id == initiative_plan.c.initiative_id)
    .where(initiative_plan.c.owner_id.in_(people.IDS), in_force.PLAN, ~initiative_plan.c.ended)
)  # fmt: skip
_ADDRESSES = select(func.lower(identity.c.subject)).where(
    identity.c.person_id.in_(people.IDS), people.IS_ADDRESS
)
_OF_PERSON = Prepared(
    select(
        union_all(
            _asked(invited.c.person_id.in_(people.IDS)),
            _asked(invited.c.who.in_(_ADDRESSES)),
            _OWNED,
        ).subquery("theirs")
    )
)

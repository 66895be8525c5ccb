"""Statements about pilots: the testers who were asked by link, and the time that each took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, insert, select

from storage.columns import new_public_id
from storage.people import TESTERS
from storage.tables import identity, person, pilot, pilot_time, role, session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

# A link opens an account that has no other use: its identity is the pilot, its only role is taken
# when the link is ended, and nobody gives that back.
_OPENS = and_(identity.c.issuer == TESTERS, identity.c.subject == pilot.c.public_id)
_ENDED = (
    exists()
    .where(role.c.person_id == identity.c.person_id, role.c.granted.is_(False))
    .label("ended")
)
_INVITED = (
    select(pilot, person.c.id.label("tester_id"), person.c.public_id.label("tester"), _ENDED)
    .join(identity, _OPENS)
    .join(person, person.c.id == identity.c.person_id)
)


def ask(
    connection: Connection,
    *,
    bank: str,
    source: str,
    name: str,
    token_digest: str,
    expires_at: datetime,
    by: int,
    now: datetime,
) -> str:
    """Write that a tester was asked, and return the public id."""
    public_id = new_public_id()
    connection.execute(
        insert(pilot).values(
            public_id=public_id,
            bank=bank,
            source=source,
            name=name,
            token_digest=token_digest,
            expires_at=expires_at,
            by=by,
            at=now,
        )
    )
    return public_id


def by_token(connection: Connection, token_digest: str) -> Row[Any] | None:
    """Return whom a link was made for, with the account (tester_id, tester) and `ended`."""
    return connection.execute(_INVITED.where(pilot.c.token_digest == token_digest)).one_or_none()


def of_tester(connection: Connection, person_id: int, *, lock: bool = False) -> Row[Any] | None:
    """Return what the account of a tester opens, locked where something is about to be written."""
    statement = _INVITED.where(person.c.id == person_id)
    statement = statement.with_for_update(of=pilot) if lock else statement
    return connection.execute(statement).one_or_none()


def by_name(connection: Connection, name: str) -> Row[Any] | None:
    """Return the first link that was made for somebody of this name, with its account."""
    called = _INVITED.where(func.lower(pilot.c.name) == name.lower()).order_by(pilot.c.id)
    return connection.execute(called.limit(1)).first()


def account_of(connection: Connection, public_id: str) -> int:
    """Return the inner id of the account that the link of a pilot opens."""
    return int(connection.execute(_INVITED.where(pilot.c.public_id == public_id)).one().tester_id)


def opened_since(connection: Connection, person_id: int, since: datetime) -> int:
    """Count how often a tester came in since a moment."""
    return int(
        connection.execute(
            select(func.count()).where(
                session.c.person_id == person_id, session.c.created_at > since
            )
        ).scalar_one()
    )


def last_time(connection: Connection, pilot_id: int) -> Row[Any] | None:
    """Return what a tester told last."""
    return connection.execute(
        select(pilot_time)
        .where(pilot_time.c.pilot_id == pilot_id)
        .order_by(pilot_time.c.seq.desc())
        .limit(1)
    ).first()


def add_time(
    connection: Connection,
    pilot_id: int,
    seq: int,
    *,
    minutes: int,
    seconds: int,
    comment: str,
    now: datetime,
) -> None:
    """Write what a tester tells; the last one counts."""
    connection.execute(
        insert(pilot_time).values(
            pilot_id=pilot_id, seq=seq, minutes=minutes, seconds=seconds, comment=comment, at=now
        )
    )


def of_bank(connection: Connection, bank: str) -> Sequence[Row[Any]]:
    """Return every tester of a bank, in the order asked, with what counts of their time."""
    newest = (
        select(pilot_time.c.pilot_id, func.max(pilot_time.c.seq).label("seq"))
        .group_by(pilot_time.c.pilot_id)
        .subquery()
    )
    told = select(pilot_time).join(
        newest,
        and_(newest.c.pilot_id == pilot_time.c.pilot_id, newest.c.seq == pilot_time.c.seq),
    )
    last = told.subquery()
    return connection.execute(
        select(pilot, last.c.minutes, last.c.comment, last.c.at.label("told_at"), _ENDED)
        .join_from(pilot, identity, _OPENS)
        .outerjoin(last, last.c.pilot_id == pilot.c.id)
        .where(pilot.c.bank == bank)
        .order_by(pilot.c.id)
    ).all()

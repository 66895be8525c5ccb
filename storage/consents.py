"""Statements about what people agreed to, and what they chose to be written about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select

from storage.people import ids_of
from storage.tables import choice, consent, text_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select


def latest_consent(connection: Connection, person_id: int, scope: str) -> Row[Any] | None:
    """Return the consent in force for one board: what the person said last, in any account."""
    ids = ids_of(connection, person_id)
    return connection.execute(
        select(consent)
        .where(and_(consent.c.person_id.in_(ids), consent.c.scope == scope))
        .order_by(consent.c.at.desc(), consent.c.person_id != ids[0], consent.c.seq.desc())
        .limit(1)
    ).first()


def consents(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return all that a person ever agreed to or took back, oldest first, each with its text."""
    statement: Select[Any] = (
        select(*consent.c, text_.c.body.label("text"))
        .join(text_, text_.c.digest == consent.c.text_digest)
        .where(consent.c.person_id.in_(ids_of(connection, person_id)))
        .order_by(consent.c.at, consent.c.scope, consent.c.seq)
    )
    return connection.execute(statement).all()


def write_consent(
    connection: Connection,
    person_id: int,
    scope: str,
    text_digest: str,
    now: datetime,
    *,
    given: bool,
) -> int | None:
    """Write that a consent was given or withdrawn and return its seq; None if it is in force."""
    last = latest_consent(connection, person_id, scope)
    if last and last.given == given and last.text_digest == text_digest:
        return None
    own = select(func.max(consent.c.seq)).where(
        and_(consent.c.person_id == person_id, consent.c.scope == scope)
    )
    seq = int(connection.execute(own).scalar() or 0) + 1
    connection.execute(
        insert(consent).values(
            person_id=person_id,
            scope=scope,
            seq=seq,
            text_digest=text_digest,
            given=given,
            at=now,
        )
    )
    return seq


def latest_choice(connection: Connection, person_id: int, topic: str) -> Row[Any] | None:
    """Return what a person last chose about a topic of messages, in any account."""
    ids = ids_of(connection, person_id)
    return connection.execute(
        select(choice)
        .where(and_(choice.c.person_id.in_(ids), choice.c.topic == topic))
        .order_by(choice.c.at.desc(), choice.c.person_id != ids[0], choice.c.seq.desc())
        .limit(1)
    ).one_or_none()


def write_choice(
    connection: Connection, person_id: int, topic: str, now: datetime, *, wanted: bool
) -> int:
    """Write the choice that follows this account's last one, and return its seq."""
    own = select(func.max(choice.c.seq)).where(
        and_(choice.c.person_id == person_id, choice.c.topic == topic)
    )
    seq = int(connection.execute(own).scalar() or 0) + 1
    connection.execute(
        insert(choice).values(person_id=person_id, topic=topic, seq=seq, wanted=wanted, at=now)
    )
    return seq

"""Statements run at the driver: the same rows as SQLAlchemy's, at a tenth of its cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import bindparam, select

from storage.connect import reading, writing
from storage.prepared import Prepared
from storage.tables import log, person, session
from tests.people import token_of

if TYPE_CHECKING:
    from workflows.service import Service

SESSIONS = (
    select(session, person.c.public_id)
    .join(person, person.c.id == session.c.person_id)
    .where(session.c.created_at.is_not(None))
)


def test_rows_are_those_of_sqlalchemy(service: Service) -> None:
    """The same names and values: instants in UTC, empty cells, the columns of a join."""
    for who in ("ada", "ben"):
        token_of(service, who)
    with reading(service.engine) as connection:
        ours = Prepared(SESSIONS).execute(connection).all()
        theirs = connection.execute(SESSIONS).all()
    assert [row._asdict() for row in ours] == [row._asdict() for row in theirs]
    assert ours[0].created_at.utcoffset() is not None
    assert ours[0].revoked_at is None


def test_values_are_given_by_name(service: Service) -> None:
    """In any order, beside those that stand in the statement itself, time after time."""
    token_of(service, "ada")
    statement = Prepared(
        select(log.c.seq)
        .where(log.c.act == bindparam("act"), log.c.seq > bindparam("after"))
        .order_by(log.c.seq)
        .limit(2)
    )
    with reading(service.engine) as connection:
        first = statement.execute(connection, after=0, act="person.enrol").scalars().all()
        then = statement.execute(connection, act="person.enrol", after=first[-1]).scalars().all()
    assert list(first) == [1, 2]
    assert list(then) == [3, 4]


def test_it_sees_what_its_transaction_wrote(service: Service) -> None:
    """It runs inside the transaction, not beside it."""
    one = Prepared(select(person).where(person.c.public_id == bindparam("public_id")))
    with writing(service.engine) as connection:
        connection.execute(person.insert().values(public_id="f" * 32, at=service.now()))
        assert one.execute(connection, public_id="f" * 32).one().public_id == "f" * 32


def test_a_value_that_is_missing_is_no_null(service: Service) -> None:
    """A statement without its parameter finds nothing by chance."""
    one = Prepared(select(person).where(person.c.public_id == bindparam("public_id")))
    with reading(service.engine) as connection, pytest.raises(KeyError, match="public_id"):
        one.execute(connection)

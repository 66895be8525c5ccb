"""What was written in words is sealed too: whoever changes it is found, and nobody can guess it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import and_, select, update

from quizzes.models import HeldElsewhere
from storage import tables
from tests import reporting
from tests.amending import account, colleague, proposed
from tests.databases import drop_triggers
from tests.editions import publish
from tests.workflows.desk.test_request import course
from tests.workflows.matrix import GRAND_ROUNDS
from workflows.credit import elsewhere
from workflows.credit.admission import admit
from workflows.desk.ask import ask, reply
from workflows.operations.records import records
from workflows.pars.answers import take
from workflows.pars.batch import make, send
from workflows.people import merge
from workflows.people.forget import forget

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from workflows.act import Actor
    from workflows.service import Service

HELD = HeldElsewhere(title="Grand Rounds 2026", provider="Example Hospital")
WORDS = {
    ("admission", "address"): "mallory@example.edu",
    ("elsewhere", "body"): "{}",
    ("erasure", "reason"): "Nobody asked.",
    ("merge", "reason"): "Two persons.",
    ("pars_event", "packed"): "0" * 64,
    ("pars_event", "reason"): "Another reason.",
    ("task", "body"): "{}",
    ("task_note", "body"): "{}",
}


@pytest.fixture
def told(service: Service, ada: Actor, cora: Actor, olga: Actor) -> Service:
    """A service in which each of those words was written by an act."""
    admit(cora, publish(service, slug="held", held=HELD), b"email,credits\nada@x.org,1.00\n")
    reporting.identified(ada)
    done = reporting.claimed(ada, reporting.registered(service), 4)
    reporting.consent(ada, "states")
    send(cora, make(cora, "tab", after="").batch)
    row = reporting.rows(service, done)[0]
    take(cora, f"CreditID,Status,Reason\n{row.credit_id},Rejected,Name differs.\n".encode())
    proposed(cora, done, {"cme": 2}, "A typing error.")
    reply(ada, ask(ada, course()), "It is a series.", 1)
    elsewhere.keep(ada, elsewhere.new_name(), 0, GRAND_ROUNDS)
    old, new = (account(service, f"{one}@example.edu", "Eve Ng") for one in ("old", "new"))
    task = merge.propose(cora, old.public_id, new.public_id, "One person.")
    merge.confirm(colleague(service), old.public_id, task)
    forget(olga, new.public_id, "Asked by letter.")
    return service


def last(connection: Connection, table: str, column: str) -> Row[tuple[object, ...]]:
    """Return the newest row of a table that has something in a column."""
    of = tables.metadata.tables[table]
    held = select(of).where(of.c[column].is_not(None), of.c[column] != "")
    order = [one.desc() for one in of.primary_key.columns]
    return connection.execute(held.order_by(*order)).first() or pytest.fail(f"no {table}.{column}")


def changed(connection: Connection, table: str, column: str, word: str) -> None:
    """Change one of the words as whoever owns the database could."""
    of = tables.metadata.tables[table]
    row = last(connection, table, column)
    key = and_(*(one == getattr(row, one.name) for one in of.primary_key.columns))
    drop_triggers(connection, table)
    connection.execute(update(of).where(key).values({column: word}))


def test_changed_words_are_found(told: Service) -> None:
    """Addresses, reasons, proposals, requests, decisions, entries and packed records."""
    unseen = []
    for (table, column), word in WORDS.items():
        with told.engine.connect() as connection:
            changed(connection, table, column, word)
            if not any("was changed" in one.what for one in records(connection)):
                unseen.append((table, column))
            connection.rollback()
    assert unseen == []


def test_the_same_words_have_another_seal_each_time(told: Service) -> None:
    """A salt of the row's own makes the digest in the log unguessable."""
    with told.engine.connect() as connection:
        for table, column in WORDS:
            salt = getattr(last(connection, table, column), "salt")  # noqa: B009
            assert len(salt) == 32
        salts = connection.execute(select(tables.pars_event.c.salt)).scalars().all()
    assert len(set(salts)) == len(salts) > 2

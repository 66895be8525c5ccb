"""Taking a small self-assessment in tests, and what it left in the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from storage import attempts, log, tables, things
from storage.connect import reading
from tests.editions import front_digest, publish
from workflows.attempts.answers import form_of
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.attempts.start import start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from quizzes.edition import Form
    from workflows.act import Actor
    from workflows.service import Service

RIGHT, WRONG = "a", "b"


@dataclass(frozen=True)
class Line:
    """One line of the log."""

    actor: str
    act: str
    on: str
    data: dict[str, Any]


def begin(actor: Actor, **rules: Any) -> str:
    """Start an attempt at a small self-assessment published with these rules."""
    return start_at(actor, publish(actor.service, **rules))


def start_at(actor: Actor, key: str) -> str:
    """Start an attempt, with the text in force acknowledged."""
    return start(actor, key, front_digest(actor.service, key))


def answer(actor: Actor, attempt: str, answers: dict[int, Any], **more: Any) -> None:
    """Give the first answer at each of these positions."""
    for position, value in answers.items():
        save(actor, attempt, position=position, seen=0, value=value, **more)


def take(actor: Actor, key: str, answers: dict[int, Any]) -> str:
    """Take an attempt from start to submission and return its public id."""
    attempt = start_at(actor, key)
    answer(actor, attempt, answers)
    submit(actor, attempt)
    return attempt


def take_items(actor: Actor, key: str, answers: dict[str, Any]) -> str:
    """Take an attempt with answers by item id, wherever its form puts them."""
    attempt = start_at(actor, key)
    places = {one.item_id: at for at, one in enumerate(form(actor.service, attempt).items, 1)}
    answer(actor, attempt, {places[item]: value for item, value in answers.items()})
    submit(actor, attempt)
    return attempt


def row_of(service: Service, attempt: str) -> Row[Any]:
    """Return the row of an attempt."""
    with reading(service.engine) as connection:
        found = things.find(connection, "attempt", attempt, None)
    assert found is not None
    return found


def form(service: Service, attempt: str) -> Form:
    """Return the form of an attempt."""
    return form_of(row_of(service, attempt))


def result_row(service: Service, attempt: str) -> Row[Any] | None:
    """Return the result in force of an attempt."""
    with reading(service.engine) as connection:
        return attempts.result_of(connection, row_of(service, attempt).id)


def saved(service: Service, attempt: str) -> dict[int, Any]:
    """Return the answers in force by position."""
    with reading(service.engine) as connection:
        rows = attempts.answers(connection, row_of(service, attempt).id)
    return {position: json.loads(row.value) for position, row in rows.items()}


def count(service: Service, table: str) -> int:
    """Count the rows of a table."""
    with reading(service.engine) as connection:
        return len(connection.execute(select(tables.metadata.tables[table])).all())


def lines(service: Service, act: str | None = None) -> list[Line]:
    """Return the lines of the log, oldest first, those of one act where it is named.

    Their seals are left out: test_doctor.py proves that none is missing and none can be broken.
    """
    with reading(service.engine) as connection:
        rows = connection.execute(select(tables.log).order_by(tables.log.c.seq)).all()
    return [
        Line(row.actor, row.act, row.object, _without_seals(json.loads(row.data)))
        for row in rows
        if act in (None, row.act)
    ]


def _without_seals(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "seals"}


def chain_faults(service: Service) -> Sequence[str]:
    """Walk the chain of the log."""
    with reading(service.engine) as connection:
        return tuple(log.faults(connection))

"""Short ways for tests to commitments to change, and to the day on which they are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import things
from storage.connect import reading
from storage.tables import metadata
from tests.learning import completed
from tests.people import signed_in
from workflows.commitments.commit import commit

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

# For what does not depend on the database.
ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
CHECK = "Check the albumin with each anion gap."
PLAN = "Plan the reversal before the block."


def committed(who: Actor, key: str, *texts: str) -> str:
    """Complete an activity, commit to something, and return the completion."""
    completion = completed(who, key)
    for number, text in enumerate(texts or (CHECK,), start=1):
        commit(who, completion, number=number, seen=0, text=text)
    return completion


def later(service: Service, clock: Clock, name: str = "ada", days: int = 60) -> Actor:
    """Let days pass and return somebody in a new session."""
    clock.move(days=days)
    return signed_in(service, name)


def rows(service: Service, table: str, completion: str) -> list[Row[Any]]:
    """Return what stands in a table about a completion, in the order of its key."""
    one = metadata.tables[table]
    with reading(service.engine) as connection:
        row = things.find(connection, "completion", completion, None)
        assert row is not None
        wanted = one.select().where(one.c.completion_id == row.id).order_by(*one.primary_key)
        return list(connection.execute(wanted))

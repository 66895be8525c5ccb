"""The packed copy of an attempt's answers, written when it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from scoring.packed import NOT_DRAWN
from storage import sheets, tables
from storage.connect import reading, writing
from tests.databases import drop_triggers
from tests.editions import publish
from tests.people import signed_in
from tests.taking import RIGHT, WRONG, answer, row_of, start_at, take
from workflows.attempts.pack import pack_missing
from workflows.attempts.save import save
from workflows.attempts.settle import settle, submit
from workflows.people.session import system

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def sheet_of(service: Service, attempt: str) -> Row[Any]:
    """Return the sheet of an attempt."""
    row = row_of(service, attempt)
    with reading(service.engine) as connection:
        found = sheets.of_attempt(connection, row.edition_id, row.id)
    assert found is not None
    return found


def test_a_submitted_attempt_is_packed(service: Service, ada: Actor) -> None:
    """Picks by the edition's order of items, with time and confidence; what is left out is 0."""
    attempt = start_at(ada, publish(service))
    save(ada, attempt, position=1, seen=0, value=RIGHT, seconds=20)
    save(ada, attempt, position=1, seen=1, value=WRONG, seconds=10)
    save(ada, attempt, position=2, seen=0, value=RIGHT, seconds=5, confidence="sure")
    submit(ada, attempt)
    held = sheet_of(service, attempt)
    assert held.first
    assert sorted(np.frombuffer(held.picks, "<u2").tolist()) == [0, 0, 1, 2]
    assert sorted(np.frombuffer(held.seconds, "<u2").tolist()) == [0, 0, 5, 30]
    assert sorted(np.frombuffer(held.confidence, "<u1").tolist()) == [0, 0, 0, 3]


def test_what_was_not_drawn_is_told_from_what_was_left_out(service: Service, ada: Actor) -> None:
    """Of four items two are drawn."""
    held = sheet_of(service, take(ada, publish(service, draw=2), {1: RIGHT}))
    assert sorted(np.frombuffer(held.picks, "<u2").tolist()) == [0, 1, NOT_DRAWN, NOT_DRAWN]


def test_only_first_attempts_of_learners_count(service: Service, ada: Actor) -> None:
    """Not the second one, and not that of somebody in control of the content."""
    key = publish(service, in_control=("ben@example.edu",))
    first, second = (take(ada, key, {1: RIGHT}) for _ in range(2))
    authors = take(signed_in(service, "ben"), key, {1: RIGHT})
    counts = [sheet_of(service, one).first for one in (first, second, authors)]
    assert counts == [True, False, False]


def test_what_ran_out_of_time_and_does_not_count_judges_no_question(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """It was never submitted; its answers are packed all the same."""
    attempt = start_at(ada, publish(service, time_limit_minutes=5, overdue="abandon"))
    answer(ada, attempt, {1: RIGHT})
    clock.move(minutes=6)
    settle(ada, attempt)
    assert not sheet_of(service, attempt).first


def test_attempts_from_before_there_were_sheets_are_packed_once(
    service: Service, ada: Actor
) -> None:
    """As `manage.py settle` does."""
    attempt = take(ada, publish(service), {1: RIGHT})
    was = sheet_of(service, attempt)
    with writing(service.engine) as connection:
        drop_triggers(connection, "sheet")
        connection.execute(tables.sheet.delete())
    assert pack_missing(system(service)) == 1
    assert sheet_of(service, attempt) == was
    assert pack_missing(system(service)) == 0
    with reading(service.engine) as connection:
        assert len(connection.execute(select(tables.sheet)).all()) == 1

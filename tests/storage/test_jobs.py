"""Each job is one worker's at a time, under a lease."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from storage import jobs
from storage.connect import reading, writing
from tests.together import together

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tests.clock import Clock

NAMES = ("send", "settle")
LEASE = timedelta(minutes=15)


def plan(engine: Engine, clock: Clock) -> None:
    """Make both jobs known."""
    with writing(engine) as connection:
        jobs.plan(connection, NAMES, clock.at)


def take(engine: Engine, clock: Clock) -> str | None:
    """Take a job."""
    with writing(engine) as connection:
        return jobs.take(connection, dict.fromkeys(NAMES, clock.at + LEASE), clock.at)


def give_back(engine: Engine, clock: Clock, name: str, *, until_in: int = 15) -> bool:
    """Give a job back, due again in an hour."""
    with writing(engine) as connection:
        return jobs.give_back(
            connection,
            name,
            until=clock.at + timedelta(minutes=until_in),
            due_at=clock.at + timedelta(hours=1),
            ran_at=clock.at,
            fault=None,
        )


def is_due(engine: Engine, clock: Clock) -> bool:
    """Whether there is something to do."""
    with reading(engine) as connection:
        return jobs.is_due(connection, NAMES, clock.at)


def test_workers_at_once_plan_each_job_once(engine: Engine, clock: Clock) -> None:
    """And none of them fails."""
    assert together(*[lambda: plan(engine, clock)] * 4) == [None] * 4
    with reading(engine) as connection:
        assert [row.name for row in jobs.known(connection)] == list(NAMES)


def test_workers_at_once_take_each_job_once(engine: Engine, clock: Clock) -> None:
    """The third one finds nothing."""
    plan(engine, clock)
    taken = together(*[lambda: take(engine, clock)] * 3)
    assert sorted(taken, key=str) == [None, "send", "settle"]


def test_a_job_that_is_not_known_yet_is_due(engine: Engine, clock: Clock) -> None:
    """And then until it was taken; after it was given back, at its time."""
    assert is_due(engine, clock)
    plan(engine, clock)
    assert is_due(engine, clock)
    for _ in NAMES:
        give_back(engine, clock, str(take(engine, clock)))
    assert not is_due(engine, clock)
    clock.move(hours=1)
    assert is_due(engine, clock)


def test_a_job_is_free_after_its_lease(engine: Engine, clock: Clock) -> None:
    """Whoever had it has lost it, and changes nothing any more."""
    plan(engine, clock)
    assert (take(engine, clock), take(engine, clock)) == NAMES
    clock.move(minutes=15)
    assert take(engine, clock) == "send"
    assert not give_back(engine, clock, "send", until_in=0)
    assert give_back(engine, clock, "send", until_in=15)

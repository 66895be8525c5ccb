"""Messages are put once, and taken by one worker at a time."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError, IntegrityError

from storage import outbox, people
from storage.connect import reading, writing
from storage.tables import outbox_event
from tests.together import together

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tests.clock import Clock

LEASE = timedelta(minutes=10)


def put(engine: Engine, clock: Clock, subject: str, *, in_minutes: int = 0) -> bool:
    """Put a message to the one person there is."""
    with writing(engine) as connection:
        known = people.by_identity(connection, "test", "a@example.edu")
        person = known.id if known else people.add_person(
            connection, "test", "a@example.edu", clock.at
        )  # fmt: skip
        return outbox.put(
            connection,
            subject=subject,
            kind="follow-up",
            person_id=person,
            body="{}",
            due_at=clock.at + timedelta(minutes=in_minutes),
            now=clock.at,
        )


def take(engine: Engine, clock: Clock, worker: str = "one") -> tuple[str, int] | None:
    """Take what is due and nobody else is faster with; return its subject and the seq."""
    with reading(engine) as connection:
        due = outbox.due(connection, clock.at, 100)
    for one in due:
        with writing(engine) as connection:
            found = outbox.take(connection, one, clock.at, clock.at + LEASE, worker)
        if found is not None:
            return found[0].subject, found[1]
    return None


def tell(engine: Engine, clock: Clock, seq: int, state: str, again: int | None = None) -> None:
    """Write an event of the first message."""
    again_at = None if again is None else clock.at + timedelta(minutes=again)
    with writing(engine) as connection:
        outbox.tell(connection, 1, seq, state, clock.at, reason="why", again_at=again_at)


def test_a_message_is_put_once(engine: Engine, clock: Clock) -> None:
    """The second of the same kind about the same thing is not written."""
    assert [put(engine, clock, "completion:a") for _ in range(2)] == [True, False]


def test_four_at_once_put_one(engine: Engine, clock: Clock) -> None:
    """Nobody who comes second fails: what they were to do beside it stays done."""
    put(engine, clock, "completion:other")
    done = together(*[lambda: put(engine, clock, "completion:a")] * 4)
    assert sorted(done) == [False, False, False, True]


def test_the_oldest_due_message_is_taken(engine: Engine, clock: Clock) -> None:
    """And what is not due yet is nobody's."""
    put(engine, clock, "completion:later", in_minutes=5)
    put(engine, clock, "completion:now")
    assert take(engine, clock) == ("completion:now", 1)
    assert take(engine, clock) is None
    clock.move(minutes=5)
    assert take(engine, clock) == ("completion:later", 1)


def test_workers_at_once_take_each_message_once(engine: Engine, clock: Clock) -> None:
    """Twenty messages, four workers: none twice, none left."""
    subjects = [f"completion:{number}" for number in range(20)]
    for one in subjects:
        put(engine, clock, one)

    def all_due() -> list[str]:
        taken = []
        while (found := take(engine, clock)) is not None:
            taken.append(found[0])
        return taken

    found = together(*[all_due] * 4)
    assert Counter(one for part in found for one in part) == Counter(subjects)


def test_what_somebody_took_meanwhile_is_not_taken(engine: Engine, clock: Clock) -> None:
    """It was seen to be due before; so it is with what does not exist and what is not due."""
    put(engine, clock, "completion:a")
    put(engine, clock, "completion:later", in_minutes=5)
    take(engine, clock)
    for one in (1, 2, 3):
        with writing(engine) as connection:
            assert outbox.take(connection, one, clock.at, clock.at + LEASE, "two") is None


def test_what_was_taken_is_free_after_the_lease(engine: Engine, clock: Clock) -> None:
    """Whoever took it may have crashed; the next one writes the next seq."""
    put(engine, clock, "completion:a")
    take(engine, clock)
    clock.move(minutes=9)
    assert take(engine, clock) is None
    clock.move(minutes=1)
    assert take(engine, clock, "two") == ("completion:a", 2)


@pytest.mark.parametrize("state", ["sent", "failed", "exported", "skipped"])
def test_what_ended_is_never_taken_again(engine: Engine, clock: Clock, state: str) -> None:
    """However long one waits."""
    put(engine, clock, "completion:a")
    take(engine, clock)
    tell(engine, clock, 2, state)
    clock.move(days=400)
    assert take(engine, clock) is None


def test_what_was_delayed_comes_again_at_its_time(engine: Engine, clock: Clock) -> None:
    """Not before."""
    put(engine, clock, "completion:a")
    take(engine, clock)
    tell(engine, clock, 2, "delayed", again=30)
    clock.move(minutes=29)
    assert take(engine, clock) is None
    clock.move(minutes=1)
    assert take(engine, clock) == ("completion:a", 3)


def test_whoever_lost_the_lease_cannot_tell(engine: Engine, clock: Clock) -> None:
    """The event they would write is somebody else's."""
    put(engine, clock, "completion:a")
    take(engine, clock, "slow")
    clock.move(minutes=10)
    take(engine, clock, "next")
    with pytest.raises(IntegrityError):
        tell(engine, clock, 2, "sent")


@pytest.mark.parametrize(("state", "again"), [("sent", 5), ("delayed", None), ("gone", None)])
def test_an_event_says_whether_it_comes_again(
    engine: Engine, clock: Clock, state: str, again: int | None
) -> None:
    """What ended has no next time, what goes on has one, and there are no other states."""
    put(engine, clock, "completion:a")
    with pytest.raises(IntegrityError):
        tell(engine, clock, 1, state, again)


def test_what_happened_stays(engine: Engine, clock: Clock) -> None:
    """An event is never changed."""
    put(engine, clock, "completion:a")
    tell(engine, clock, 1, "sent")
    with pytest.raises(DatabaseError), writing(engine) as connection:
        connection.execute(update(outbox_event).values(state="failed"))
    with reading(engine) as connection:
        assert [row.state for row in outbox.events(connection, 1)] == ["sent"]

"""Background work: each job when it is due, by one worker, whatever fails."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from storage import jobs
from storage.connect import reading
from tests.editions import publish
from tests.taking import start_at
from tests.together import together
from tests.workflows.messages.sending import put, states, unclaimed
from workflows.attempts.result import result
from workflows.operations import work as working
from workflows.operations.work import JOBS, Job, work, work_once

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def service(service: Service, tmp_path: Path) -> Service:
    """A demonstration whose mailbox is the test's own."""
    url = f"sqlite:///{tmp_path / 'anything.sqlite'}"  # the mailbox lies beside it
    return replace(service, settings=replace(service.settings, database_url=url))


def faults(service: Service) -> dict[str, str | None]:
    """Return each job's fault."""
    with reading(service.engine) as connection:
        return {row.name: row.fault for row in jobs.known(connection)}


def test_everything_that_is_due_is_done(
    service: Service, clock: Clock, ada: Actor, tmp_path: Path
) -> None:
    """An attempt is settled, a reminder put, a message written into the mailbox."""
    attempt = start_at(ada, publish(service, slug="short", time_limit_minutes=5))
    unclaimed(ada, publish(service), "unclaimed-21")
    clock.move(minutes=6)
    done = {one.name: one.number for one in work_once(service)}
    assert done == {
        "anchor": 0,
        "backup": 0,
        "correct": 0,
        "settle": 1,
        "remind": 0,
        "follow-up": 0,
        "initiatives": 0,
        "weekly": 0,
        "send": 1,
        "letters": 0,
    }
    assert result(ada, attempt).attempt == attempt
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


def test_each_job_rests_until_it_is_due_again(service: Service, clock: Clock) -> None:
    """Letters every ten seconds, the outbox every minute, settling every ten, reminders hourly."""

    def done() -> list[str]:
        return sorted(one.name for one in work_once(service))

    done()
    assert done() == []
    clock.move(seconds=10)
    assert done() == ["letters"]
    clock.move(seconds=50)
    assert done() == ["correct", "letters", "send"]
    clock.move(minutes=9)
    assert done() == ["correct", "letters", "send", "settle"]
    clock.move(minutes=50)
    assert done() == sorted(set(JOBS) - {"anchor", "backup"})  # those are of the night


def test_two_workers_share_the_jobs(service: Service) -> None:
    """Each job is run by one of them."""
    done = together(*[lambda: work_once(service)] * 2)
    assert sorted(one.name for part in done for one in part) == sorted(JOBS)


def test_a_fault_is_noted_and_the_job_tried_again(
    service: Service, clock: Clock, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are done all the same, and after five minutes it is."""
    put(service, ada, "attempt:1", "follow-up")

    def fails(_service: Service, _worker: str) -> int:
        message = "the disk is full"
        raise OSError(message)

    whole = JOBS["remind"]
    monkeypatch.setitem(working.JOBS, "remind", Job(whole.every, fails, whole.said))
    done = {one.name: (one.number, one.fault) for one in work_once(service)}
    assert done["remind"] == (None, "OSError: the disk is full")
    assert done["send"] == (1, None)
    assert faults(service)["remind"] == "OSError: the disk is full"
    monkeypatch.setitem(working.JOBS, "remind", whole)
    clock.move(minutes=5)
    assert "remind" in {one.name for one in work_once(service)}
    assert faults(service)["remind"] is None


def test_without_a_mail_server_messages_wait(service: Service, ada: Actor) -> None:
    """In production; they can be taken as a file."""
    put(service, ada, "attempt:1", "follow-up")
    real = replace(service, settings=replace(service.settings, mode="production"))
    assert {one.name: one.number for one in work_once(real)}["send"] == 0
    assert states(service) == []


def test_the_worker_stops_when_it_is_told(
    service: Service, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And until then a database that is away for a while does not end it."""
    monkeypatch.setattr(working, "LOOK_EVERY", 0.01)
    stop, looked = threading.Event(), threading.Event()
    put(service, ada, "attempt:1", "follow-up")
    away = iter([True])

    def flaky(connection: object, *arguments: object) -> bool:
        if next(away, False):
            connection.execute(text("SELECT * FROM nothing"))  # type: ignore[attr-defined]
        if not is_due(connection, *arguments):  # type: ignore[arg-type]
            looked.set()
            return False
        return True

    is_due = jobs.is_due
    monkeypatch.setattr(jobs, "is_due", flaky)
    thread = threading.Thread(target=work, args=(service, stop))
    thread.start()
    assert looked.wait(30)
    stop.set()
    thread.join(30)
    assert not thread.is_alive()
    assert states(service) == ["sending", "sent"]


def test_a_thread_works_as_long_as_the_server_lasts(
    service: Service, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It sends what is due, and is gone at the end."""
    monkeypatch.setattr(working, "LOOK_EVERY", 0.01)
    arrived = threading.Event()

    class Ringing:
        def hand_in(self, made: object) -> None:
            del made
            arrived.set()

    monkeypatch.setattr(working, "post_of", lambda _settings: Ringing())
    put(service, ada, "attempt:1", "follow-up")
    with working.working(service):
        assert arrived.wait(30)
    assert working.THREAD not in {one.name for one in threading.enumerate()}
    assert states(service) == ["sending", "sent"]

"""Background work: what is done again and again without anybody asking, by one worker at a time.

Each job is taken under a lease and given back with when it is due next. A worker that dies keeps
its job until the lease runs out; a job that fails is noted with its fault, and tried again.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING

from storage import jobs
from storage.connect import glancing, writing
from workflows.attempts.settle import settle_all
from workflows.commitments.ask import ask
from workflows.corrections.apply import apply_all
from workflows.counted import failed
from workflows.initiatives import remind as initiatives
from workflows.messages.post import post_of
from workflows.messages.remind import remind
from workflows.messages.send import send_due
from workflows.operations.anchor import anchor
from workflows.operations.backup import make
from workflows.people.local.send import send_letters
from workflows.people.session import system
from workflows.recall.weekly import put_weekly
from workflows.service import Service

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

journal = logging.getLogger("work")
LEASE = timedelta(minutes=15)
AFTER_A_FAULT = timedelta(minutes=5)
LOOK_EVERY = 5.0  # seconds
PATIENCE = 10.0  # seconds that the end of the process waits for what is being done
THREAD = "background work"


@dataclass(frozen=True)
class Job:
    """One kind of work: `does` returns how many things it did."""

    every: timedelta
    does: Callable[[Service, str], int]
    said: str
    hour: int | None = None  # of the provider's day, for what is done once a night
    lease: timedelta = LEASE

    def due_after(self, now: datetime, zone: ZoneInfo) -> datetime:
        """Return when it is due next, after it was done at `now`."""
        if self.hour is None:
            return now + self.every
        today = now.astimezone(zone).date()
        tonight = datetime.combine(today, time(self.hour), zone)
        return tonight if tonight > now else tonight + timedelta(days=1)


@dataclass(frozen=True)
class Done:
    """What came of one run of a job."""

    name: str
    number: int | None  # None: it failed
    fault: str | None


def _settle(service: Service, _worker: str) -> int:
    return settle_all(system(service))


def _remind(service: Service, _worker: str) -> int:
    return remind(system(service))


def _follow_up(service: Service, _worker: str) -> int:
    return ask(system(service))


def _initiatives(service: Service, _worker: str) -> int:
    return initiatives.remind(system(service))


def _weekly(service: Service, _worker: str) -> int:
    return put_weekly(system(service))


def _send(service: Service, worker: str) -> int:
    post = post_of(service.settings)
    return 0 if post is None else send_due(system(service), post, worker)


def _letters(service: Service, _worker: str) -> int:
    post = post_of(service.settings)
    return 0 if post is None else send_letters(service, post)


def _correct(service: Service, _worker: str) -> int:
    return apply_all(system(service))


def _back_up(service: Service, _worker: str) -> int:
    keeping = service.settings.keeping
    if keeping.backups is None:
        return 0
    make(system(service), keeping.backups, keep=keeping.backups_kept)
    return 1


def _anchor(service: Service, _worker: str) -> int:
    folder = service.settings.keeping.anchors
    return 0 if folder is None else int(anchor(system(service), folder))


JOBS = {
    "settle": Job(timedelta(minutes=10), _settle, "attempts settled"),
    "correct": Job(timedelta(minutes=1), _correct, "corrections marked"),
    "remind": Job(timedelta(hours=1), _remind, "reminders put"),
    "follow-up": Job(timedelta(hours=1), _follow_up, "follow-ups put"),
    "initiatives": Job(timedelta(hours=1), _initiatives, "messages of initiatives put"),
    "weekly": Job(timedelta(hours=1), _weekly, "questions of the week put"),
    "send": Job(timedelta(minutes=1), _send, "messages sent"),
    "letters": Job(
        timedelta(seconds=10), _letters, "letters about accounts sent"
    ),  # somebody waits
    "backup": Job(timedelta(days=1), _back_up, "backups made", hour=2, lease=timedelta(hours=6)),
    "anchor": Job(timedelta(days=1), _anchor, "heads anchored", hour=3),
}


def work_once(service: Service) -> tuple[Done, ...]:
    """Run every job that is due, each once, and say what came of it."""
    with writing(service.engine) as connection:
        jobs.plan(connection, JOBS, service.now())
    worker, names, done = _worker(), list(JOBS), []
    while names and _is_due(service, names):
        one = _run_next(service, names, worker)
        if one is None:
            break  # another worker was faster
        names.remove(one.name)
        done.append(one)
    return tuple(done)


def work(service: Service, stop: Event) -> None:
    """Run jobs as they become due until `stop` is set; a fault of the database is waited out."""
    while not stop.wait(LOOK_EVERY):
        try:
            if _is_due(service, list(JOBS)):
                work_once(service)
        except Exception:  # noqa: BLE001 - nobody else would start the worker again
            journal.exception("background work is interrupted, and goes on")


@contextmanager
def working(service: Service) -> Iterator[None]:
    """Run jobs in a thread of this process for as long as the body lasts."""
    stop = Event()
    # A daemon: a process that is killed does not wait for a message that is being written.
    worker = Thread(target=work, args=(service, stop), name=THREAD, daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(PATIENCE)


def _is_due(service: Service, names: list[str]) -> bool:
    with glancing(service.engine) as connection:
        return jobs.is_due(connection, names, service.now())


def _run_next(service: Service, names: list[str], worker: str) -> Done | None:
    now = service.now()
    until = {name: now + JOBS[name].lease for name in names}
    with writing(service.engine) as connection:
        name = jobs.take(connection, until, now)
    if name is None:
        return None
    job, number, fault = JOBS[name], None, None
    try:
        number = job.does(service, worker)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is noted and tried again
        journal.exception("the job %s failed", name)
        failed("job", error)
        fault = f"{type(error).__name__}: {error}"
    now = service.now()
    due_at = job.due_after(now, service.settings.zone)
    if fault is not None:
        due_at = min(due_at, now + AFTER_A_FAULT)
    with writing(service.engine) as connection:
        jobs.give_back(connection, name, until=until[name], due_at=due_at, ran_at=now, fault=fault)
    return Done(name, number, fault)


def _worker() -> str:
    """Return who takes messages: machine, process, and something random for each start."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

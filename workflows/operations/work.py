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
from datetime import timedelta
from threading import Event, Thread

from storage import jobs
from storage.connect import glancing, writing
from workflows.attempts.settle import settle_all
from workflows.commitments.ask import ask
from workflows.corrections.apply import apply_all
from workflows.messages.post import post_of
from workflows.messages.remind import remind
from workflows.messages.send import send_due
from workflows.people.local.send import send_letters
from workflows.people.session import system
from workflows.service import Service

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


def _send(service: Service, worker: str) -> int:
    post = post_of(service.settings)
    return 0 if post is None else send_due(system(service), post, worker)


def _letters(service: Service, _worker: str) -> int:
    post = post_of(service.settings)
    return 0 if post is None else send_letters(service, post)


def _correct(service: Service, _worker: str) -> int:
    return apply_all(system(service))


JOBS = {
    "settle": Job(timedelta(minutes=10), _settle, "attempts settled"),
    "correct": Job(timedelta(minutes=1), _correct, "corrections marked"),
    "remind": Job(timedelta(hours=1), _remind, "reminders put"),
    "follow-up": Job(timedelta(hours=1), _follow_up, "follow-ups put"),
    "send": Job(timedelta(minutes=1), _send, "messages sent"),
    "letters": Job(
        timedelta(seconds=10), _letters, "letters about accounts sent"
    ),  # somebody waits
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
    until = service.now() + LEASE
    with writing(service.engine) as connection:
        name = jobs.take(connection, names, service.now(), until)
    if name is None:
        return None
    job, number, fault = JOBS[name], None, None
    try:
        number = job.does(service, worker)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is noted and tried again
        journal.exception("the job %s failed", name)
        fault = f"{type(error).__name__}: {error}"
    now = service.now()
    due_at = now + (job.every if fault is None else min(job.every, AFTER_A_FAULT))
    with writing(service.engine) as connection:
        jobs.give_back(connection, name, until=until, due_at=due_at, ran_at=now, fault=fault)
    return Done(name, number, fault)


def _worker() -> str:
    """Return who takes messages: machine, process, and something random for each start."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

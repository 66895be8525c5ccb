"""How the service stands at this moment, in numbers for a monitor; each question finds an index."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy.pool import QueuePool

from storage import jobs, log, outbox, pars, standing
from workflows.act import view
from workflows.counted import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workflows.act import Act, Actor

KEPT = 15.0  # seconds for which numbers of the database are shown again
_lock = threading.Lock()


class Gauges:
    """The numbers of one process, with those of the database as they were at most 15 s ago."""

    def __init__(self, actor: Actor) -> None:
        """Read nothing yet."""
        self._actor = actor
        self._read_at = -KEPT
        self._last: tuple[GaugeMetricFamily, ...] = ()

    def page(self) -> bytes:
        """Return everything in Prometheus' text form."""
        lines = [generate_latest(REGISTRY)]
        lines.extend(_text(one) for one in (*self._of_database(), *self._of_process()))
        return b"".join(lines)

    def _of_database(self) -> tuple[GaugeMetricFamily, ...]:
        with _lock:  # who comes meanwhile waits for the same numbers
            if time.monotonic() - self._read_at >= KEPT:
                self._last = measure(self._actor)
                self._read_at = time.monotonic()
            return self._last

    def _of_process(self) -> Iterator[GaugeMetricFamily]:
        pool = self._actor.service.engine.pool
        if isinstance(pool, QueuePool):
            yield _one("database_connections_used", "Connections in use.", pool.checkedout())
            yield _one("database_connections", "Connections kept open.", pool.size())


def measure(actor: Actor) -> tuple[GaugeMetricFamily, ...]:
    """Read the numbers of the database."""
    with view(actor, "service.measure") as a:
        return tuple(_standing(a))


def _standing(a: Act) -> Iterator[GaugeMetricFamily]:
    now, connection = a.at, a.connection
    yield _one("live_sessions", "Sessions not ended.", standing.live_sessions(connection, now))
    yield _one(
        "pars_waiting", "Records for PARS in no batch.", pars.count_in(connection, ["ready"])
    )
    oldest = standing.oldest_waiting(connection)
    days = (a.today - oldest).days if oldest is not None else 0
    yield _one("pars_oldest_days", "Days since the oldest of them was completed.", days)
    delayed = outbox.count_in(connection, "delayed")
    yield _one("messages_waiting", "Messages that were not taken, and are tried again.", delayed)
    failed = outbox.count_in(connection, "failed")
    yield _one("messages_failed", "Messages that failed for good.", failed)
    yield from _jobs(a)
    last = log.last(connection)
    yield _one("log_lines", "The log's last line.", last.seq if last is not None else 0)
    backup = log.last_of(connection, "backup.make")
    if backup is not None:
        age = (now - backup.at).total_seconds()
        yield _one("backup_age_seconds", "Seconds since the last backup.", age)
    yield _one("editions", "Editions published, by highest number.", standing.editions(connection))
    started = standing.attempts(connection)
    yield _one("attempts", "Attempts started, by highest number.", started)


def _jobs(a: Act) -> Iterator[GaugeMetricFamily]:
    age = GaugeMetricFamily(
        "assessment_job_age_seconds", "Seconds since a job ran last.", labels=("job",)
    )
    fault = GaugeMetricFamily(
        "assessment_job_failed", "Whether its last run failed.", labels=("job",)
    )
    for row in jobs.known(a.connection):
        fault.add_metric([row.name], row.fault is not None)
        if row.ran_at is not None:
            age.add_metric([row.name], (a.at - row.ran_at).total_seconds())
    yield age
    yield fault


def _one(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"assessment_{name}", what, value=value)


class _Only:
    """A registry of one family, for the library's own writer."""

    def __init__(self, one: GaugeMetricFamily) -> None:
        self._one = one

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Return it."""
        return (self._one,)


def _text(one: GaugeMetricFamily) -> bytes:
    return generate_latest(_Only(one))

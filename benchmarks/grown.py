"""How far one PostgreSQL carries: what an answer costs it in time and room. `make grown`.

Four processes take whole attempts through the acts, so that every row of one is written: answers,
the log, result and packed sheet. Nothing else may run meanwhile.
"""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil
from sqlalchemy import text

from benchmarks.ground import QUESTIONS, Physician, fill
from settings import Settings
from storage.connect import connect
from tests.databases import Cluster
from tests.evidence import seen
from workflows.attempts import settle
from workflows.attempts.question import question
from workflows.attempts.save import save
from workflows.people import session
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Sequence

WRITERS, PHYSICIANS = 4, 400
POLICY = "after_submission"
YEAR = 365 * 86_400  # seconds
TABLES = ("answer", "attempt", "result", "sheet", "log")


@dataclass(frozen=True)
class Cost:
    """What so many attempts took: seconds on the clock, of PostgreSQL's CPU, and bytes."""

    attempts: int
    clock: float
    cpu: float
    size: dict[str, int]

    @property
    def answers(self) -> int:
        """Every question of every attempt."""
        return self.attempts * QUESTIONS


def measure() -> Cost:
    """Take the attempts, and return what they cost."""
    cluster = Cluster(durable=True)
    with cluster.blank() as url:
        people = fill(url, PHYSICIANS).physicians
        before, cpu, begin = _sizes(url), _cpu(), time.monotonic()
        with multiprocessing.get_context("spawn").Pool(WRITERS) as pool:
            pool.starmap(_take, [(url, people[one::WRITERS]) for one in range(WRITERS)])
        clock, used, after = time.monotonic() - begin, _cpu() - cpu, _sizes(url)
    cluster.stop()
    return Cost(PHYSICIANS, clock, used, {one: after[one] - before[one] for one in TABLES})


def _take(url: str, people: Sequence[Physician]) -> None:
    """Answer every question of everybody's attempt, and submit it."""
    service = Service(connect(url), Settings(database_url=url))
    for who in people:
        actor = session.enter(service, session.digest_of(who.token))
        attempt = who.attempts[POLICY]
        for position in range(1, QUESTIONS + 1):
            option = question(actor, attempt, position).item.options[0].id
            save(actor, attempt, position=position, seen=0, value=option, seconds=20)
        settle.submit(actor, attempt)


def _cpu() -> float:
    """Return the seconds of CPU of every PostgreSQL process, those that ended included."""
    found = [one for one in psutil.process_iter(["name"]) if one.info["name"] == "postgres"]
    times = [one.cpu_times() for one in found]
    return sum(one.user + one.system + one.children_user + one.children_system for one in times)


def _sizes(url: str) -> dict[str, int]:
    """Return the bytes of each table, its indexes included."""
    engine = connect(url)
    with engine.connect() as connection:
        sizes = {
            one: int(
                connection.execute(
                    text("SELECT pg_total_relation_size(CAST(:name AS regclass))"), {"name": one}
                ).scalar_one()
            )
            for one in TABLES
        }
    engine.dispose()
    return sizes


def main() -> None:
    """Print the cost, and keep it."""
    cost = measure()
    each = {one: cost.size[one] / cost.attempts for one in TABLES}
    whole = sum(each.values())
    answers = cost.answers / cost.clock
    print(cost, each)
    seen(
        "Many people",
        "growth",
        f"As seen: {WRITERS} processes take {cost.attempts} attempts of {QUESTIONS} questions as"
        " fast as one PostgreSQL lets them, every answer its own durable transaction",
        "make grown",
        answers_a_second=f"{answers:.0f}",
        attempts_a_year_at_that_rate=f"{answers / QUESTIONS * YEAR / 1e6:.0f} million",
        PostgreSQL_CPU_an_answer=f"{cost.cpu / cost.answers * 1000:.2f} ms",
        room_an_attempt=f"{whole / 1024:.1f} KB ("
        + ", ".join(f"{one} {each[one] / 1024:.1f}" for one in TABLES)
        + ")",
        room_of_a_million_attempts=f"{whole / 1e3:.1f} GB",
    )


if __name__ == "__main__":
    main()

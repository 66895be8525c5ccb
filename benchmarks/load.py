"""The service under a crowd: `python -m benchmarks.load`, an hour of it: `… load soak`.

Each figure stands beside that of the floor page under the same crowd in the same run.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import text

from benchmarks.crowd import Pace, crowd, floor_crowd
from benchmarks.ground import NOBODY, fill, lay
from benchmarks.server import floor, service
from benchmarks.soak import soak
from storage.connect import connect
from tests.databases import Cluster
from tests.evidence import seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.crowd import Times
    from benchmarks.ground import Ground
    from benchmarks.soak import Hour

PACE = Pace(think=5.0, watched=60.0)
SAVE, SCREEN, SLOPE = 100.0, 200.0, 5.0  # ms and ms at the 95th percentile, MB an hour
BOUND = f"saves p95 < {SAVE:.0f} ms, screens p95 < {SCREEN:.0f} ms, 0 errors"


@dataclass(frozen=True)
class Run:
    """So many people on so many processes; `bound`: whether the bound is to hold."""

    people: int
    processes: int
    database: str
    bound: bool = True

    def __str__(self) -> str:
        """Say how many there are, on what."""
        each = "process" if self.processes == 1 else "processes"
        return f"{self.people} physicians, {self.processes} {each}, {self.database}"


RUNS = (
    Run(250, 1, "SQLite"),
    Run(250, 1, "PostgreSQL"),
    Run(400, 2, "PostgreSQL"),
    Run(400, 1, "SQLite", bound=False),
)
SOAKERS, MINUTES = 30, 60.0


@contextmanager
def _sqlite(people: int) -> Iterator[Ground]:
    with TemporaryDirectory() as place:
        yield lay(Path(place), people)


@contextmanager
def _postgresql(people: int) -> Iterator[Ground]:
    cluster = Cluster(durable=True)
    with cluster.blank() as url:
        yield fill(url, people)
    cluster.stop()


DATABASES = {"SQLite": _sqlite, "PostgreSQL": _postgresql}


def under_load(run: Run) -> bool:
    """Measure the floor and the service under the same crowd; say whether the bound holds."""
    bare, ours = _bare(run), _served(run)
    print(_line(f"floor, {run.processes} × {run.people // run.processes}", bare))
    print(_line(str(run), ours), flush=True)
    held = _holds(ours) or not run.bound
    if held:
        _keep(run, bare, ours)
    return held


def _served(run: Run) -> Times:
    with DATABASES[run.database](run.people) as ground, ExitStack() as stack:
        url = ground.database_url
        servers = [stack.enter_context(service(url)) for _ in range(run.processes)]
        before = _answers(url)
        times = crowd(servers, ground.physicians, PACE)
        kept = _answers(url) - before
    if kept != times.acknowledged:
        times.errors.append(f"{times.acknowledged} answers acknowledged, {kept} kept")
    return times


def _bare(run: Run) -> Times:
    with ExitStack() as stack:
        servers = [stack.enter_context(floor(tuned=True)) for _ in range(run.processes)]
        return floor_crowd(servers, [NOBODY] * run.people, PACE)


def _answers(url: str) -> int:
    engine = connect(url)
    with engine.connect() as connection:
        count = int(connection.execute(text("SELECT count(*) FROM answer")).scalar_one())
    engine.dispose()
    return count


def _holds(times: Times) -> bool:
    return not times.errors and _p95(times.saves) < SAVE and _p95(times.screens) < SCREEN


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else 0.0


def _line(what: str, times: Times) -> str:
    return (
        f"{what:<40} saves {len(times.saves):>5} p95 {_p95(times.saves):>6.1f} ms"
        f"  screens {len(times.screens):>5} p95 {_p95(times.screens):>6.1f} ms"
        f"  errors {len(times.errors)} {times.errors[:2] or ''}"
        f"  server CPU {times.share:.0f}% of a core  crowd late p95 {_p95(times.late):.1f} ms"
    )


def _keep(run: Run, bare: Times, ours: Times) -> None:
    seen(
        "Many people",
        f"load: {run}",
        f"{run}, {PACE.think:.0f} s of thought a question: {BOUND if run.bound else 'as seen'}",
        "make load",
        answers_kept=ours.acknowledged,
        save_p95=f"{_p95(ours.saves):.0f} ms",
        screen_p95=f"{_p95(ours.screens):.0f} ms",
        floor_screen_p95=f"{_p95(bare.screens):.0f} ms",
        errors=len(ours.errors),
        server_CPU=f"{ours.share:.0f}% of a core",
        floor_CPU=f"{bare.share:.0f}%",
        crowd_late_p95=f"{_p95(ours.late):.0f} ms",
    )


def an_hour(minutes: float) -> bool:
    """Measure the memory while people come and go; say whether it stays."""
    with _sqlite(SOAKERS) as ground, service(ground.database_url) as server:
        hour = soak(server, ground.physicians, minutes)
    print(_soaked(hour))
    held = not hour.errors and hour.slope < SLOPE
    if held and minutes >= MINUTES:
        seen(
            "Many people",
            "soak",
            f"{SOAKERS} physicians for an hour: memory grows < {SLOPE:.0f} MB/h, 0 errors",
            "make soak",
            slope=f"{hour.slope:.1f} MB/h",
            memory=f"{hour.memory[0][1]:.0f} MB at first, {hour.memory[-1][1]:.0f} MB at last",
            answers=len(hour.saves),
            save_p95=f"{_p95(hour.saves):.0f} ms",
            errors=len(hour.errors),
        )
    return held


def _soaked(hour: Hour) -> str:
    return (
        f"slope {hour.slope:.2f} MB/h over {hour.memory[-1][0]:.0f} min,"
        f" {hour.memory[0][1]:.0f} → {hour.memory[-1][1]:.0f} MB, {len(hour.saves)} answers,"
        f" p95 {_p95(hour.saves):.0f} ms, errors {len(hour.errors)} {hour.errors[:2]}"
    )


def main() -> None:
    """Run what the command line names; end with 1 where a bound does not hold."""
    word, *rest = [*sys.argv[1:], ""]
    if word == "soak":
        held = [an_hour(float(rest[0] or MINUTES))]
    else:
        held = [under_load(run) for run in RUNS if word in {"", run.database}]
    if not all(held):
        sys.exit("A bound does not hold.")


if __name__ == "__main__":
    main()

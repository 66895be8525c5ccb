"""All statistics of an edition from its stored attempts: 1,000,000 and 10,000,000 responses."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import psycopg

from benchmarks.goal import Goal
from benchmarks.marked import items
from scoring.packed import Sheet
from scoring.statistics.sheets import statistics_of
from storage import sheets
from storage.connect import connect, reading
from storage.migrate import migrate
from storage.tables import sheet
from tests.databases import Cluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Engine

    from quizzes.models import AnyItem

ITEMS = 50
LIMITS = {20_000: 0.3, 200_000: 2.0}  # attempts: seconds
MEMORY = 300  # megabytes
ROUNDS = 3
EDITION = 1
COLUMNS = [column.name for column in sheet.columns]


def measure() -> list[Goal]:
    """Measure each size on each database in a process of its own, so that its memory is its own."""
    found = []
    for name, (attempts, limit) in product(DATABASES, LIMITS.items()):
        command = [sys.executable, "-m", "benchmarks.judged", name, str(attempts)]
        done = subprocess.run(
            command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
        )
        seconds, megabytes = map(float, done.stdout.split())
        what = f"statistics of {attempts * ITEMS:,} responses, {name}"
        found.append(Goal(what, seconds, limit, "s", detail="read and all figures made"))
        if attempts == max(LIMITS):
            found.append(Goal(f"{what}: memory", megabytes, MEMORY, "MB", detail="whole process"))
    return found


def _one(name: str, attempts: int) -> None:
    """Print the best time of reading and computing, and the most memory it took."""
    held = items("single_best_answer")
    with DATABASES[name](attempts) as engine:
        best = min(_read(engine, held, attempts) for _ in range(ROUNDS))
    print(best, _peak())


@contextmanager
def _sqlite(attempts: int) -> Iterator[Engine]:
    """Give a file with so many attempts."""
    with TemporaryDirectory() as place:
        file = Path(place) / "service.sqlite"
        engine = connect(f"sqlite:///{file}")
        migrate(engine)
        with closing(sqlite3.connect(file)) as connection:
            connection.executemany(
                "INSERT INTO sheet VALUES (?, ?, ?, ?, ?, ?, '[]')", _rows(attempts)
            )
            connection.commit()
        yield engine
        engine.dispose()


@contextmanager
def _postgresql(attempts: int) -> Iterator[Engine]:
    """Give a server of its own with so many attempts."""
    cluster = Cluster()
    with cluster.fresh() as engine:
        with psycopg.connect(cluster.url("postgres")) as connection:
            connection.execute("SET session_replication_role = replica")  # without the attempts
            with connection.cursor().copy(f"COPY sheet ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                for row in _rows(attempts):
                    copy.write_row((*row, "[]"))
        yield engine
    cluster.stop()


DATABASES = {"SQLite": _sqlite, "PostgreSQL": _postgresql}


def _peak() -> float:
    """Return the most memory of this process; getrusage would begin at that of its parent."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(one for one in status.splitlines() if one.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _read(engine: Engine, held: Sequence[AnyItem], attempts: int) -> float:
    start = time.monotonic()
    with reading(engine) as connection:
        rows = (row.picks for row in sheets.first_of(connection, EDITION))
        found = statistics_of(Sheet(held), rows)
    assert found.n == attempts
    return time.monotonic() - start


def _rows(attempts: int) -> Iterator[tuple[int, int, bool, bytes, bytes, bytes]]:
    """Make answers up: able people choose the key (b) more often."""
    chance = np.random.default_rng(1)
    seconds, confidence = bytes(2 * ITEMS), bytes(ITEMS)
    for first in range(0, attempts, 10_000):
        able = chance.uniform(0.2, 0.95, size=(10_000, 1))
        right = chance.random((10_000, ITEMS)) < able
        picks = np.where(right, 2, chance.integers(3, 7, size=(10_000, ITEMS))).astype("<u2")
        for at, row in enumerate(picks, first + 1):
            yield EDITION, at, True, row.tobytes(), seconds, confidence


if __name__ == "__main__":
    _one(sys.argv[1], int(sys.argv[2]))

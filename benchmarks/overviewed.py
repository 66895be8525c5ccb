"""The largest screens of staff with 200,000 people, from one SQLite file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qsl

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from benchmarks.goal import Goal
from benchmarks.population import LAST, PEOPLE, Population
from screens import door
from settings import Settings
from storage import tables
from storage.connect import connect, reading
from storage.migrate import migrate
from tests.editions import front_digest, publish
from tests.people import signed_in, token_of
from workflows.people import session
from workflows.reports.overview.look import SECTIONS
from workflows.service import Service

LIMIT = 1.0  # seconds
ROUNDS = 3
ACTIVITIES = 12
SCREENS = (
    *(f"overview?section={one}&period=all" for one in SECTIONS),
    "today", "roster", "reporting", "people",
)  # fmt: skip
WORDS = "person777"  # that People is searched for: an address of a few


def measure() -> list[Goal]:
    """Measure the screens whose work grows with the people, as the browser asks for them.

    In a process of its own, since a screen keeps what it loads. Of the Overview every section over
    all years is measured. The slowest counts; each one's time stands beside it.
    """
    command = [sys.executable, "-m", "benchmarks.overviewed"]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    seconds = dict(zip(SCREENS, map(float, done.stdout.split()), strict=True))
    each = ", ".join(f"{_said(one)} {took:.2f}" for one, took in seconds.items())
    return [
        Goal(f"largest staff screen, {PEOPLE:,} people", max(seconds.values()), LIMIT, "s",
             detail=f"{each}; on SQLite")
    ]  # fmt: skip


def _said(screen: str) -> str:
    name, _, query = screen.partition("?")
    section = dict(parse_qsl(query)).get("section")
    return name.capitalize() + (f" ({section})" if section else "")


def _one() -> None:
    """Print the best time of each screen."""
    with TemporaryDirectory() as place:
        make = [sys.executable, "-m", "benchmarks.overviewed", place]
        subprocess.run(make, cwd=Path(__file__).parents[1], check=True)
        service = _service(Path(place))
        door.open_with(service)
        cora = signed_in(service, "cora")
        digest = session.digest_of(token_of(service, "cora"))
        for screen in SCREENS:
            print(min(_drawn(digest, cora.public_id, screen) for _ in range(ROUNDS)))
        service.engine.dispose()


def _drawn(digest: str, cora: str, screen: str) -> float:
    """Draw a screen as a run of it does, without a browser, and return the seconds."""
    name, _, query = screen.partition("?")
    at = AppTest.from_string(f"path = {name!r}\n{SCREEN}", default_timeout=120)
    at.user = {"session": digest}
    at.session_state[f"{cora}-people-held"] = WORDS
    for key, value in parse_qsl(query):
        at.query_params[key] = value
    began = time.monotonic()
    at.run()
    took = time.monotonic() - began
    assert not at.exception
    return took


SCREEN = """
from screens import door
from screens.table import SCREENS
shown = {one.path: one.show for one in SCREENS}
door.offer(shown)
shown[path]()
"""


def _service(folder: Path) -> Service:
    url = f"sqlite:///{folder / 'service.sqlite'}"
    return Service(connect(url), Settings(database_url=url), now=lambda: LAST)


def lay(folder: Path) -> None:
    """Make a database of `PEOPLE` people, each of whom took one activity, most with credit."""
    service = _service(folder)
    migrate(service.engine)
    signed_in(service, "cora")
    keys = [publish(service, slug=f"activity-{at}") for at in range(ACTIVITIES)]
    front = front_digest(service, keys[0])
    with reading(service.engine) as connection:
        editions = connection.execute(select(tables.edition.c.id, tables.edition.c.activity_id))
        held = [(int(row.id), int(row.activity_id)) for row in editions]
    service.engine.dispose()
    with closing(sqlite3.connect(folder / "service.sqlite")) as connection:
        # Nobody needs this file after a power cut.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        for table, rows in Population(held, front).tables():
            marks = ", ".join("?" * len(rows[0]))
            statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - named below  # nosec B608
            connection.executemany(statement, rows)
        connection.commit()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        lay(Path(sys.argv[1]))
    else:
        _one()

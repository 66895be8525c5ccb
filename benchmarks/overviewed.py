"""The overview of 200,000 people: the largest screen that staff open, from one SQLite file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from benchmarks.goal import Goal
from screens import door
from settings import Settings
from storage import tables
from storage.connect import connect, reading
from storage.migrate import migrate
from tests.editions import front_digest, publish
from tests.people import signed_in, token_of
from workflows.credit.evaluate import EvaluationBody
from workflows.credit.snapshot import ClaimSnapshot
from workflows.people import session
from workflows.people.profile import Profile
from workflows.reports.overview.look import SECTIONS
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

PEOPLE = 200_000
LIMIT = 1.0  # seconds
ROUNDS = 3
REPEATERS = 5  # every fifth took it twice
ACTIVITIES = 12
SPECIALTIES = 40
FIRST = datetime(2025, 1, 2, 15, tzinfo=UTC)
DAYS = 690
AFFILIATIONS = ("own", "partner", "outside", "")


def measure() -> list[Goal]:
    """Measure every section over all years, drawn as the browser asks for it; the slowest counts.

    In a process of its own, since a screen keeps what it loads.
    """
    command = [sys.executable, "-m", "benchmarks.overviewed"]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    seconds = dict(zip(SECTIONS, map(float, done.stdout.split()), strict=True))
    slowest = max(seconds, key=seconds.__getitem__)
    detail = f"Overview, {slowest}, all years, on SQLite"
    return [
        Goal(f"largest staff screen, {PEOPLE:,} people", seconds[slowest], LIMIT, "s",
             detail=detail)
    ]  # fmt: skip


def _one() -> None:
    """Print the best time of each section."""
    with TemporaryDirectory() as place:
        make = [sys.executable, "-m", "benchmarks.overviewed", place]
        subprocess.run(make, cwd=Path(__file__).parents[1], check=True)
        service = _service(Path(place))
        door.open_with(service)
        digest = session.digest_of(token_of(service, "cora"))
        for section in SECTIONS:
            print(min(_drawn(digest, section) for _ in range(ROUNDS)))
        service.engine.dispose()


def _drawn(digest: str, section: str) -> float:
    """Draw a section as a run of its screen does, without a browser, and return the seconds."""
    at = AppTest.from_string(SCREEN, default_timeout=60)
    at.user = {"session": digest}
    at.query_params["section"], at.query_params["period"] = section, "all"
    began = time.monotonic()
    at.run()
    took = time.monotonic() - began
    assert not at.exception
    return took


SCREEN = """
from screens import door
from screens.staff.overview import overview
overview()
"""


def _service(folder: Path) -> Service:
    url = f"sqlite:///{folder / 'service.sqlite'}"
    return Service(connect(url), Settings(database_url=url), now=lambda: LAST)


LAST = FIRST + timedelta(days=DAYS)


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
        for table, rows in _tables(held, front):
            marks = ", ".join("?" * len(rows[0]))
            statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - named below
            connection.executemany(statement, rows)
        connection.commit()


def _tables(
    editions: list[tuple[int, int]], front: str
) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Give each table's rows as they stand after submission, evaluation and claim."""
    first = 1_000
    people = range(first, first + PEOPLE)
    at = [_moment(FIRST + timedelta(minutes=one * 5 % (DAYS * 1440))) for one in range(PEOPLE)]
    profiles, opinions, snapshots = _profiles(), _opinions(), _snapshots()
    where = [editions[one * 7 % len(editions)] for one in range(PEOPLE)]
    yield "person", [(one, f"{one:032x}", at[one - first]) for one in people]
    yield (
        "profile",
        [(one, 1, profiles[one * 31 % len(profiles)], at[one - first]) for one in people],
    )
    again = [one for one in range(PEOPLE) if one % REPEATERS == 0]
    every = [(one, 1, first + one) for one in range(PEOPLE)]
    every += [(one, 2, first + PEOPLE + place) for place, one in enumerate(again)]
    yield (
        "attempt",
        [
            (name, f"{name:032x}", first + one, where[one][1], where[one][0], number, "0",
             at[one], None, front, '{"items": []}', at[one])
            for one, number, name in every
        ],
    )  # fmt: skip
    yield (
        "result",
        [
            (name, 1, 10 + one % 11 if number == 1 else 18, 20, number == 2 or one % 11 > 3, True,
             "{}", at[one])
            for one, number, name in every
        ],
    )  # fmt: skip
    yield (
        "sheet",
        [
            (where[one][0], name, number == 1, bytes(40), bytes(40), bytes(20), "[]")
            for one, number, name in every
        ],
    )
    done = [one for one in range(PEOPLE) if one % 4]
    yield (
        "completion",
        [
            (first + one, f"{one:032x}", first + one, where[one][1], first + one, at[one][:10],
             at[one])
            for one in done
        ],
    )  # fmt: skip
    yield (
        "evaluation",
        [(first + one, "default", 1, opinions[one % len(opinions)], at[one]) for one in done],
    )
    yield (
        "claim",
        [
            (first + one, kind, 1, 4, 4, snapshots[one % len(snapshots)], None, first + one,
             at[one])
            for one in done
            for kind in (("cme", "ABIM:Medical Knowledge") if one % 2 else ("cme",))
        ],
    )  # fmt: skip


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M:%S.%f")


def _profiles() -> list[str]:
    return [
        Profile(
            legal_name="Somebody With A. Name", degree=degree, specialty=f"Specialty {number}",
            affiliation=f"Institution {number % 9}", affiliated=affiliated,  # type: ignore[arg-type]
            given_name="Somebody", family_name="Name", birthday="02-03", npi="1234567893",
            board_ids={"ABIM": "123456"},
        ).model_dump_json()
        for number, affiliated, degree in product(
            range(SPECIALTIES), AFFILIATIONS, ("MD", "DO", "PA")
        )
    ]  # fmt: skip


def _opinions() -> list[str]:
    comments = [f"A remark of some length that somebody wrote, number {one}." for one in range(999)]
    return [
        EvaluationBody(
            answers={"bias": "Yes" if at % 3 else "No", "comment": one}
        ).model_dump_json()
        for at, one in enumerate(comments)
    ]


def _snapshots() -> list[str]:
    return [
        ClaimSnapshot(
            legal_name="Somebody With A. Name", degree=degree, profession=degree,
            physician=degree == "MD", activity="activity.1", edition="0" * 64,
            attestation_digest="0" * 64, recorded_seconds=3_000, estimated_minutes=60,
            rule_from=date(2025, 1, 1),
        ).model_dump_json()
        for degree in ("MD", "MD", "PA")
    ]  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 1:
        lay(Path(sys.argv[1]))
    else:
        _one()

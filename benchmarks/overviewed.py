"""The largest screens of staff with 200,000 people, from one SQLite file."""

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
from urllib.parse import parse_qsl

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
LATE = 20  # days: what was completed since is not reported yet
REJECTED = 500  # one of so many reports was rejected
BECAME = ("done", "partly", "not_yet", "dropped")
AFFILIATIONS = ("own", "partner", "outside", "")


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
            statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - named below  # nosec B608
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
    done = [one for one in range(PEOPLE) if one % 7 > 1]
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
    meant = [one for one in done if one % 5 > 1]
    yield (
        "commitment",
        [
            (first + one, number, 1, True, None, "Check the albumin with each anion gap.", "0" * 32,
             at[one])
            for one in meant
            for number in range(1, 2 + one % 2)
        ],
    )  # fmt: skip
    yield (
        "follow_up",
        [
            (first + one, number, 1, BECAME[one % len(BECAME)], " time  system ", "", "", "0" * 32,
             at[one])
            for one in meant
            if one % 3
            for number in range(1, 2 + one % 2)
        ],
    )  # fmt: skip
    claimed = [
        (first + one, kind)
        for one in done
        for kind in (("cme", "ABIM:Medical Knowledge") if one % 2 else ("cme",))
    ]
    yield (
        "claim",
        [
            (name, kind, 1, 4, 4, snapshots[name % len(snapshots)], None, name, at[name - first])
            for name, kind in claimed
        ],
    )
    yield (
        "certificate",
        [
            (first + one, f"{one:032x}", f"CODE-{one}", first + one, None, "{}", 1, at[one])
            for one in done
        ],
    )
    yield (
        "identity",
        [
            ("https://idp.example.edu", f"person{one}@example.edu", first + one, at[one], "")
            for one in range(PEOPLE)
        ],
    )
    yield (
        "answer",
        [(name, 1, 1, '{"choice": "A"}', None, 30, at[one]) for one, _, name in every],
    )
    yield (
        "pars_record",
        [
            (number, f"{number:032x}", name, name, where[name - first][1], kind, 1, "add",
             f"example.edu:{number}", at[name - first][:10], "{}", at[name - first])
            for number, (name, kind) in enumerate(claimed, first)
        ],
    )  # fmt: skip
    yield (
        "pars_event",
        [
            (number, seq, state, None, None, None, "0" * 32, None, at[name - first])
            for number, (name, _) in enumerate(claimed, first)
            for seq, state in enumerate(_states(at[name - first][:10], number), 1)
        ],
    )


def _states(completed_on: str, number: int) -> tuple[str, ...]:
    """Return what happened to a record: old ones are accepted, but for few that come back."""
    if completed_on > (LAST - timedelta(days=LATE)).date().isoformat():
        return ("ready",)
    return "ready", "batched", "sent", "accepted" if number % REJECTED else "rejected_pars"


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
            answers={
                "bias": "Yes" if at % 3 else "No",
                "change": "Yes" if at % 4 else "No",
                "comment": one,
            }
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

"""The dry run of a correction over all attempts at an edition, with what hangs on each pass."""

from __future__ import annotations

import random
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import func, insert, select

from benchmarks.goal import Goal
from quizzes.correction import Correction
from scoring.packed import Sheet
from settings import Settings
from storage import tables
from storage.columns import new_public_id
from storage.connect import connect, writing
from storage.migrate import migrate
from tests.editions import front_digest, publish, some_items
from tests.people import signed_in
from workflows.corrections.preview import preview
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from workflows.act import Actor

ATTEMPTS, ITEMS = 100_000, 50
LIMIT = 2.0  # seconds
ROUNDS = 3
STANDARD = "50"
HALF = 0.5


def measure() -> list[Goal]:
    """Measure the dry run of a new key, with a pass and a completion on every other attempt."""
    with TemporaryDirectory() as place:
        url = f"sqlite:///{place}/service.sqlite"
        service = Service(connect(url), Settings(database_url=url))
        migrate(service.engine)
        staff = signed_in(service, "cora")
        _lay(service)
        seconds, changed = min(_run(staff) for _ in range(ROUNDS))
        service.engine.dispose()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    detail = f"{changed:,} passes change; {megabytes:.0f} MB of memory"
    return [Goal(f"dry run of a correction, {ATTEMPTS:,} attempts", seconds, LIMIT, "s",
                 detail=detail)]  # fmt: skip


def _run(staff: Actor) -> tuple[float, int]:
    new = Correction(kind="rekey", key="b", now="Option b is right.", source="Guideline 2026.")
    start = time.monotonic()
    found = preview(staff, "item-1.1", new, seen=0)
    took = time.monotonic() - start
    assert found.total("touched") == ATTEMPTS
    return took, found.total("gains") + found.total("loses")


def _lay(service: Service) -> None:
    """Write the attempts as they are after submission: people, packed answers, results."""
    items = some_items(ITEMS)
    key = publish(service, items=items, passing_percent=STANDARD)
    front, chance, sheet = front_digest(service, key), random.Random(1), Sheet(items)
    given = [
        {one.id: "a" if chance.random() < HALF else "b" for one in items} for _ in range(2_000)
    ]
    rows = [(sheet.row(one), sum(value == "a" for value in one.values())) for one in given]
    now = service.now()
    with writing(service.engine) as connection:
        edition = connection.execute(select(tables.edition)).one()
        first = int(connection.execute(select(func.max(tables.person.c.id))).scalar_one())
        common = {
            "activity_id": edition.activity_id, "edition_id": edition.id, "number": 1,
            "seed": "0", "started_at": now, "front_digest": front, "submitted_at": now,
            "form": '{"items": []}',
        }  # fmt: skip
        for name, many in _tables(first, rows, common, now):
            connection.execute(insert(tables.metadata.tables[name]), many)


def _tables(
    first: int, rows: list[tuple[bytes, int]], common: dict[str, Any], now: datetime
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    every = [(number, *rows[number % len(rows)]) for number in range(1, ATTEMPTS + 1)]
    ids = [(number, first + number, picks, right) for number, picks, right in every]
    yield (
        "person",
        [{"id": person, "public_id": new_public_id(), "at": now} for _, person, _, _ in ids],
    )
    yield (
        "attempt",
        [
            {"id": number, "public_id": new_public_id(), "person_id": person, **common}
            for number, person, _, _ in ids
        ],
    )
    yield "sheet", [
        {"edition_id": common["edition_id"], "attempt_id": number, "first": True, "picks": picks,
         "seconds": b"", "confidence": b"", "texts": "[]"}
        for number, _, picks, _ in ids
    ]  # fmt: skip
    passed = {number: 2 * right >= ITEMS for number, _, _, right in ids}
    yield "result", [
        {"attempt_id": number, "seq": 1, "num": right, "den": ITEMS, "passed": passed[number],
         "counted": True, "body": "{}", "at": now}
        for number, _, _, right in ids
    ]  # fmt: skip
    yield "completion", [
        {"public_id": new_public_id(), "person_id": person, "activity_id": common["activity_id"],
         "attempt_id": number, "completed_on": now.date(), "at": now}
        for number, person, _, _ in ids
        if passed[number]
    ]  # fmt: skip


if __name__ == "__main__":
    for goal in measure():
        print(goal.line)

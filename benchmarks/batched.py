"""A million records for PARS from the database: how fast, how large, and who waits meanwhile."""

from __future__ import annotations

import gc
import sys
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import insert, select

from benchmarks.exported import CREATED, SENDER, YEAR, memory, record, resident
from benchmarks.goal import Goal, table
from benchmarks.ground import ISSUER, lay
from documents.pars import tab, xml
from documents.pars.record import pack
from settings import Settings
from storage import tables, triggers
from storage.connect import connect, writing
from workflows.attempts.save import save
from workflows.pars.batch import make
from workflows.pars.export import pages
from workflows.people import session
from workflows.people.enrol import enrol
from workflows.people.profile import License, Profile
from workflows.refusals import Stale
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection, Table

    from benchmarks.ground import Ground
    from workflows.act import Actor

RECORDS = 1_000_000
BATCH = 10_000
TAB_A_SECOND, XML_A_SECOND = 100_000, 30_000
GROWTH_MB = 64
SLOWEST_SAVE_MS = 100
WAITED_MS = 1_000
AT = datetime(2026, 11, 20, 15, tzinfo=UTC)
DAY = date(2026, 11, 20)
QUESTIONS = 20
CHUNK = 10_000


def measure(ground: Ground) -> Iterator[Goal]:
    """Make a batch of ten thousand, then stream a million twice while answers are saved."""
    service = Service(connect(ground.database_url), Settings(database_url=ground.database_url))
    learner = session.enter(service, session.digest_of(ground.physicians[0].token))
    attempt = ground.physicians[0].attempts["after_submission"]
    with writing(service.engine) as connection:
        _without_triggers(connection, ("pars_record", "pars_event", "pars_packed"))
        people, activity = _people(connection, attempt)
        _ready(connection, people, activity)
    office = _office(service)
    gc.collect()
    gc.freeze()  # as the service does when it has started
    saves = _Saves(learner, attempt)
    saves.start()
    began = time.perf_counter()
    made = make(office, "tab", after="")
    took = time.perf_counter() - began
    saves.over.set()
    saves.join()
    detail = f"it took {took:.1f} s in all; {len(saves.took)} answers saved meanwhile"
    what = f"PARS, batch of {made.records:,} made: slowest answer"
    yield Goal(what, saves.slowest, WAITED_MS, "ms", detail=detail)
    with writing(service.engine) as connection:
        batch = _million(connection, people[0], activity)
        triggers.lay(connection)
    writers: tuple[tuple[str, Callable[[Iterable[str]], Iterator[bytes]], int], ...] = (
        ("tab-delimited", tab.lines, TAB_A_SECOND),
        ("XML", lambda packed: xml.report(packed, SENDER, CREATED, YEAR), XML_A_SECOND),
    )
    for name, write, limit in writers:
        saves = _Saves(learner, attempt)
        rate, growth, busy = _streamed(write(pages(service.engine, batch)), saves)
        detail = f"{RECORDS / busy:,.0f} for each second of processor, the answers included"
        what = f"PARS from SQLite, {name}: records"
        yield Goal(what, rate, limit, "/s", more=True, detail=detail)
        yield Goal(f"PARS from SQLite, {name}: memory grown", growth, GROWTH_MB, "MB")
        detail = f"{len(saves.took)} answers saved meanwhile"
        what = f"PARS from SQLite, {name}: slowest answer"
        yield Goal(what, saves.slowest, SLOWEST_SAVE_MS, "ms", detail=detail)
    service.engine.dispose()


class _Saves(threading.Thread):
    """Somebody who answers ten questions a second until told to stop."""

    def __init__(self, learner: Actor, attempt: str) -> None:
        super().__init__()
        self._learner, self._attempt = learner, attempt
        self._seen = dict.fromkeys(range(1, QUESTIONS + 1), 0)
        self.took: list[float] = []
        self.over = threading.Event()

    def run(self) -> None:
        for number in range(10_000):
            if self.over.wait(0.1):
                return
            position, value = number % QUESTIONS + 1, "ab"[number // QUESTIONS % 2]
            began = time.perf_counter()
            try:
                self._save(position, value)
            except Stale as stale:  # answered in the run before
                self._seen[position] = stale.seq
                began = time.perf_counter()
                self._save(position, value)
            self.took.append(time.perf_counter() - began)

    def _save(self, position: int, value: str) -> None:
        seen = self._seen[position]
        done = save(self._learner, self._attempt, position=position, seen=seen, value=value)
        self._seen[position] = done.seq

    @property
    def slowest(self) -> float:
        """The longest that somebody waited for an answer to be saved, in milliseconds."""
        return max(self.took) * 1000


def _streamed(parts: Iterator[bytes], saves: _Saves) -> tuple[float, float, float]:
    """Return records a second, MB at the peak above the start, and seconds of processor.

    Nothing of the file is kept.
    """
    next(parts)
    start_mb, peak_mb = memory(), 0.0
    saves.start()
    began, busy = time.perf_counter(), time.process_time()
    for number, _part in enumerate(parts):
        if number % 20 == 0:
            peak_mb = max(peak_mb, resident())
    took = time.perf_counter() - began
    saves.over.set()
    saves.join()
    busy = time.process_time() - busy
    return RECORDS / took, max(peak_mb, resident()) - start_mb, busy


def _without_triggers(connection: Connection, names: tuple[str, ...]) -> None:
    """Lay the ground quickly: each trigger looks for a row of the same key."""
    found = connection.exec_driver_sql(
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    ).all()
    for name, of in found:
        if of in names:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


def _office(service: Service) -> Actor:
    enrol(
        session.system(service),
        ISSUER,
        "pars@example.edu",
        Profile(legal_name="An Office", degree="Other"),
        ("staff",),
    )
    token = session.sign_in(service, ISSUER, "pars@example.edu")
    return session.enter(service, session.digest_of(token))


def _people(connection: Connection, attempt: str) -> tuple[list[tuple[int, int]], int]:
    """Write ten thousand physicians with a completion each; return their ids and the activity."""
    row = connection.execute(
        select(tables.attempt).where(tables.attempt.c.public_id == attempt)
    ).one()
    by = row.person_id
    text = connection.execute(select(tables.text_.c.digest).limit(1)).scalar_one()
    for kind, value in (("ACCME", "202612345"), ("ABIM", "registered")):
        connection.execute(
            insert(tables.registration).values(
                activity_id=row.activity_id, kind=kind, seq=1, value=value, by=by, at=AT
            )
        )
    first = 1_000_000
    ids = [first + number for number in range(BATCH)]
    _rows(connection, tables.person, [_dict(id=i, public_id=f"{i:032x}", at=AT) for i in ids])
    _rows(
        connection,
        tables.profile,
        [_dict(person_id=i, seq=1, body=_profile(i), at=AT) for i in ids],
    )
    _rows(
        connection,
        tables.consent,
        [
            _dict(person_id=i, scope="states", seq=1, text_digest=text, given=True, at=AT)
            for i in ids
        ],
    )
    _rows(
        connection,
        tables.completion,
        [
            _dict(
                id=i, public_id=f"{i:032x}", person_id=i, activity_id=row.activity_id,
                attempt_id=row.id, completed_on=DAY, at=AT,
            )
            for i in ids
        ],
    )  # fmt: skip
    return [(i, i) for i in ids], int(row.activity_id)


def _profile(number: int) -> str:
    return Profile(
        legal_name=f"Eleanor Whitfield {number}",
        degree="MD",
        given_name="Eleanor",
        family_name=f"Whitfield {number}",
        birthday="02-29",
        licenses=(License(state="MI", number=f"43010{number}"),),
    ).model_dump_json()


def _ready(connection: Connection, people: list[tuple[int, int]], activity: int) -> None:
    """Queue the credit of each."""
    rows = [_record(i, person, done, activity, 1) for i, (person, done) in enumerate(people, 1)]
    _rows(connection, tables.pars_record, rows)
    events = [
        _dict(record_id=one["id"], seq=1, state="ready", batch_id=None, at=AT) for one in rows
    ]
    _rows(connection, tables.pars_event, events)


def _record(number: int, person: int, completion: int, activity: int, count: int) -> dict[str, Any]:
    return _dict(
        id=number, public_id=f"{number:032x}", completion_id=completion, person_id=person,
        activity_id=activity, subject="cme", number=count, action="add",
        credit_id=f"ccid:example.org:{number}", completed_on=DAY,
        body='{"schema_version":1,"cme":4,"board":null,"types":[]}', at=AT,
    )  # fmt: skip


def _million(connection: Connection, one: tuple[int, int], activity: int) -> int:
    """Write a batch of a million packed records, and return its inner id."""
    person, completion = one
    by = connection.execute(select(tables.person.c.id).limit(1)).scalar_one()
    batch = connection.execute(
        insert(tables.pars_batch)
        .values(public_id="f" * 32, form="tab", records=RECORDS, body="{}", by=by, at=AT)
        .returning(tables.pars_batch.c.id)
    ).scalar_one()
    for start in range(0, RECORDS, CHUNK):
        numbers = range(BATCH + 1 + start, BATCH + 1 + start + CHUNK)
        records = [_record(i, person, completion, activity, i) for i in numbers]
        _rows(connection, tables.pars_record, records)
        events = [
            _dict(record_id=i, seq=1, state="batched", batch_id=batch, packed="", at=AT)
            for i in numbers
        ]
        _rows(connection, tables.pars_event, events)
        bodies = [_dict(record_id=i, seq=1, body=pack(record(i)), salt="") for i in numbers]
        _rows(connection, tables.pars_packed, bodies)
    return int(batch)


def _dict(**columns: object) -> dict[str, Any]:
    return columns


def _rows(connection: Connection, into: Table, rows: list[dict[str, Any]]) -> None:
    connection.execute(insert(into), rows)


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        print(table(list(measure(lay(Path(place), 1)))))

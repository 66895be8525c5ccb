"""Backups: everything goes out and comes back, into either database, while people go on."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from documents.backup.members import ABOUT, Writer, as_json
from storage import log, migrate, tables, whole
from storage.connect import connect, reading, writing
from tests.evidence import seen, times
from tests.people import signed_in
from tests.quizzes.folder import BankFolder
from tests.taking import form, start_at
from workflows.attempts.save import save
from workflows.content.publish import publish
from workflows.operations import demonstration
from workflows.operations.backup import NAMES, NotBackedUp, make
from workflows.operations.doctor import doctor
from workflows.operations.restore import NotRestored, restore
from workflows.operations.work import work_once
from workflows.people.session import system
from workflows.refusals import NotAllowed, SignedOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.clock import Clock
    from tests.databases import Cluster
    from workflows.act import Actor
    from workflows.operations.backup import Backup
    from workflows.operations.doctor import Examined
    from workflows.service import Service

KEY = bytes(range(32))
KEY_OF = "small-bank.1"


@pytest.fixture
def other(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the other kind."""
    if engine.dialect.name == "postgresql":
        yield from disposed(connect(f"sqlite:///{tmp_path / 'other.sqlite'}"))
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        with cluster.blank() as url:
            yield from disposed(connect(url))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    """An empty SQLite database."""
    yield from disposed(connect(f"sqlite:///{tmp_path / 'empty.sqlite'}"))


def disposed(engine: Engine) -> Iterator[Engine]:
    """Give an engine and dispose of it."""
    yield engine
    engine.dispose()


def keeping(service: Service, **changes: Any) -> Service:
    """The same service with other settings of what it keeps."""
    kept = replace(service.settings.keeping, **changes)
    return replace(service, settings=replace(service.settings, keeping=kept))


def published(service: Service, folder: Path) -> Service:
    """Publish a small bank by its act; the service's bank folder is the one it stands in."""
    bank = BankFolder(folder / "banks" / "small-bank")
    publish(signed_in(service, "cora"), bank.path)
    return replace(service, settings=replace(service.settings, banks=bank.path.parent))


def rows(engine: Engine) -> dict[str, bytes]:
    """Return every row of every table that is kept."""
    with reading(engine) as connection:
        return {
            one.name: b"".join(part for _many, part in whole.parts(connection, one))
            for one in whole.kept()
        }


def told(examined: Iterable[Examined]) -> list[str]:
    """Return what an examination found, but for the age of this machine's SQLite."""
    return [str(each) for one in examined if one.about != "settings" for each in one.findings]


def test_everything_comes_back_into_the_other_database(
    service: Service, other: Engine, tmp_path: Path
) -> None:
    """Each row of each table, and the banks; in the log only what was done since is new.

    Then it goes on: people sign in anew, and new rows are numbered after those that came back.
    """
    service = keeping(published(service, tmp_path), backup_key=KEY)
    ada = signed_in(service, "ada")
    list(demonstration._complete(ada, KEY_OF))
    before = rows(service.engine)
    made = make(system(service), tmp_path / "out")
    came = tmp_path / "came" / "banks"
    again = replace(service, engine=other)
    done = restore(again, made.file, {"banks": came, "forms": None})
    after = rows(other)
    assert [name for name in before if before[name] != after[name]] == ["log"]
    assert after["log"].startswith(before["log"])
    assert after["log"].count(b"\n") == before["log"].count(b"\n") + 1
    assert (told(done.examined), done.head, done.rows) == ([], made.head, made.rows)
    bank = "small-bank/items/one.yaml"
    assert (came / bank).read_text() == (service.settings.banks / bank).read_text()
    with pytest.raises(SignedOut):
        start_at(replace(ada, service=again), KEY_OF)
    start_at(signed_in(again, "ada"), KEY_OF)
    assert told(doctor(system(again))) == []


def test_it_is_an_act_of_the_service_itself(sqlite_service: Service, tmp_path: Path) -> None:
    """Nobody else reads every row; the log says which file it was, and at which head."""
    made = make(system(sqlite_service), tmp_path)
    with pytest.raises(NotAllowed):
        make(signed_in(sqlite_service, "olga"), tmp_path)
    with reading(sqlite_service.engine) as connection:
        line = log.last_of(connection, "backup.make")
    assert line is not None
    data = json.loads(line.data)
    assert (data["file"], data["digest"], data["head"]) == (made.file.name, made.digest, made.head)


@pytest.mark.evidence
def test_a_backup_that_is_taken_while_writers_write_is_of_one_moment(
    service: Service, tmp_path: Path
) -> None:
    """What was acknowledged before it began is in it, and doctor finds nothing in what came back.

    Each answer is in it with all that came before it: an attempt's answers are numbered.
    """
    drills, restored = times(1, 50), 0
    service = published(service, tmp_path)
    people = [signed_in(service, one) for one in ("ada", "dan")]
    attempts = [start_at(one, KEY_OF) for one in people]
    for drill in range(drills):
        begun = restored_of(service, attempts)
        with writing_on(people, attempts, begun) as acknowledged:
            made, before = backed_up(service, tmp_path / "out", acknowledged, begun)
        engine = connect(f"sqlite:///{tmp_path / f'{drill}.sqlite'}")
        again = replace(service, engine=engine)
        assert told(restore(again, made.file, {}).examined) == []
        there = restored_of(again, attempts)
        assert all(many >= known for many, known in zip(there, before, strict=True))
        restored += sum(there)
        engine.dispose()
    seen(
        "Backup",
        f"restore drill on {service.engine.dialect.name}",
        f"A backup of {service.engine.dialect.name} taken while people save holds every answer"
        " acknowledged before it began; doctor finds nothing in what it restores to",
        "make evidence ONLY=backup_that_is_taken",
        drills=drills,
        answers_restored=restored,
        lost=0,
    )


@contextmanager
def writing_on(
    people: Sequence[Actor], attempts: Sequence[str], begun: Sequence[int]
) -> Iterator[list[int]]:
    """Let people save answer after answer; give how many of each were acknowledged."""
    acknowledged, stop = list(begun), threading.Event()

    def write(who: int) -> None:
        items = [one.item_id for one in form(people[who].service, attempts[who]).items]
        position = items.index("one") + 1
        while not stop.is_set():
            seq = acknowledged[who]
            save(people[who], attempts[who], position=position, seen=seq, value="ab"[seq % 2])
            acknowledged[who] = seq + 1

    with ThreadPoolExecutor(len(people)) as pool:
        writers = [pool.submit(write, who) for who in range(len(people))]
        try:
            yield acknowledged
        finally:
            stop.set()
            for one in writers:
                one.result()


def backed_up(
    service: Service, folder: Path, acknowledged: list[int], begun: Sequence[int]
) -> tuple[Backup, Sequence[int]]:
    """Back up once everybody has saved; return with it what was acknowledged by then."""
    _until(lambda: all(now > then for now, then in zip(acknowledged, begun, strict=True)))
    before = list(acknowledged)
    made = make(system(service), folder)
    _until(lambda: acknowledged != before)  # they went on
    return made, before


def _until(happened: Callable[[], bool]) -> None:
    """Wait for the writers, at most a minute: one that fails saves nothing more."""
    for _ in range(6_000):
        if happened():
            return
        threading.Event().wait(0.01)
    pytest.fail("nobody saves")


def restored_of(service: Service, attempts: Sequence[str]) -> list[int]:
    """Return how many answers each attempt has, which are all up to the last."""
    with reading(service.engine) as connection:
        found = [
            connection.execute(
                select(func.count(), func.coalesce(func.max(tables.answer.c.seq), 0))
                .join(tables.attempt, tables.attempt.c.id == tables.answer.c.attempt_id)
                .where(tables.attempt.c.public_id == one)
            ).one()
            for one in attempts
        ]
    assert all(many == highest for many, highest in found)
    return [many for many, _highest in found]


def test_the_newest_are_kept(sqlite_service: Service, clock: Clock, tmp_path: Path) -> None:
    """As many as were asked for, and no other file is touched."""
    (tmp_path / "service-notes.txt").touch()
    made = []
    for _ in range(4):
        made.append(make(system(sqlite_service), tmp_path, keep=2).file)
        clock.move(minutes=1)
    assert sorted(tmp_path.glob(NAMES)) == made[-2:]
    assert (tmp_path / "service-notes.txt").exists()


def test_what_fails_leaves_nothing(
    sqlite_service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half file, and the earlier ones stay."""

    def full(*_: object, **__: object) -> str:
        message = "No space left on device"
        raise OSError(message)

    made = make(system(sqlite_service), tmp_path).file
    monkeypatch.setattr(Writer, "finish", full)
    with pytest.raises(OSError, match="No space"):
        make(system(sqlite_service), tmp_path, keep=1)
    assert list(tmp_path.iterdir()) == [made]


def test_of_a_damaged_database_no_backup_is_made(
    sqlite_service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would push the last sound one out."""

    def damaged(_connection: object) -> None:
        message = "row 7 missing from index"
        raise whole.Damaged(message)

    monkeypatch.setattr(whole, "require_sound", damaged)
    with pytest.raises(NotBackedUp, match="row 7 missing"):
        make(system(sqlite_service), tmp_path, keep=1)
    assert list(tmp_path.iterdir()) == []


def test_sqlite_is_asked_whether_it_is_sound(tmp_path: Path) -> None:
    """A page that was overwritten is found, though all else still reads."""
    path = tmp_path / "one.sqlite"
    engine = connect(f"sqlite:///{path}")
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE one (a INTEGER PRIMARY KEY, b TEXT UNIQUE)")
        connection.exec_driver_sql("INSERT INTO one VALUES (1, 'x'), (2, 'y')")
    with reading(engine) as connection:
        whole.require_sound(connection)
    engine.dispose()
    pages = bytearray(path.read_bytes())
    at = pages.rindex(b"y")  # in the index, which lies behind the table
    pages[at] = ord("z")
    path.write_bytes(pages)
    with reading(engine) as connection, pytest.raises(whole.Damaged):
        whole.require_sound(connection)
    engine.dispose()


def test_a_database_that_holds_something_is_left_alone(
    sqlite_service: Service, tmp_path: Path
) -> None:
    """Nothing is restored over anything."""
    made = make(system(sqlite_service), tmp_path)
    before = rows(sqlite_service.engine)
    with pytest.raises(NotRestored, match="Name an empty one"):
        restore(sqlite_service, made.file, {})
    assert rows(sqlite_service.engine) == before


def test_a_folder_that_holds_something_is_left_alone(
    sqlite_service: Service, empty: Engine, tmp_path: Path
) -> None:
    """Before anything is restored."""
    made = make(system(sqlite_service), tmp_path / "out")
    with pytest.raises(NotRestored, match="is not empty"):
        restore(replace(sqlite_service, engine=empty), made.file, {"banks": tmp_path})
    with reading(empty) as connection:
        assert not whole.has_tables(connection)


def test_without_the_right_key_the_database_stays_empty(
    sqlite_service: Service, empty: Engine, tmp_path: Path
) -> None:
    """With another, and with none."""
    made = make(system(keeping(sqlite_service, backup_key=KEY)), tmp_path / "out")
    assert made.sealed
    for key, said in ((bytes(32), "another key"), (None, "BACKUP_KEY_FILE")):
        with pytest.raises(NotRestored, match=said):
            restore(replace(keeping(sqlite_service, backup_key=key), engine=empty), made.file, {})
    with reading(empty) as connection:
        assert not whole.has_tables(connection)


def packed(path: Path, about: dict[str, Any], *members: tuple[str, bytes], **known: Any) -> Path:
    """Write a backup by hand."""
    with path.open("wb") as file:
        writer = Writer(file, None)
        writer.add(ABOUT, as_json(about))
        for name, content in members:
            writer.add(name, content)
        writer.finish(**known)
    return path


OLD: dict[str, Any] = {"service": "0.0.9", "revision": "0001", "columns": {"person": [
    ["id", "integer"], ["public_id", "text"], ["at", "instant"],
]}}  # fmt: skip
PERSON = ("tables/person/000001", b'[7,"' + b"a" * 32 + b'","2026-11-03T10:00:00+00:00"]\n')


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    sqlite_service: Service, empty: Engine, tmp_path: Path
) -> None:
    """Its rows go into the tables of then, which are migrated with the rows in them."""
    file = packed(tmp_path / "old", OLD, PERSON, rows={"person": 1}, head=log.START)
    restore(replace(sqlite_service, engine=empty), file, {})
    with reading(empty) as connection:
        assert migrate.is_current(connection)
        assert connection.execute(select(tables.person.c.id)).scalars().all() == [7]


@pytest.mark.parametrize(
    ("about", "members", "known", "said"),
    [
        ({**OLD, "revision": "9999"}, (PERSON,), {}, "Update the service first"),
        (OLD, (PERSON,), {"rows": {"person": 2}}, "all rows"),
        (OLD, (PERSON,), {"rows": {"person": 1}, "head": "f" * 64}, "does not end as"),
        (OLD, (PERSON,), {}, "all rows"),
        (OLD, (("tables/strange/000001", b"[1]\n"),), {}, "none of ours"),
        (OLD, (("banks/.", b""),), {"rows": {}, "head": log.START}, "outside"),
        (OLD, (("banks/../../x", b""),), {"rows": {}, "head": log.START}, "outside"),
        (OLD, (("banks//etc/x", b""),), {"rows": {}, "head": log.START}, "outside"),
    ],
    ids=[
        "newer",
        "rows are missing",
        "another log",
        "nothing is told",
        "a table of its own",
        "the folder itself",
        "beside",
        "absolute",
    ],
)
def test_what_is_not_whole_leaves_everything_empty(
    sqlite_service: Service,
    empty: Engine,
    tmp_path: Path,
    about: dict[str, Any],
    members: tuple[tuple[str, bytes], ...],
    known: dict[str, Any],
    said: str,
) -> None:
    """Whatever is wrong with it: no table, no file."""
    file = packed(tmp_path / "one", about, *members, **known)
    places = {"banks": tmp_path / "came" / "banks"}
    with pytest.raises(NotRestored, match=said):
        restore(replace(sqlite_service, engine=empty), file, places)
    with reading(empty) as connection:
        assert not whole.has_tables(connection)
    assert not list((tmp_path).glob("came/*"))


@pytest.mark.parametrize("table", ["session", "letter"])
def test_nobody_is_signed_in_by_a_backup(
    sqlite_service: Service, empty: Engine, tmp_path: Path, table: str
) -> None:
    """A session that somebody packed into one would open an account, and no line tells of it."""
    columns = {**OLD["columns"], table: [["digest", "text"]]}
    member = f"tables/{table}/000001", b'["' + b"a" * 64 + b'"]\n'
    about = {**OLD, "revision": "0002", "columns": columns}
    file = packed(tmp_path / "one", about, member, rows={table: 1}, head=log.START)
    with pytest.raises(NotRestored, match="none of ours"):
        restore(replace(sqlite_service, engine=empty), file, {})
    with reading(empty) as connection:
        assert not whole.has_tables(connection)


def test_where_there_is_a_key_a_plain_one_is_refused(
    sqlite_service: Service, empty: Engine, tmp_path: Path
) -> None:
    """Anybody could have written it, and put it in the place of a sealed one."""
    made = make(system(sqlite_service), tmp_path / "out")
    keyed = replace(keeping(sqlite_service, backup_key=KEY), engine=empty)
    with pytest.raises(NotRestored, match="not sealed"):
        restore(keyed, made.file, {})
    with reading(empty) as connection:
        assert not whole.has_tables(connection)


def test_the_worker_makes_one_every_night(
    sqlite_service: Service, clock: Clock, tmp_path: Path
) -> None:
    """At two of the provider's clock, and says on which fault it is tried again."""
    service = keeping(sqlite_service, backups=tmp_path / "out", backups_kept=1)
    made = {one.name: one.number for one in work_once(service)}
    assert made["backup"] == 1  # the first at once: it is the evening before that matters
    clock.move(hours=15)  # 1 December 10:00 to 2 December 01:00, in Detroit
    assert "backup" not in {one.name for one in work_once(service)}
    clock.move(hours=1)
    assert {one.name: one.number for one in work_once(service)}["backup"] == 1
    assert len(list((tmp_path / "out").iterdir())) == 1

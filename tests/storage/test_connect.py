"""Connections: what was committed is on disk, writers take turns, readers only read."""

from __future__ import annotations

import stat
import threading
import traceback
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.connect import Turns, connect, make_place, reading, warnings, writing
from storage.tables import person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.clock import Clock


@pytest.fixture
def safe(tmp_path: Path) -> Iterator[Engine]:
    """A database as the service opens it: that of the other tests does not wait for the disk."""
    made = connect(f"sqlite:///{tmp_path / 'safe.sqlite'}")
    yield made
    made.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("busy_timeout", "10000"),
    ],
)
def test_sqlite_is_set_so_that_a_commit_survives(safe: Engine, pragma: str, value: str) -> None:
    """Every connection carries the settings that the power cuts were measured with."""
    with reading(safe) as connection:
        assert str(connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()) == value


def test_a_setting_that_is_not_in_force_is_said(safe: Engine) -> None:
    """The start-up names the setting, in plain words."""
    assert not any("synchronous" in one for one in warnings(safe))
    raw = safe.raw_connection()
    raw.cursor().execute("PRAGMA synchronous=OFF")
    raw.close()
    assert any("synchronous is 0 instead of 2" in one for one in warnings(safe))


def test_what_fails_leaves_nothing_behind(engine: Engine, clock: Clock) -> None:
    """A transaction is all or nothing."""
    with pytest.raises(RuntimeError):
        _write_and_fail(engine, clock)
    with reading(engine) as connection:
        assert connection.execute(person.select()).all() == []


def _write_and_fail(engine: Engine, clock: Clock) -> None:
    with writing(engine) as connection:
        connection.execute(person.insert().values(public_id="a" * 32, at=clock()))
        raise RuntimeError


def test_reading_cannot_write(postgresql: Engine, clock: Clock) -> None:
    """A view that tried to write would be refused by the database."""
    with pytest.raises(DBAPIError, match="read-only"), reading(postgresql) as connection:
        connection.execute(person.insert().values(public_id="a" * 32, at=clock()))


def test_writers_are_served_in_the_order_they_came() -> None:
    """Nobody is overtaken, so nobody waits for seconds."""
    turns, served, threads = Turns(), [], []

    def wait(number: int) -> None:
        with turns.hold():
            served.append(number)

    with turns.hold():
        for number in range(8):
            threads.append(threading.Thread(target=wait, args=(number,)))
            threads[-1].start()
            while len(turns._waiting) <= number:
                pass  # until it stands in the queue
    for thread in threads:
        thread.join()
    assert served == list(range(8))


def test_a_turn_is_passed_on_after_a_failure() -> None:
    """An exception inside does not lock everyone out."""
    turns = Turns()
    with pytest.raises(RuntimeError), turns.hold():
        raise RuntimeError
    with turns.hold():
        assert turns._held


def test_a_read_sees_one_moment(engine: Engine) -> None:
    """What is committed meanwhile is no part of it: a proof compares what belongs together."""
    with reading(engine) as connection:
        before = connection.execute(text("SELECT count(*) FROM text")).scalar_one()
        with writing(engine) as other:
            other.execute(text("INSERT INTO text (digest, body) VALUES ('x', 'x')"))
        after = connection.execute(text("SELECT count(*) FROM text")).scalar_one()
    assert before == after == 0


WRITTEN = "Mrs Miller, born 1950"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO comment (attempt_id, position, seq, body) VALUES (1, 1, 1, :words)",
        "INSERT INTO nothing (words) VALUES (:words)",
    ],
)
def test_an_error_does_not_repeat_what_people_wrote(engine: Engine, statement: str) -> None:
    """Neither as a parameter nor in PostgreSQL's DETAIL: its text ends up in the server's log."""
    with pytest.raises(DBAPIError) as raised, writing(engine) as connection:
        connection.execute(text(statement), {"words": WRITTEN})
    said = "".join(traceback.format_exception(raised.value))
    assert "comment" in said or "nothing" in said
    assert WRITTEN not in said


def test_a_new_database_is_for_the_service_alone(tmp_path: Path) -> None:
    """Folder, file, and what SQLite lays beside it; a database in use is left as it is."""
    path = tmp_path / "data" / "service.sqlite"
    engine = connect(f"sqlite:///{path}")
    make_place(engine)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE one (name TEXT)"))
    made = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    assert made == dict.fromkeys(made, 0o600)
    assert {"service.sqlite", "service.sqlite-wal"} <= set(made)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    make_place(engine)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM one")).scalar_one() == 0
    engine.dispose()

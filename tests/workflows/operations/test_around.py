"""What doctor proves of tables, of parents, and around the database: backups and room."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

from settings import Keeping
from storage.connect import writing
from tests.databases import drop_triggers
from tests.people import signed_in
from workflows.operations import places
from workflows.operations.backup import make
from workflows.operations.doctor import doctor
from workflows.people.session import system

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.clock import Clock
    from workflows.service import Service


class Usage(NamedTuple):
    """What a disk says of itself, as far as it is asked."""

    free: int


def told(service: Service, about: str) -> list[str]:
    """Return what one of doctor's checks finds."""
    [found] = [one for one in doctor(system(service)) if one.about == about]
    return [f"{each.what} {each.where}" for each in found.findings]


def keeping(service: Service, **changes: object) -> Service:
    """The same service, which keeps something outside."""
    settings = replace(service.settings, keeping=Keeping(**changes))  # type: ignore[arg-type]
    return replace(service, settings=settings)


def test_what_the_migrations_made_is_there(service: Service) -> None:
    """An index that somebody dropped, and a column, are named."""
    assert told(service, "tables") == []
    with writing(service.engine) as connection:
        connection.execute(text("DROP INDEX ix_log_actor"))
        connection.execute(text("ALTER TABLE spent RENAME COLUMN until TO til"))
    try:
        lacks = [one.partition("made. ")[2] for one in told(service, "tables")]
        assert lacks == ["column until of table spent", "index ix_log_actor"]
    finally:  # the tests of a session share one PostgreSQL
        with writing(service.engine) as connection:
            connection.execute(text("ALTER TABLE spent RENAME COLUMN til TO until"))
            connection.execute(text("CREATE INDEX ix_log_actor ON log (actor, at, seq)"))


def test_a_row_without_its_parent_is_told(service: Service) -> None:
    """Whoever owns the database can delete a person, and leave what refers to them."""
    signed_in(service, "ada")
    assert told(service, "parents") == []
    with writing(service.engine) as connection:
        drop_triggers(connection, "person")
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("COMMIT")  # the pragma rests inside a transaction
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("DELETE FROM person WHERE id = 1")
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("DELETE FROM person WHERE id = 1")
    found = told(service, "parents")
    assert {one.rpartition(" ")[2] for one in found} >= {"identity", "profile", "role", "session"}
    assert all("refer to a row of person that is gone" in one for one in found)


def test_a_backup_is_missed_after_a_night(
    sqlite_service: Service, clock: Clock, tmp_path: Path
) -> None:
    """Where there should be one: in production, and where a folder is set."""
    assert told(sqlite_service, "backup") == []
    service = keeping(sqlite_service, backups=tmp_path)
    assert "There never was a backup." in told(service, "backup")[0]
    make(system(service), tmp_path)
    clock.move(hours=36)
    assert told(service, "backup") == []
    clock.move(minutes=1)
    assert "The last backup is of 2026-12-01." in told(service, "backup")[0]


def test_a_full_disk_is_told(
    sqlite_service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each place that the service writes to, also one that is not made yet."""
    service = keeping(sqlite_service, backups=tmp_path / "not" / "yet")
    asked: list[Path] = []

    def usage(path: Path) -> Usage:
        asked.append(path)
        return Usage(12_000_000)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert told(service, "space") == [
        "Only 12 MB are free for the database. database",
        "Only 12 MB are free for the backups. backups",
    ]
    assert asked[1] == tmp_path
    monkeypatch.setattr(places, "LEAST", 12_000_000)
    assert told(service, "space") == []

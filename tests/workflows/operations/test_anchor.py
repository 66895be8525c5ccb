"""Heads of the log outside of the database: whoever writes the whole log anew is found."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete

from settings import Keeping
from storage import log, tables
from storage.connect import reading, writing
from tests.databases import drop_triggers
from tests.people import signed_in
from workflows.operations.anchor import anchor
from workflows.operations.doctor import doctor
from workflows.operations.work import work_once
from workflows.people.session import system

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clock import Clock
    from workflows.service import Service


@pytest.fixture
def anchored(sqlite_service: Service, tmp_path: Path) -> Service:
    """A service with a folder for anchors, in which something happened."""
    keeping = Keeping(anchors=tmp_path / "anchors")
    settings = replace(sqlite_service.settings, keeping=keeping)
    signed_in(sqlite_service, "ada")
    return replace(sqlite_service, settings=settings)


def told(service: Service) -> list[str]:
    """Return what doctor finds about what stands outside."""
    [found] = [one for one in doctor(system(service)) if one.about == "outside"]
    return [each.what for each in found.findings]


def test_one_head_a_day(anchored: Service, clock: Clock, tmp_path: Path) -> None:
    """Named by the provider's day, and written once; the act tells of it."""
    with reading(anchored.engine) as connection:
        last = log.last(connection)
    assert last is not None
    assert anchor(system(anchored), tmp_path / "anchors")
    assert not anchor(system(anchored), tmp_path / "anchors")
    kept = json.loads((tmp_path / "anchors" / "2026-12-01.json").read_text())
    assert (kept["seq"], kept["head"]) == (last.seq, last.hash)
    clock.move(hours=14)
    assert anchor(system(anchored), tmp_path / "anchors")
    assert (tmp_path / "anchors" / "2026-12-02.json").exists()
    assert told(anchored) == []


def test_the_worker_does_it(anchored: Service, tmp_path: Path) -> None:
    """Every night."""
    assert {one.name: one.number for one in work_once(anchored)}["anchor"] == 1
    assert [one.name for one in (tmp_path / "anchors").iterdir()] == ["2026-12-01.json"]


def test_a_log_that_was_cut_off_is_found(anchored: Service, tmp_path: Path) -> None:
    """Its chain is whole in itself."""
    anchor(system(anchored), tmp_path / "anchors")
    with reading(anchored.engine) as connection:
        last = log.last(connection)
    assert last is not None
    with writing(anchored.engine) as connection:
        drop_triggers(connection, "log")
        connection.execute(delete(tables.log).where(tables.log.c.seq >= last.seq - 1))
    [what] = told(anchored)
    assert "is not the one that was anchored" in what


def test_an_anchor_that_cannot_be_read_is_told(anchored: Service, tmp_path: Path) -> None:
    """Somebody changed it."""
    (tmp_path / "anchors").mkdir()
    (tmp_path / "anchors" / "2026-11-30.json").write_text('{"seq": "all"}')
    assert told(anchored) == ["This anchor cannot be read."]

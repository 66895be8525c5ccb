"""A replica whose desk is elsewhere: it has no bank folder, and does all that needs none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from settings import NOWHERE
from storage.connect import reading
from storage.tables import log
from tests.workflows.matrix import CALLS, found
from workflows.duties import DUTIES
from workflows.refusals import Elsewhere, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clock import Clock
    from tests.workflows.matrix import Call, Things
    from workflows.act import Actor
    from workflows.service import Service

DESK = "https://learn.example.edu/at-desk"
# Their duties are for what is in the database, too; what they need of the folder they say.
MIXED = {
    "content.statements.texts",
    "trying.beginning.try_draft",
    "trying.pilot.opened",
    "pars.year.counted",
}

# Refused before their act begins, for what they were given.
EARLIER = {"reports.advice.open_advice"}
DONE = {
    "today.today.today",
    "content.home.home",
    "content.front.front",
    "attempts.start.start",
    "attempts.save.save",
    "reports.statistics.statistics",
    "reports.overview.look.overview_of",
    "reports.binder.look.overview",
}


@pytest.fixture
def there(sqlite_service: Service, clock: Clock, tmp_path: Path) -> tuple[Things, dict[str, Actor]]:
    """One of everything, and everybody on a replica without the folder."""
    on, actors = found(sqlite_service, clock, tmp_path / "small-bank")
    settings = replace(sqlite_service.settings, desk=DESK, banks=NOWHERE)
    without = replace(sqlite_service, settings=settings)
    return on, {name: replace(one, service=without) for name, one in actors.items()}


def test_the_seam_refuses_what_needs_the_bank_folder_and_does_all_else(
    there: tuple[Things, dict[str, Actor]],
) -> None:
    """The refusal is one sentence with the desk's address; all else asks for no file."""
    on, actors = there
    needing = [one for one in CALLS if DUTIES[one.duty].at_desk or one.name in MIXED]
    looks = [one for one in CALLS if one.duty.endswith(".see") or one.name in DONE]
    before = _lines(actors["cora"])
    refusals = {_told(one, actors, on) for one in needing if one.name not in EARLIER}
    assert refusals == {str(Elsewhere(DESK))}
    assert _lines(actors["cora"]) == before
    said = {one.name: _told(one, actors, on) for one in looks if one not in needing}
    assert not [name for name, how in said.items() if DESK in how]
    assert {name for name, how in said.items() if how == "done"} >= DONE


def _told(call: Call, actors: dict[str, Actor], on: Things) -> str:
    """Do it as somebody who may; a refusal is about the thing, any other exception is a fault."""
    try:
        call.by(actors[min(call.may)], on)
    except Refused as refused:
        return str(refused)
    return "done"


def _lines(actor: Actor) -> int:
    with reading(actor.service.engine) as connection:
        return int(connection.execute(select(func.count()).select_from(log)).scalar_one())

"""A person's birthday and numbers in full: shown on purpose, and logged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.connect import reading
from storage.tables import log
from workflows.reports.identifiers import show

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def test_staff_see_what_is_on_file(cora: Actor, ada: Actor) -> None:
    """In full, each under its name."""
    found = {one.name: one.text for one in show(cora, ada.public_id)}
    assert found == {
        "Birthday": "09/10",
        "ABIM ID": "123456",
        "MI license": "4301000000",
        "NPI": "1234567893",
    }


def test_each_look_is_a_line_that_tells_no_number(
    service: Service, cora: Actor, ada: Actor
) -> None:
    """Who looked at which of whose, every time."""
    for _ in range(2):
        show(cora, ada.public_id)
    with reading(service.engine) as connection:
        lines = connection.execute(select(log).where(log.c.act == "identifiers.show")).all()
    assert [(one.actor, one.object) for one in lines] == [
        (cora.public_id, f"person:{ada.public_id}")
    ] * 2
    names = ["Birthday", "ABIM ID", "MI license", "NPI"]
    assert [json.loads(one.data) for one in lines] == [{"shown": names}] * 2


def test_of_whoever_said_nothing_there_is_nothing(cora: Actor, dan: Actor) -> None:
    """A look at nothing is a look, too."""
    assert show(cora, dan.public_id) == ()

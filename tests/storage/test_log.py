"""The log: what was changed in it is found, even by someone who owns the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from storage import log
from storage.connect import reading, writing
from tests.databases import drop_triggers
from workflows.people.demo import enrol_all

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def faults(service: Service) -> tuple[str, ...]:
    """Walk the chain."""
    with reading(service.engine) as connection:
        return tuple(log.faults(connection))


def tamper(service: Service, statement: str) -> None:
    """Change the log as whoever owns the database could."""
    with writing(service.engine) as connection:
        drop_triggers(connection, "log")
        connection.execute(text(statement))


def test_an_untouched_log_is_whole(service: Service, system: Actor) -> None:
    """Five people enrolled, five lines, each sealed to the one before."""
    enrol_all(system)
    assert faults(service) == ()
    with reading(service.engine) as connection:
        head = log.head(connection)
    assert head != log.START


@pytest.mark.parametrize(
    "column", ["actor = 'nobody'", "act = 'claim.make'", "object = 'x'", "data = '{}'"]
)
def test_a_changed_cell_is_found(service: Service, system: Actor, column: str) -> None:
    """The fault names the line."""
    enrol_all(system)
    tamper(service, f"UPDATE log SET {column} WHERE seq = 3")  # noqa: S608  (the test's own text)
    assert any("Line 3" in one and "changed" in one for one in faults(service))


def test_a_missing_line_is_found(service: Service, system: Actor) -> None:
    """A hole in the middle is a fault of its own."""
    enrol_all(system)
    tamper(service, "DELETE FROM log WHERE seq = 2")
    assert "Line 2 is missing." in faults(service)


def test_two_lines_in_each_others_place_are_found(service: Service, system: Actor) -> None:
    """The order is sealed too."""
    enrol_all(system)
    for move in ("seq = 99 WHERE seq = 2", "seq = 2 WHERE seq = 3", "seq = 3 WHERE seq = 99"):
        tamper(service, f"UPDATE log SET {move}")  # noqa: S608  (the test's own text)
    assert faults(service)


def test_a_cut_end_shows_in_the_head(service: Service, system: Actor) -> None:
    """A chain that lost its end is whole in itself: only the head, kept elsewhere, tells."""
    enrol_all(system)
    with reading(service.engine) as connection:
        anchored = log.head(connection)
    tamper(service, "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)")
    assert faults(service) == ()
    with reading(service.engine) as connection:
        assert log.head(connection) != anchored


def test_the_longest_name_of_a_question_fits(service: Service) -> None:
    """A bank's and a question's id have 64 letters at most; every database takes the line."""
    longest = f"item:{'b' * 64}/{'q' * 64}"
    with writing(service.engine) as connection:
        log.append(connection, service.now(), "system", "item.review", longest, {})
    with reading(service.engine) as connection:
        found = log.last(connection)
    assert found is not None
    assert found.object == longest
    assert faults(service) == ()

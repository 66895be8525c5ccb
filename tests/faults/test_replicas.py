"""Replicas behind the proxy of deploy/: killed, and restarted one after the other, under load."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage import tables
from storage.connect import reading
from tests.evidence import FULL, seen, times
from tests.fleet import Fleet
from tests.physicians import physicians, under_load, wait_for_answers
from tests.proxy import NGINX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.physicians import Physician

pytestmark = [
    pytest.mark.evidence,
    pytest.mark.skipif(not FULL, reason="starts five servers: make evidence ONLY=replicas"),
    pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine"),
]
PEOPLE = 12
COMMAND = "make evidence ONLY=replicas"


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    """Three replicas and the desk in production, nginx, PostgreSQL."""
    made = Fleet(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def test_a_killed_replica_costs_nobody_an_answer(fleet: Fleet) -> None:
    """Whoever was on it goes on at another; what was acknowledged is there once, nothing else."""
    those, kills = physicians(fleet, PEOPLE), times(1, 15)

    def fault() -> None:
        for number in range(kills):
            wait_for_answers(those, 2)
            node = fleet.nodes[number % len(fleet.nodes)]
            node.kill()
            wait_for_answers(those, 2)
            node.back()
        wait_for_answers(those, 2)

    under_load(those, fault)
    figures = _held_against_the_database(fleet, those)
    promise = "a node of four is killed with −9 under load: no answer that was acknowledged is lost"
    promise += " or doubled, and everybody goes on"
    seen("Replicas", "replicas-killed", promise, COMMAND, kills=kills, **figures)


def test_restarting_one_node_after_the_other_fails_no_answer(fleet: Fleet) -> None:
    """An update without a pause: each node is ended, started and well before the next is."""
    those, rounds = physicians(fleet, PEOPLE), times(1, 2)

    def fault() -> None:
        for _ in range(rounds):
            for node in fleet.nodes:
                wait_for_answers(those, 2)
                node.restart()
        wait_for_answers(those, 2)

    under_load(those, fault)
    figures = _held_against_the_database(fleet, those)
    promise = "all four nodes are restarted one after the other under load: no answer fails"
    restarts = rounds * len(fleet.nodes)
    seen("Replicas", "replicas-restarted", promise, COMMAND, restarts=restarts, **figures)


def _held_against_the_database(fleet: Fleet, those: Sequence[Physician]) -> dict[str, str | int]:
    """Hold what was acknowledged against what is there, and return the figures."""
    told = {(one.attempt, *place): value for one in those for place, value in one.saved.items()}
    there = _answers(fleet)
    assert there == told
    assert min(len(one.saved) for one in those) > 0
    return {
        "physicians": len(those),
        "answers": len(told),
        "lost": len(told.keys() - there.keys()),
        "not_acknowledged": len(there.keys() - told.keys()),
        "sent_again": sum(one.again for one in those),
        "reconnects": sum(one.reconnects for one in those),
        "longest_wait_for_a_receipt": f"{max(one.longest for one in those):.1f} s",
    }


def _answers(fleet: Fleet) -> dict[tuple[str, int, int], object]:
    """Return every answer that is there, by attempt, position and number."""
    answer, attempt = tables.answer, tables.attempt
    asked = select(attempt.c.public_id, answer.c.position, answer.c.seq, answer.c.value).join_from(
        answer, attempt, answer.c.attempt_id == attempt.c.id
    )
    with reading(fleet.engine) as connection:
        rows = connection.execute(asked).all()
    return {(row.public_id, row.position, row.seq): json.loads(row.value) for row in rows}

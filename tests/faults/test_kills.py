"""Writers are killed -9 in the middle of what they do."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from storage.connect import reading
from tests.editions import front_digest, publish
from tests.evidence import seen, times
from tests.faults.deeds import do
from tests.faults.nursery import Order, service_on
from tests.faults.proof import findings, is_whole, left
from tests.taking import chain_faults

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Engine

    from tests.faults.deeds import Deed
    from tests.faults.nursery import Nursery
    from workflows.service import Service

pytestmark = pytest.mark.evidence
ROUNDS = times(30, 1_000)
WRITERS = times(2, 3)
LINES = times(16, 60)  # at most, of all writers, before they are killed
COMMAND = "make evidence ONLY=kills"


def test_no_kill_loses_or_doubles_what_was_acknowledged(shared: Engine, writers: Nursery) -> None:
    """What was in flight is done again with the same words, and is there once."""
    service = service_on(shared)
    key = publish(service)
    before = findings(service)
    order = Order(service.settings.database_url, (), key, front_digest(service, key))
    moments = random.Random(7)  # noqa: S311  (the same kills each time)
    acknowledged: list[tuple[Deed, Any]] = []
    again = known = 0
    for number in range(ROUNDS):
        names = tuple(f"{number}-{one}" for one in range(WRITERS))
        heard = writers.killed(order.named(names), moments.randrange(1, LINES))
        assert heard.odd == []
        acknowledged += heard.acknowledged
        for deed in heard.begun.values():
            receipt, was_there = repeated(service, deed)
            acknowledged.append((deed, receipt))
            again, known = again + 1, known + was_there
    there = left(service)
    assert there.lost(acknowledged) == []
    assert there.doubled() == []
    assert findings(service) == before
    assert chain_faults(service) == ()
    assert is_whole(shared)
    seen(
        "Faults",
        f"kills {shared.dialect.name}",
        f"Writers killed -9 lose and double nothing ({shared.dialect.name})",
        COMMAND,
        rounds=ROUNDS,
        writers=ROUNDS * WRITERS,
        acknowledged=len(acknowledged) - again,
        done_again=again,
        of_which_were_committed_before=known,
        lost=0,
        doubled=0,
        findings=0,
    )


def repeated(service: Service, deed: Deed) -> tuple[Any, bool]:
    """Do once more what was in flight; say whether it had been committed."""
    before = _written(service)
    receipt = do(service, deed)
    return receipt, _written(service) == before


def _written(service: Service) -> tuple[int, ...]:
    """Return how much stands in the log and in the answers."""
    with reading(service.engine) as connection:
        counted = connection.exec_driver_sql(
            "SELECT (SELECT max(seq) FROM log), (SELECT count(*) FROM answer)"
        )
        return tuple(counted.one())

"""PostgreSQL itself is killed -9 with all its processes, and started again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.databases import migrated
from tests.editions import front_digest, publish
from tests.evidence import seen, times
from tests.faults.card import CALM, browser, post
from tests.faults.deeds import do
from tests.faults.durable import Durable, durable
from tests.faults.nursery import Order, service_on
from tests.faults.proof import findings, left
from tests.people import signed_in, token_of
from tests.taking import chain_faults, row_of, start_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.nursery import Nursery

pytestmark = [pytest.mark.evidence, pytest.mark.postgres]
KILLS = times(2, 50)
WRITERS = 3
LINES = times(40, 200)  # at most, of all writers, before the kill
COMMAND = "make evidence ONLY=postgresql"


@pytest.fixture
def server() -> Iterator[Durable]:
    """A server of its own: nobody else's is to be killed."""
    with durable() as made:
        yield made


def test_the_service_goes_on_after_it(server: Durable, writers: Nursery) -> None:
    """Nothing acknowledged is lost, what was in flight is done again, on the same connections.

    While it is gone a card hears so calmly, and the same answer is saved when it is back.
    """
    with migrated(server.url) as engine:
        service = service_on(engine)
        key = publish(service)
        card = browser(service, token_of(service, "ada"))
        attempt = start_at(signed_in(service, "ada"), key)
        before = findings(service)
        order = Order(server.url, (), key, front_digest(service, key))
        writers.run(order)
        moments = random.Random(13)  # noqa: S311  (the same kills each time)
        acknowledged, killed, again = [], 0, 0
        for number in range(KILLS):
            names = tuple(f"{number}-{one}" for one in range(WRITERS))
            heard = writers.begin(order.named(names), moments.randrange(4, LINES))
            killed += server.kill()
            heard = writers.ended(heard)
            assert card.get("/healthz").status_code == 503
            status, said = post(card, attempt, number)
            assert (status, CALM in said) == (500, True)
            server.start()
            status, said = post(card, attempt, number)
            assert status == 200, said
            assert heard.failed + heard.refused == []
            assert len(heard.broke) == WRITERS
            repeated = [(deed, do(service, deed)) for deed in heard.begun.values()]
            acknowledged += heard.acknowledged + repeated
            again += len(repeated)
        there = left(service)
        assert there.lost(acknowledged) == []
        changed = f"answer {(row_of(service, attempt).id, 1)}"  # the card's, once for each kill
        assert there.doubled() in ([], [changed])
        assert findings(service) == before
        assert chain_faults(service) == ()
    seen(
        "Faults",
        "kills of PostgreSQL",
        "PostgreSQL killed -9, postmaster and all: nothing acknowledged is lost, and it goes on",
        COMMAND,
        kills=KILLS,
        processes_killed=killed,
        acknowledged=len(acknowledged) - again,
        done_again=again,
        lost=0,
        doubled=0,
        findings=0,
    )

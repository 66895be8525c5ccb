"""What awaits a person after signing in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.editions import publish
from tests.reporting import MK, claimed, consent, identified, put, registered
from tests.taking import WRONG, take
from workflows.content.home import home

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_a_failed_activity_comes_back(service: Service, ada: Actor) -> None:
    """As long as an attempt is left."""
    key = publish(service, attempts_max=2)
    take(ada, key, {1: WRONG})
    assert [(one.key, one.own.attempts_left) for one in home(ada).again] == [(key, 1)]
    take(ada, key, {1: WRONG})
    assert home(ada).again == ()


def test_a_failed_activity_that_expired_does_not(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """Nothing is offered that cannot be done."""
    take(ada, publish(service), {1: WRONG})
    clock.at = datetime(2027, 11, 1, 3, 59, tzinfo=UTC)  # the last minute of 31 October, local
    assert len(home(ada).again) == 1
    clock.move(minutes=1)
    assert home(ada).again == ()


def test_a_rejected_report_is_to_be_put_right(service: Service, ada: Actor, ben: Actor) -> None:
    """With its reason, until it goes again; nobody else sees it."""
    identified(ada)
    consent(ada, "states")
    done = claimed(ada, registered(service), 4, MK)
    assert home(ada).rejected == ()
    put(service, done, "ABIM", "rejected_board", "Name does not match.")
    put(service, done, "cme", "accepted")
    assert [(one.to, one.reason) for one in home(ada).rejected] == [
        ("ABIM", "Name does not match.")
    ]
    assert home(ben).rejected == ()
    put(service, done, "ABIM", "ready")
    assert home(ada).rejected == ()

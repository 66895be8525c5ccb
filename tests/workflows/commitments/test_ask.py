"""Asking by mail what became of commitments: once, on the provider's days."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.amending import account, merged
from tests.committing import CHECK, ON_SQLITE, committed, later
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.together import together
from tests.workflows.messages.posts import Kept
from tests.workflows.messages.sending import send, states, waiting
from workflows.commitments.ask import ask
from workflows.commitments.commit import take_back
from workflows.commitments.follow_up import tell
from workflows.messages.choice import set_choice
from workflows.people.forget import forget

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_it_is_asked_once_after_sixty_days(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """However often it runs; the mail leads to the page and says nothing of what was meant."""
    completion = committed(ada, publish(service))
    for _ in range(30):
        ask(system)
        clock.move(days=3)
    assert waiting(service) == [("follow-up", f"completion:{completion}")]
    send(service, post := Kept())
    (made,) = post.taken
    said = made.get_content()
    assert f"/commitments?completion={completion}" in said
    assert "by 31 Mar 2027" in said
    assert "/profile" in said  # where it can be switched off
    assert CHECK not in said


@ON_SQLITE
def test_the_day_is_the_providers(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """At 23:59 in Detroit it is still the day before, whatever day it is in UTC."""
    committed(ada, publish(service))
    clock.at = datetime(2027, 1, 30, 4, 59, tzinfo=UTC)
    assert ask(system) == 0
    clock.move(minutes=1)
    assert ask(system) == 1


def test_two_workers_at_once_ask_once(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """And neither of them fails."""
    committed(ada, publish(service))
    clock.move(days=60)
    assert sum(together(*[lambda: ask(system)] * 3)) == 1


@ON_SQLITE
def test_after_a_long_outage_nobody_is_written_to(
    service: Service, clock: Clock, ada: Actor, dan: Actor, system: Actor
) -> None:
    """Two weeks late it still goes, a day more and Home alone asks."""
    key = publish(service)
    committed(ada, key)
    clock.move(days=1)
    committed(signed_in(service, "dan"), key)
    clock.move(days=74)
    assert ask(system) == 1
    assert dan.public_id


@ON_SQLITE
def test_nothing_meant_nothing_asked(
    service: Service, clock: Clock, ada: Actor, dan: Actor, system: Actor
) -> None:
    """Whoever skipped it, or took it back, hears nothing."""
    key = publish(service)
    completed(ada, key)
    take_back(dan, committed(dan, key), number=1, seen=1)
    clock.move(days=60)
    assert ask(system) == 0


@ON_SQLITE
def test_whoever_answered_by_themselves_is_not_asked(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """Neither before the message is put nor while it waits to be sent."""
    first, second = publish(service), publish(service, slug="second")
    one, two = committed(ada, first), committed(ada, second)
    ada = later(service, clock)
    tell(ada, one, number=1, seen=0, state="done")
    assert ask(system) == 1
    tell(ada, two, number=1, seen=0, state="done")
    assert send(service, Kept()) == 0
    assert states(service) == ["sending", "skipped"]


def test_whoever_wants_none_or_is_forgotten_gets_none(
    service: Service, clock: Clock, ada: Actor, dan: Actor, system: Actor
) -> None:
    """What waits for them ends unsent."""
    key = publish(service)
    committed(ada, key)
    committed(dan, key)
    set_choice(ada, "follow-up", wanted=False)
    clock.move(days=60)
    assert ask(system) == 2
    forget(signed_in(service, "olga"), dan.public_id, "Asked by letter.")
    assert send(service, Kept()) == 0
    assert [states(service, number)[-1] for number in (1, 2)] == ["skipped", "skipped"]


@ON_SQLITE
def test_what_waits_too_long_is_not_sent(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """No answer would be taken any more."""
    committed(ada, publish(service))
    clock.move(days=60)
    ask(system)
    clock.move(days=61)
    assert send(service, Kept()) == 0


@ON_SQLITE
def test_the_account_in_use_is_written_to(
    service: Service, clock: Clock, cora: Actor, system: Actor
) -> None:
    """After a merge, whichever account completed it."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    committed(old, publish(service))
    merged(cora, old, kept)
    clock.move(days=60)
    assert ask(system) == 1
    send(service, post := Kept())
    assert [one["To"] for one in post.taken] == ["kept@x.org"]

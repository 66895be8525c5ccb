"""The week's mail with one question: for whoever wished it, once, and without its key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.amending import account, merged
from tests.committing import ON_SQLITE, later
from tests.editions import publish, some_items
from tests.recalling import answered, dealt, wished
from tests.workflows.messages.posts import Kept
from tests.workflows.messages.sending import send, states, waiting
from workflows.messages.choice import WEEKLY, choices, set_choice
from workflows.recall.choose import rest
from workflows.recall.weekly import put_weekly

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def subscribed(service: Service, clock: Clock, ada: Actor) -> Actor:
    """Let Ada miss something, wish it back and the mail too; it is Tuesday a week later."""
    wished(ada, publish(service), "item-2")
    set_choice(ada, WEEKLY, wanted=True)
    return later(service, clock, days=7)


@ON_SQLITE
def test_it_brings_one_question_without_its_key(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """Nor a name, nor what was answered; it leads to the page, and to where it is switched off."""
    subscribed(service, clock, ada)
    assert put_weekly(system) == 1
    send(service, post := Kept())
    (made,) = post.taken
    said = made.get_content()
    assert made["Subject"].endswith("A question for this week, until 13 Dec 2026")
    for part in ("Vignette 2.", "What is best in 2?", "Text a of 2", "D. Text", "/recall\n"):
        assert part in said
    assert "/profile" in said
    for secret in ("CANARY", "Ada", "missed", "correct"):
        assert secret not in said


@ON_SQLITE
def test_never_two_in_a_week(service: Service, clock: Clock, ada: Actor, system: Actor) -> None:
    """However often it runs, for however many questions; from Thursday on it is too late."""
    names = tuple(f"item-{one}" for one in range(1, 8))
    wished(ada, publish(service, items=some_items(7), passing_percent="0"), *names)
    set_choice(ada, WEEKLY, wanted=True)
    clock.move(days=6)  # Monday
    put = []
    for _ in range(21):
        put.append(put_weekly(system))
        clock.move(days=1)
    assert sum(put) == 2 == len(waiting(service))  # of five, then of the two that were left
    assert put[1] == put[7] == 1


@ON_SQLITE
def test_nobody_gets_it_who_did_not_wish_it(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """Nor whoever wishes it no more."""
    wished(ada, publish(service), "item-2")
    assert choices(ada)[WEEKLY] is False
    ada = later(service, clock, days=7)
    assert put_weekly(system) == 0
    set_choice(ada, WEEKLY, wanted=True)
    set_choice(ada, WEEKLY, wanted=False)
    assert put_weekly(system) == 0


@ON_SQLITE
def test_none_is_put_while_everything_rests(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """One that waits already is not sent."""
    ada = subscribed(service, clock, ada)
    put_weekly(system)
    rest(ada, resting=True)
    send(service, Kept())
    assert states(service)[-1] == "skipped"
    clock.move(days=6)
    assert put_weekly(system) == 0


@ON_SQLITE
def test_what_was_answered_meanwhile_is_not_sent(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """Nor what nobody sent within its week."""
    ada = subscribed(service, clock, ada)
    put_weekly(system)
    dealt(ada)
    answered(ada)
    send(service, Kept())
    assert states(service)[-1] == "skipped"


@ON_SQLITE
def test_nobody_is_written_to_at_night(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """What is put at midnight of the provider's Monday leaves at seven."""
    wished(ada, publish(service), "item-2")
    set_choice(ada, WEEKLY, wanted=True)
    clock.at = datetime(2026, 12, 14, 5, 0, tzinfo=UTC)
    assert put_weekly(system) == 1
    send(service, post := Kept())
    assert post.taken == []
    clock.move(hours=7)
    send(service, post)
    assert len(post.taken) == 1


@ON_SQLITE
def test_after_a_merge_one_mail_comes(
    service: Service, clock: Clock, cora: Actor, system: Actor
) -> None:
    """To the account in use, whichever it was wished in."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    wished(old, publish(service), "item-2")
    set_choice(old, WEEKLY, wanted=True)
    merged(cora, old, kept)
    clock.move(days=7)
    assert put_weekly(system) == 1
    send(service, post := Kept())
    assert post.taken[0]["To"] == "kept@x.org"

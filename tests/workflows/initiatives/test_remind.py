"""The mail of an initiative: when somebody is asked, a week before the day, and no more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.amending import account
from tests.editions import publish
from tests.leading import asked, led
from tests.learning import completed
from tests.people import signed_in
from tests.workflows.messages.posts import Kept
from tests.workflows.messages.sending import events, send, waiting
from workflows.initiatives.dashboard import dashboard
from workflows.initiatives.remind import remind
from workflows.initiatives.take_off import take_off
from workflows.initiatives.write import end
from workflows.messages.choice import set_choice
from workflows.people.session import system as itself

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_two_mails_and_no_more(service: Service, clock: Clock, system: Actor) -> None:
    """However often it runs; each says by when, what is left and how to have no more of them."""
    key = publish(service)
    led(service, key, ask="dan@example.com")
    dan = signed_in(service, "dan")
    send(service, post := Kept())
    for _ in range(25):
        remind(system)
        send(service, post)
        clock.move(days=3)
    assert [kind for kind, _ in waiting(service)] == ["initiative", "initiative-week"]
    first, second = (" ".join(one.get_content().split()) for one in post.taken)
    for said in (first, second):
        assert "by 15 Jan 2027" in said
        assert "- A small self-assessment" in said
        assert "/profile" in said
    assert "Ada Whitfield, MD asks you" in first
    assert "recorded as participation" in first  # Dan is no physician
    assert dan.public_id not in first


def test_nothing_after_done_off_ended_or_by_choice(sqlite_service: Service) -> None:
    """What was put meanwhile ends unsent."""
    service = sqlite_service
    key = publish(service)
    made = led(service, key)
    cora, dan = signed_in(service, "cora"), signed_in(service, "dan")
    for name in ("dan@example.com", "ben@example.edu", "ada@example.edu"):
        asked(cora, made, name)
    asked(cora, made, "olga@example.edu")
    completed(dan, key)
    ben = next(one for one in dashboard(cora, made).lines if one.shown.startswith("Ben"))
    take_off(cora, made, ben.who)
    set_choice(signed_in(service, "ada"), "initiatives", wanted=False)
    end(cora, made, 1)
    assert send(service, Kept()) == 0
    assert [events(service, number)[-1][0] for number in (1, 2, 3, 4)] == ["skipped"] * 4
    assert remind(itself(service)) == 0


def test_who_has_an_account_since_is_told_then(sqlite_service: Service, clock: Clock) -> None:
    """Nobody writes to an address that is nobody's."""
    led(sqlite_service, publish(sqlite_service), ask="new@example.org")
    worker = itself(sqlite_service)
    assert (remind(worker), waiting(sqlite_service)) == (0, [])
    clock.move(days=1)
    account(sqlite_service, "new@example.org", "New Person")
    assert remind(worker) == 1
    assert remind(worker) == 0


def test_who_is_asked_within_the_last_week_is_told_once(
    sqlite_service: Service, clock: Clock
) -> None:
    """A reminder the day after would be a nuisance."""
    made = led(sqlite_service, publish(sqlite_service))
    asked(signed_in(sqlite_service, "cora"), made, "dan@example.com", due=date(2026, 12, 6))
    clock.move(days=2)
    assert remind(itself(sqlite_service)) == 0
    assert [kind for kind, _ in waiting(sqlite_service)] == ["initiative"]


def test_asking_anew_each_day_sends_no_more(sqlite_service: Service, clock: Clock) -> None:
    """An owner who takes somebody off and asks again for the next day makes no mail by it."""
    service = sqlite_service
    made = led(service, publish(service), ask="dan@example.com")
    for days in range(3):
        ada = signed_in(service, "ada")
        take_off(ada, made, dashboard(ada, made).lines[0].who)
        asked(ada, made, "dan@example.com", due=date(2026, 12, 9 + days))
        clock.move(days=1)
        remind(itself(service))
    assert [kind for kind, _ in waiting(service)] == ["initiative", "initiative-week"]

"""Reminders: put once, for what can still be claimed, on the provider's days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from quizzes.models import HeldElsewhere
from tests.amending import account, merged, withdraw
from tests.editions import publish
from tests.learning import completed
from tests.taking import lines
from tests.together import together
from tests.workflows.messages.posts import Kept
from tests.workflows.messages.sending import send, states, unclaimed, waiting
from workflows.credit.claim import make
from workflows.messages.remind import remind

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def spring(clock: Clock) -> Clock:
    """Monday 3 May 2027, 10:00 in Detroit: far from the end of a year."""
    clock.at = datetime(2027, 5, 3, 14, 0, tzinfo=UTC)
    return clock


def test_days_seven_and_twenty_one(
    service: Service, spring: Clock, ada: Actor, system: Actor
) -> None:
    """Each once, however often it runs."""
    subject = f"completion:{completed(ada, publish(service))}"
    for _day in range(30):
        for _ in range(2):
            remind(system)
        spring.move(days=1)
    assert waiting(service) == [("unclaimed-7", subject), ("unclaimed-21", subject)]
    assert [line.data for line in lines(service, "reminder.put")] == [{"messages": 1}] * 2


def test_after_an_outage_only_the_one_that_matters(
    service: Service, spring: Clock, ada: Actor, system: Actor
) -> None:
    """Nobody gets the message of day 7 on day 23."""
    completed(ada, publish(service))
    spring.move(days=23)
    assert remind(system) == 1
    assert [kind for kind, _ in waiting(service)] == ["unclaimed-21"]


def test_two_workers_at_once_put_it_once(
    service: Service, spring: Clock, ada: Actor, system: Actor
) -> None:
    """And neither of them fails."""
    completed(ada, publish(service))
    spring.move(days=7)
    assert sum(together(*[lambda: remind(system)] * 3)) == 1


def test_what_is_claimed_or_withdrawn_is_not_reminded_of(
    service: Service, spring: Clock, ada: Actor, dan: Actor, cora: Actor, system: Actor
) -> None:
    """Whoever had it taken back knows."""
    key = publish(service)
    make(ada, completed(ada, key), quarters=4, boards={}, attested=True)
    taken_back = completed(dan, key)
    make(dan, taken_back, quarters=4, boards={}, attested=True)
    withdraw(cora, taken_back, "Claimed by mistake.")
    spring.move(days=7)
    assert remind(system) == 0


def test_what_can_no_longer_be_claimed_is_not_sent(
    service: Service, clock: Clock, ada: Actor
) -> None:
    """The message waited until the claim deadline, 31 December 2027, was over."""
    unclaimed(ada, publish(service))
    clock.at = datetime(2028, 1, 1, 14, 0, tzinfo=UTC)
    assert send(service, Kept()) == 0
    assert states(service)[-1] == "skipped"


def test_the_year_end_is_one_message_for_all_of_a_person(
    service: Service, clock: Clock, ada: Actor, dan: Actor, system: Actor
) -> None:
    """With every activity in it, on 10 and on 28 December."""
    first, second = publish(service), publish(service, slug="second")
    for key in (first, second):
        completed(ada, key)
    completed(dan, first)
    clock.at = datetime(2026, 12, 10, 5, 0, tzinfo=UTC)  # midnight in Detroit
    assert remind(system) == 2
    assert remind(system) == 0
    post = Kept()
    send(service, post)
    (to_ada,) = (one for one in post.taken if one["To"] == "ada@example.edu")
    assert to_ada.get_content().count("A small self-assessment, completed on 1 Dec 2026") == 2
    assert "claim it by 31 Dec 2026" in to_ada.get_content()
    clock.at += timedelta(days=18)
    assert remind(system) == 2
    assert {subject.rpartition(":")[2] for _, subject in waiting(service)} == {
        "2026-12-10", "2026-12-28",
    }  # fmt: skip


def test_the_day_is_the_providers(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """At 23:59 in Detroit it is still the 9th, whatever day it is in UTC."""
    completed(ada, publish(service))
    clock.at = datetime(2026, 12, 10, 4, 59, tzinfo=UTC)
    assert remind(system) == 0
    clock.move(minutes=1)
    assert remind(system) == 1


def test_a_year_end_that_waited_too_long_is_not_sent(
    service: Service, clock: Clock, ada: Actor, system: Actor
) -> None:
    """In January it would be wrong."""
    completed(ada, publish(service))
    clock.at = datetime(2026, 12, 31, 15, 0, tzinfo=UTC)
    assert remind(system) == 1
    clock.move(days=1)
    assert send(service, Kept()) == 0
    assert states(service) == ["sending", "skipped"]


def test_what_another_account_claimed_is_not_reminded_of(
    service: Service, spring: Clock, cora: Actor, system: Actor
) -> None:
    """The page would refuse it: one person, one claim."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    key = publish(service)
    completed(old, key)
    make(kept, completed(kept, key), quarters=4, boards={}, attested=True)
    merged(cora, old, kept)
    for days in (8, 14):
        spring.move(days=days)
        assert remind(system) == 0


def test_merged_accounts_are_one_person_at_the_years_end(
    service: Service, clock: Clock, cora: Actor, system: Actor
) -> None:
    """One message lists what both completed; what both completed stands there once."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    both, one = publish(service), publish(service, slug="second")
    for who, key in ((old, both), (old, one), (kept, both)):
        completed(who, key)
    merged(cora, old, kept)
    clock.at = datetime(2026, 12, 10, 15, 0, tzinfo=UTC)
    assert remind(system) == 1
    send(service, post := Kept())
    assert post.taken[0].get_content().count("completed on 1 Dec 2026") == 2


def test_whoever_is_not_on_the_roster_is_not_reminded(
    service: Service, spring: Clock, ada: Actor, system: Actor
) -> None:
    """There are no points to claim of an activity held elsewhere."""
    held = HeldElsewhere(title="Grand Rounds 2026", provider="Example Hospital")
    completed(ada, publish(service, held=held))
    spring.move(days=8)
    assert remind(system) == 0

"""The catalogue, the front matter and the first page, as one person meets them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.learning import attempted, completed
from tests.taking import answer, start_at, take
from workflows.attempts.grant import grant
from workflows.content.catalogue import catalogue, narrowed
from workflows.content.front import front
from workflows.content.home import home
from workflows.credit.claim import make
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.content.own import Own
    from workflows.service import Service

WRONG = dict.fromkeys(range(1, 5), "b")


def state_of(actor: Actor) -> Own:
    """Return where the person stands in the only activity there is."""
    (card,) = catalogue(actor)
    return card.own


def test_a_card_says_what_it_takes(service: Service, ada: Actor) -> None:
    """Credits, questions, minutes and dates come from the terms."""
    publish(service)
    (card,) = catalogue(ada)
    assert (card.key, card.title) == ("small.1", "A small self-assessment")
    assert (card.credits, card.questions, card.minutes) == ("1.00", 4, 60)
    assert card.is_open
    assert card.own.state == "not_started"


def test_each_step_changes_the_state(service: Service, ada: Actor) -> None:
    """From not started to claimed."""
    key = publish(service)
    attempt = start_at(ada, key)
    assert state_of(ada).state == "in_progress"
    take(ada, key, WRONG)
    assert state_of(ada).state == "failed"
    passed = attempted(ada, key)
    assert (state_of(ada).state, state_of(ada).passed_attempt) == ("evaluation_due", passed)
    completion = completed(ada, key)
    assert (state_of(ada).state, state_of(ada).completion) == ("claim_due", completion)
    make(ada, completion, quarters=4, boards={}, attested=True)
    assert state_of(ada).state == "claimed"
    assert attempt != passed


def test_an_author_passes_without_credit(service: Service, ben: Actor) -> None:
    """Who wrote it is told so, and asked for no evaluation."""
    key = publish(service)
    attempted(ben, key)
    assert state_of(ben).state == "passed"
    assert front(ben, key).in_control


def test_after_the_expiry_no_evaluation_is_due(service: Service, ada: Actor, clock: Clock) -> None:
    """It would be refused: the last day ends at local midnight."""
    attempted(ada, publish(service))
    clock.at = datetime(2027, 11, 1, 3, 59, tzinfo=UTC)  # the last minute of 31 October, local
    assert state_of(ada).state == "evaluation_due"
    clock.move(minutes=1)
    assert state_of(ada).state == "passed"


def test_after_the_deadline_no_claim_is_due(service: Service, ada: Actor, clock: Clock) -> None:
    """Claims end with the claim deadline's day."""
    completed(ada, publish(service))
    clock.at = datetime(2028, 1, 1, 4, 59, tzinfo=UTC)  # the last minute of 31 December, local
    assert state_of(ada).state == "claim_due"
    clock.move(minutes=1)
    assert state_of(ada).state == "completed"


def test_an_expired_activity_is_shown_to_those_who_began_it(
    service: Service, ada: Actor, dan: Actor, clock: Clock
) -> None:
    """Others do not meet it any more."""
    start_at(ada, publish(service))
    clock.at = datetime(2027, 11, 1, 4, 0, tzinfo=UTC)
    assert len(catalogue(ada)) == 1
    assert catalogue(dan) == ()


def test_cards_are_narrowed(service: Service, ada: Actor) -> None:
    """By every word, by specialty, by board and by state."""
    publish(service)
    cards = catalogue(ada)
    assert narrowed(cards, words="SMALL self") == cards
    assert narrowed(cards, words="small large") == ()
    assert narrowed(cards, specialties=["internal-medicine"]) == cards
    assert narrowed(cards, specialties=["pediatrics"]) == ()
    assert narrowed(cards, boards=["ABP", "ABIM"]) == cards
    assert narrowed(cards, boards=["ABP"]) == ()
    assert narrowed(cards, states=["claimed"]) == ()


def test_the_front_matter_may_be_started(service: Service, ada: Actor) -> None:
    """An open activity with attempts left."""
    page = front(ada, publish(service, attempts_max=2))
    assert (page.may_start, page.why_not, page.own.attempts_left) == (True, None, 2)


def test_the_slug_alone_is_the_newest_period(service: Service, ada: Actor) -> None:
    """Links without a period lead to the activity in force."""
    publish(service)
    publish(service)
    assert front(ada, "small").key == "small.2"


def test_before_release_it_says_when_it_opens(service: Service, ada: Actor, clock: Clock) -> None:
    """One minute before local midnight it is closed, at midnight open."""
    key = publish(service)
    clock.at = datetime(2026, 11, 1, 3, 59, tzinfo=UTC)
    assert front(ada, key).why_not == "This self-assessment opens on 1 Nov 2026."
    clock.move(minutes=1)
    assert front(ada, key).may_start


def test_after_expiry_only_an_open_attempt_goes_on(
    service: Service, ada: Actor, dan: Actor, clock: Clock
) -> None:
    """Starts end, learning does not."""
    key = publish(service)
    start_at(ada, key)
    clock.at = datetime(2027, 11, 1, 4, 0, tzinfo=UTC)
    assert front(ada, key).may_start
    assert "expired on 31 Oct 2027" in str(front(dan, key).why_not)


def test_used_attempts_say_whom_to_ask(service: Service, ada: Actor, cora: Actor) -> None:
    """Until the office grants one more."""
    key = publish(service, attempts_max=1)
    take(ada, key, WRONG)
    assert "cme@example.edu" in str(front(ada, key).why_not)
    grant(cora, ada.public_id, key, further=1, minutes=0, reason="Fire alarm", seen=0)
    assert front(ada, key).own.attempts_left == 1
    assert front(ada, key).may_start


def test_an_unknown_activity_is_not_found(ada: Actor) -> None:
    """A wrong link is answered with a sentence."""
    with pytest.raises(NotFound):
        front(ada, "nowhere.1")


def test_home_continues_where_the_person_was(service: Service, ada: Actor) -> None:
    """The first question without an answer, and a share of the estimated time."""
    attempt = start_at(ada, publish(service))
    answer(ada, attempt, {1: "a", 2: "b", 4: "c"})
    (one,) = home(ada).open
    assert (one.at.attempt, one.at.position, one.at.answered, one.at.total) == (attempt, 3, 3, 4)
    assert (one.at.minutes_left, one.at.overdue, one.practice) == (15, False, False)


def test_home_never_promises_more_than_the_time_limit(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """What is left of the limit caps the estimate."""
    start_at(ada, publish(service, time_limit_minutes=20))
    clock.move(minutes=15)
    (one,) = home(ada).open
    assert one.at.minutes_left == 5
    clock.move(minutes=6)
    (late,) = home(ada).open
    assert (late.at.minutes_left, late.at.overdue) == (0, True)


def test_home_lists_what_is_due_and_earned(service: Service, ada: Actor) -> None:
    """Evaluation, claim and certificate, each in its turn."""
    key = publish(service)
    attempted(ada, key)
    assert [one.key for one in home(ada).evaluate] == [key]
    completion = completed(ada, key)
    assert [one.own.completion for one in home(ada).claim] == [completion]
    made = make(ada, completion, quarters=2, boards={}, attested=True)
    assert [one.certificate for one in home(ada).certificates] == [made.certificate]
    assert home(ada).claim == home(ada).evaluate == ()


def test_home_of_others_is_their_own(service: Service, ada: Actor, dan: Actor) -> None:
    """Nothing of Ada is Dan's."""
    start_at(ada, publish(service))
    assert home(dan).open == ()
    assert state_of(dan).state == "not_started"

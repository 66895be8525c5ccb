"""The result of an attempt."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.editions import publish, some_items
from tests.taking import RIGHT, WRONG, answer, begin, form, start_at, take
from workflows.attempts.margin import margin
from workflows.attempts.result import NotSubmitted, result
from workflows.attempts.save import save
from workflows.attempts.settle import settle, submit
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_the_result_is_exact(ada: Actor) -> None:
    """Two of three points against the standard, with the time that was spent."""
    attempt = begin(ada, items=some_items(3), passing_percent="66")
    answer(ada, attempt, {1: RIGHT, 2: RIGHT, 3: WRONG}, seconds=40)
    submit(ada, attempt)
    page = result(ada, attempt)
    assert (page.score.points, page.score.max_points) == (Fraction(2), Fraction(3))
    assert (page.passed, page.passing_percent, page.counted) == (True, "66", True)
    assert (page.seconds, page.number, page.practice) == (120, 1, False)


def test_each_objective_has_its_score(service: Service, ada: Actor) -> None:
    """Its words, its points and how many questions asked for it."""
    attempt = begin(ada)
    even = {
        position: RIGHT if int(one.item_id[-1]) % 2 == 0 else WRONG
        for position, one in enumerate(form(service, attempt).items, start=1)
    }
    answer(ada, attempt, even)
    submit(ada, attempt)
    told = {
        one.text: (one.tally.points, one.tally.max_points, one.items)
        for one in result(ada, attempt).objectives
    }
    two = Fraction(2)
    assert told == {"Do OBJ-1.": (two, two, 2), "Do OBJ-2.": (Fraction(0), two, 2)}


def test_the_review_begins_where_it_is_needed_most(ada: Actor) -> None:
    """Sure and wrong, then right but guessed, then what else was missed, then the others."""
    attempt = begin(ada, items=some_items(7), confidence="optional")
    given = [
        (RIGHT, "sure"),
        (WRONG, "guess"),
        (RIGHT, "guess"),
        (WRONG, "sure"),
        (RIGHT, "fairly"),
        (RIGHT, None),
    ]  # and the seventh is not answered
    for position, (value, confidence) in enumerate(given, start=1):
        save(ada, attempt, position=position, seen=0, value=value, confidence=confidence)
    submit(ada, attempt)
    order = [one.position for one in result(ada, attempt).in_order_of_need]
    assert order == [4, 3, 2, 7, 1, 5, 6]


def test_each_item_stands_as_it_was_seen(service: Service, ada: Actor) -> None:
    """Letters in this attempt's order, the own choice, the key and every rationale."""
    attempt = begin(ada)
    answer(ada, attempt, {1: WRONG})
    margin(ada, attempt, position=1, flag=False, struck=[], note="Why?")
    submit(ada, attempt)
    page = result(ada, attempt)
    first, second = page.items[:2]
    order = form(service, attempt).items[0].order
    assert [one.letter for one in first.options] == ["A", "B", "C", "D"]
    assert [one.chosen for one in first.options] == [one == WRONG for one in order]
    assert [one.keyed for one in first.options] == [one == RIGHT for one in order]
    assert all(one.rationale for one in first.options)
    assert first.explanation is not None
    assert (first.answered, second.answered) == (True, False)
    assert page.notes == {1: "Why?"}


def test_what_was_carried_says_so(service: Service, ada: Actor) -> None:
    """A retake of missed items shows which answers came from the attempt before."""
    key = publish(service, retake="missed_items")
    take(ada, key, {1: RIGHT})
    page = result(ada, take(ada, key, {2: RIGHT}))
    assert [one.carried for one in page.items] == [True, False, False, False]
    assert [one.right for one in page.items] == [True, True, False, False]


def test_after_a_pass_attempts_are_practice(service: Service, ada: Actor) -> None:
    """The attempt that passed is none, every later one is, and an earlier one is not."""
    key = publish(service)
    attempts = [take(ada, key, {}), take(ada, key, dict.fromkeys(range(1, 5), RIGHT))]
    attempts.append(take(ada, key, {}))
    assert [result(ada, one).practice for one in attempts] == [False, False, True]


def test_who_wrote_it_earns_no_credit(service: Service, ada: Actor, ben: Actor) -> None:
    """An author may take it and see the feedback; another physician earns credit."""
    key = publish(service, in_control=("BEN@example.edu",))
    everything = dict.fromkeys(range(1, 5), RIGHT)
    own, others = result(ben, take(ben, key, everything)), result(ada, take(ada, key, everything))
    assert (own.passed, own.earns_credit) == (True, False)
    assert (others.passed, others.earns_credit) == (True, True)


def test_an_abandoned_attempt_has_its_feedback(ada: Actor, clock: Clock) -> None:
    """It does not count, and everything of it may still be read."""
    attempt = begin(ada, time_limit_minutes=30, overdue="abandon")
    answer(ada, attempt, dict.fromkeys(range(1, 5), RIGHT))
    clock.move(minutes=31)
    settle(ada, attempt)
    page = result(ada, attempt)
    assert (page.counted, page.passed) == (False, False)
    assert page.score.points == 4
    assert len(page.items) == 4


@pytest.mark.parametrize("closed", ["submitted", "timed out"])
def test_what_used_up_no_attempt_teaches_no_key(
    service: Service, ada: Actor, clock: Clock, closed: str
) -> None:
    """An attempt without an answer is free, so its review would be the key for the next one."""
    attempt = start_at(ada, publish(service, attempts_max=1, time_limit_minutes=30))
    if closed == "timed out":
        clock.move(minutes=31)
        settle(ada, attempt)
    else:
        submit(ada, attempt)
    page = result(ada, attempt)
    assert (page.score.points, page.passed) == (Fraction(0), False)
    assert page.items == ()


def test_an_open_attempt_has_no_result(service: Service, ada: Actor) -> None:
    """Nothing of the key is told before submission."""
    attempt = start_at(ada, publish(service))
    with pytest.raises(NotSubmitted):
        result(ada, attempt)


def test_someone_elses_result_is_unknown(service: Service, ada: Actor, dan: Actor) -> None:
    """A foreign id is answered exactly as an unknown one."""
    attempt = take(ada, publish(service), {})
    with pytest.raises(NotFound) as foreign:
        result(dan, attempt)
    with pytest.raises(NotFound) as unknown:
        result(dan, "0" * 32)
    assert str(foreign.value) == str(unknown.value)

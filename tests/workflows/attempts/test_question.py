"""The question page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from screens.parts.card import _data
from tests.editions import an_item, publish
from tests.taking import RIGHT, WRONG, answer, begin, form, start_at, take
from workflows.attempts.margin import margin
from workflows.attempts.question import question
from workflows.attempts.save import save
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

CANARY = "CANARY"  # stands in every rationale, explanation and key point of the tests' items


def test_the_page_shows_the_item_in_this_attempts_order(service: Service, ada: Actor) -> None:
    """Text, options in the order that was drawn, and nothing answered yet."""
    attempt = begin(ada)
    page = question(ada, attempt, 2)
    drawn = form(service, attempt).items[1]
    assert page.item.lead_in == f"What is best in {drawn.item_id.removeprefix('item-')}?"
    assert tuple(one.id for one in page.item.options) == drawn.order
    assert (page.position, page.total, page.done, page.number) == (2, 4, 0, 1)
    assert (page.value, page.confidence, page.seq, page.saved_at) == (None, None, 0, None)


def test_the_page_shows_what_is_saved(ada: Actor, clock: Clock) -> None:
    """After a reload the answer stands with its time, its confidence and the margin."""
    attempt = begin(ada)
    save(ada, attempt, position=1, seen=0, value=WRONG, confidence="fairly", seconds=20)
    margin(ada, attempt, position=1, flag=True, struck=["c", "z"], note=" Look it up. ")
    page = question(ada, attempt, 1)
    assert (page.value, page.confidence, page.seq, page.seconds) == (WRONG, "fairly", 1, 20)
    assert page.saved_at == clock.at
    assert (page.margin.flag, page.margin.struck) == (True, ("c",))
    assert page.margin.note == "Look it up."


def test_one_goes_on_at_the_first_gap(ada: Actor) -> None:
    """Without a place in the address it is the first question without an answer."""
    attempt = begin(ada)
    assert question(ada, attempt).position == 1
    answer(ada, attempt, {1: RIGHT, 3: RIGHT})
    assert question(ada, attempt).position == 2
    answer(ada, attempt, {2: RIGHT})
    assert question(ada, attempt).position == 4


def test_a_cleared_answer_is_a_gap(ada: Actor) -> None:
    """Who took an answer back comes back to that question."""
    attempt = begin(ada)
    answer(ada, attempt, {1: RIGHT, 2: RIGHT})
    save(ada, attempt, position=1, seen=1, value=None)
    assert question(ada, attempt).position == 1
    assert question(ada, attempt).missing == (1, 3, 4)


def test_with_nothing_missing_one_goes_on_at_the_end(ada: Actor) -> None:
    """The last question is where the way to the submission is."""
    attempt = begin(ada)
    answer(ada, attempt, dict.fromkeys(range(1, 5), RIGHT))
    assert question(ada, attempt).position == 4
    assert question(ada, attempt).missing == ()


@pytest.mark.parametrize("wanted", [0, -1, 5, 10**30])
def test_a_place_that_is_not_there_is_where_to_go_on(ada: Actor, wanted: int) -> None:
    """A mistyped address leads on instead of into an error."""
    attempt = begin(ada)
    answer(ada, attempt, {1: RIGHT})
    assert question(ada, attempt, wanted).position == 2


def test_the_navigator_knows_every_question(ada: Actor) -> None:
    """Answered, flagged, and answered without the confidence that is asked for."""
    attempt = begin(ada, confidence="required")
    answer(ada, attempt, {1: RIGHT}, confidence="sure")
    answer(ada, attempt, {2: RIGHT})
    margin(ada, attempt, position=3, flag=True, struck=[], note="")
    places = question(ada, attempt).places
    assert [one.answered for one in places] == [True, True, False, False]
    assert [one.flagged for one in places] == [False, False, True, False]
    assert [one.unsure for one in places] == [False, True, False, False]


def test_nothing_that_teaches_is_there_before_the_answer(ada: Actor) -> None:
    """Neither the page nor what the browser gets of it holds a rationale or a key."""
    for slug, feedback in (("early", "after_each_item"), ("late", "after_submission")):
        attempt = begin(ada, slug=slug, feedback=feedback)
        for position in range(1, 5):
            page = question(ada, attempt, position)
            sent = json.dumps(_data(page))
            assert CANARY not in repr(page) + page.item.model_dump_json() + sent
            assert "correct" not in page.item.model_dump_json() + sent.lower()
            assert page.feedback is None


def test_options_differ_in_nothing_but_id_and_text(ada: Actor) -> None:
    """An option before the answer has two fields, and the keyed one has no third."""
    page = question(ada, begin(ada), 1)
    assert {tuple(one.model_dump()) for one in page.item.options} == {("id", "text")}


def test_feedback_follows_the_answer_where_the_activity_says_so(ada: Actor) -> None:
    """After each item: the key and every rationale of this item, and of no other."""
    attempt = begin(ada, feedback="after_each_item")
    save(ada, attempt, position=1, seen=0, value=WRONG, confidence="sure")
    page = question(ada, attempt, 1)
    assert page.feedback is not None
    assert (page.feedback.right, page.feedback.confidence) == (False, "sure")
    assert [one.keyed for one in page.feedback.options].count(True) == 1
    assert all(one.rationale and CANARY in one.rationale for one in page.feedback.options)
    assert CANARY not in repr(question(ada, attempt, 2))


def test_feedback_waits_for_submission_where_the_activity_says_so(ada: Actor) -> None:
    """An answer that may still be changed is not told whether it is right (pitfall 15)."""
    attempt = begin(ada, feedback="after_submission")
    answer(ada, attempt, dict.fromkeys(range(1, 5), RIGHT))
    for position in range(1, 5):
        assert CANARY not in repr(question(ada, attempt, position))


def test_a_second_attempt_does_not_show_the_feedback_of_the_first(
    service: Service, ada: Actor
) -> None:
    """It is asked again, so it is answered again first."""
    key = publish(service, feedback="after_each_item", retake="same_items")
    take(ada, key, dict.fromkeys(range(1, 5), RIGHT))
    again = start_at(ada, key)
    assert CANARY not in repr([question(ada, again, position) for position in range(1, 5)])


def test_nothing_is_left_to_look_over_once_all_answers_are_final(ada: Actor) -> None:
    """After each item, the last answer leads straight to the result."""
    attempt = begin(ada, feedback="after_each_item", items=(an_item(1),))
    assert not question(ada, attempt).ends_at_once
    answer(ada, attempt, {1: RIGHT})
    assert question(ada, attempt).ends_at_once


def test_the_time_left_is_the_servers(ada: Actor, clock: Clock) -> None:
    """The card counts down from what the server says, never below nothing."""
    attempt = begin(ada, time_limit_minutes=30)
    clock.move(minutes=10)
    assert _data(question(ada, attempt))["remaining"] == 20 * 60
    clock.move(minutes=30)
    late = _data(question(ada, attempt))
    assert (late["remaining"], late["closed"]) == (0, True)


def test_someone_elses_attempt_is_unknown(ada: Actor, dan: Actor) -> None:
    """A foreign id, an unknown one and one that is no id are answered alike."""
    attempt = begin(ada)
    told = []
    for one in (attempt, "0" * 32, "", "\x00", "ä" * 400):
        with pytest.raises(NotFound) as refused:
            question(dan, one)
        told.append(str(refused.value))
    assert len(set(told)) == 1

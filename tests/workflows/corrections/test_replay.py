"""An attempt exactly as its person saw it, and that it was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from storage.connect import writing
from storage.tables import answer as answers
from tests.correcting import REKEY, put_right
from tests.databases import drop_triggers
from tests.editions import publish
from tests.taking import RIGHT, WRONG, form, lines, start_at
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.corrections.replay import replay
from workflows.refusals import NotAllowed, NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def attempt(service: Service, ada: Actor, clock: Clock) -> str:
    """Ada's attempt: the first answer changed after a minute, the others left out."""
    made = start_at(ada, publish(service))
    save(ada, made, position=1, seen=0, value=WRONG, seconds=20, confidence="guess")
    clock.move(minutes=1)
    save(ada, made, position=1, seen=1, value=RIGHT, seconds=10, confidence="sure")
    submit(ada, made)
    return made


def test_it_is_shown_as_it_was_seen(service: Service, cora: Actor, attempt: str) -> None:
    """The order of the options, every answer with letter, time and confidence, the feedback."""
    page = replay(cora, attempt)
    asked = form(service, attempt).items
    assert [one.review.item_id for one in page.positions] == [one.item_id for one in asked]
    first, second = page.positions[0].given
    letter = {one: chr(65 + at) for at, one in enumerate(asked[0].order)}
    assert (first.words, second.words) == (letter[WRONG], letter[RIGHT])
    assert (first.seconds, first.confidence, second.confidence) == (20, "guess", "sure")
    assert (second.at - first.at).total_seconds() == 60
    texts = [option.text for option in page.positions[0].review.options]
    number = asked[0].item_id.removeprefix("item-")
    assert texts == [f"Text {one} of {number}" for one in asked[0].order]
    assert page.positions[1].given == ()
    assert page.sealed is True


def test_a_later_correction_is_not_in_what_was_seen(
    service: Service, cora: Actor, attempt: str, clock: Clock
) -> None:
    """The feedback is that of then; both results stand there, with what they were marked by."""
    del service
    clock.move(minutes=1)
    put_right(cora, REKEY)
    page = replay(cora, attempt)
    shown = next(one.review for one in page.positions if one.review.item_id == "item-1")
    assert [option.text for option in shown.options if option.keyed] == ["Text a of 1"]
    assert shown.corrections == ()
    assert [one.corrections for one in page.results] == [(), ("item-1.1:1",)]


def test_feedback_with_each_answer_is_that_of_its_moment(
    service: Service, ada: Actor, cora: Actor, clock: Clock
) -> None:
    """Answered before the correction, submitted after it."""
    made = start_at(ada, publish(service, slug="each", feedback="after_each_item"))
    at = next(at for at, one in enumerate(form(service, made).items, 1) if one.item_id == "item-1")
    save(ada, made, position=at, seen=0, value=RIGHT)
    clock.move(minutes=1)
    put_right(cora, REKEY)
    clock.move(minutes=1)
    submit(ada, made)
    page = replay(cora, made)
    assert page.positions[at - 1].review.right
    assert page.positions[at - 1].review.corrections == ()
    assert [one.corrections for one in page.results] == [("item-1.1:1",)]


def test_opening_it_is_logged(service: Service, cora: Actor, attempt: str) -> None:
    """Each time: who, and whose."""
    replay(cora, attempt)
    replay(cora, attempt)
    found = lines(service, "attempt.replay")
    assert [(one.actor, one.on) for one in found] == [(cora.public_id, f"attempt:{attempt}")] * 2


def test_a_changed_answer_is_told(service: Service, cora: Actor, attempt: str) -> None:
    """The log holds the digest of what was submitted."""
    with writing(service.engine) as connection:
        drop_triggers(connection, "answer")
        connection.execute(update(answers).values(seconds=1))
    assert replay(cora, attempt).sealed is False


def test_an_open_attempt_is_not_sealed_yet(service: Service, ada: Actor, cora: Actor) -> None:
    """There is nothing to prove."""
    assert replay(cora, start_at(ada, publish(service))).sealed is None


def test_nobody_else_replays(ada: Actor, cora: Actor, attempt: str) -> None:
    """Not even whose attempt it is, and nothing that is not there."""
    with pytest.raises(NotAllowed):
        replay(ada, attempt)
    with pytest.raises(NotFound):
        replay(cora, "0" * 32)

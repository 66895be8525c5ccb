from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.editions import front_digest, publish
from workflows.attempts.save import save
from workflows.attempts.start import start
from workflows.content.catalogue import catalogue
from workflows.content.five import chosen, five_now

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.catalogue import Card
    from workflows.service import Service


@pytest.fixture
def service(sqlite_service: Service) -> Service:
    """The service on SQLite: nothing here depends on the database."""
    return sqlite_service


def begun(service: Service, ada: Actor, slug: str, answered: int = 0) -> Card:
    """Publish an activity of four questions, begin it, and answer the first ones."""
    key = publish(service, slug=slug)
    attempt = start(ada, key, front_digest(service, key))
    for position in range(1, answered + 1):
        save(ada, attempt, position=position, seen=0, value="a", seconds=30)
    return next(one for one in catalogue(ada) if one.key == key)


def test_what_is_about_the_topic_is_found(service: Service, ada: Actor) -> None:
    """By the words of a specialty, an objective or the title, in whatever case."""
    key = publish(service)
    for topic in ("Internal Medicine", "small", ""):
        found = five_now(ada, topic).card
        assert found is not None
        assert found.key == key


def test_what_nothing_is_about_has_choices(service: Service, ada: Actor) -> None:
    """The specialties of what has a question left."""
    publish(service)
    found = five_now(ada, "podiatry")
    assert (found.card, found.others) == (None, ("internal-medicine",))


def test_what_is_in_progress_comes_first(service: Service, ada: Actor) -> None:
    """Although another expires earlier."""
    open_one = begun(service, ada, "begun")
    fresh = replace(
        open_one, key="fresh", own=replace(open_one.own, open=None, state="not_started")
    )
    sooner = replace(fresh, expires=fresh.released)
    assert chosen([sooner, open_one], "").card == open_one


@pytest.mark.parametrize("state", ["begun", "fresh"])
def test_what_expires_first_comes_first(service: Service, ada: Actor, state: str) -> None:
    """Of those in progress, and of those that are not."""
    begun(service, ada, "one")
    publish(service, slug="two")
    cards = [one for one in catalogue(ada) if (one.own.open is not None) == (state == "begun")]
    (card,) = cards
    sooner = replace(card, key="sooner", expires=card.released)
    assert chosen([card, sooner], "").card == sooner


def test_an_attempt_without_a_question_left_is_left_out(service: Service, ada: Actor) -> None:
    """Nor is another begun beside it."""
    begun(service, ada, "answered", answered=4)
    assert five_now(ada, "") == five_now(ada, "small")
    assert five_now(ada, "").card is None


def test_what_has_a_time_limit_is_not_begun(service: Service, ada: Actor) -> None:
    """Whoever stops after five would lose the rest; one that runs is gone on with."""
    key = publish(service, time_limit_minutes=60)
    found = five_now(ada, "small")
    assert found.card is None
    assert found.in_one_go is not None
    assert found.in_one_go.key == key
    start(ada, key, front_digest(service, key))
    assert five_now(ada, "").card is not None


@pytest.mark.parametrize("change", [{"is_open": False}, {"timed": True}])
def test_what_cannot_be_begun_is_left_out(
    service: Service, ada: Actor, change: dict[str, Any]
) -> None:
    """What opens later, is stopped, or has a time limit."""
    publish(service)
    (card,) = catalogue(ada)
    assert chosen([replace(card, **change)], "").card is None


def test_what_was_passed_is_left_out(service: Service, ada: Actor) -> None:
    """Practice is begun from its own page."""
    publish(service)
    (card,) = catalogue(ada)
    passed = replace(card, own=replace(card.own, state="claimed"))
    assert chosen([passed], "").card is None

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.editions import front_digest, publish
from workflows.attempts.start import start
from workflows.content.catalogue import catalogue
from workflows.content.suggestions import suggested, suggestions

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_what_was_begun_is_not_suggested(service: Service, ada: Actor) -> None:
    """Only what the person has not touched."""
    fresh, begun = publish(service, slug="fresh"), publish(service, slug="begun")
    start(ada, begun, front_digest(service, begun))
    assert [one.key for one in suggestions(ada)] == [fresh]


def test_what_opens_later_is_not_suggested(service: Service, ada: Actor, clock: Clock) -> None:
    """Only what can be started today."""
    publish(service)
    clock.move(days=-60)
    assert suggestions(ada) == ()


def test_what_one_wrote_oneself_is_not_suggested(service: Service, ben: Actor) -> None:
    """There is no credit in it; the catalogue still holds it."""
    key = publish(service)
    assert [one.key for one in catalogue(ben)] == [key]
    assert suggestions(ben) == ()


def test_the_own_specialty_comes_first(service: Service, ada: Actor) -> None:
    """However the profile spells it; the rest keeps its order, and three are enough."""
    publish(service)
    (card,) = catalogue(ada)
    others = [replace(card, key=one, specialties=("pediatrics",)) for one in "abc"]
    order = suggested([*others, card], "Internal medicine")
    assert [one.key for one in order] == [card.key, "a", "b"]

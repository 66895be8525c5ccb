"""The questions of a week: five of what is due, siblings first, and nothing that piles up."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from storage.connect import reading
from storage.tables import item as items_table
from tests.committing import ON_SQLITE, later
from tests.correcting import DROP, put_right
from tests.editions import an_item, publish, publish_again, some_items
from tests.people import signed_in
from tests.recalling import answered, dealt, rows, wished
from tests.taking import count
from tests.together import together
from workflows.content.halt import halt
from workflows.content.home import home
from workflows.recall.deal import deal
from workflows.recall.week import question, week

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

SEVEN = tuple(f"item-{one}" for one in range(1, 8))


def asked_items(service: Service) -> list[str]:
    """Return the item behind each question that was asked, in the order of the key."""
    with reading(service.engine) as connection:
        known = {row.digest: row.item_id for row in connection.execute(items_table.select())}
    return [known[row.digest] for row in rows(service) if row.state == "asked"]


def test_a_week_asks_what_is_due(service: Service, ada: Actor, clock: Clock) -> None:
    """With the options in another order, and without a key before the answer."""
    wished(ada, publish(service), "item-2")
    assert home(ada).returning == 0
    ada = later(service, clock, days=7)
    assert home(ada).returning == 1
    now = dealt(ada)
    assert (len(now.asked), now.open, now.until) == (1, 1, date(2026, 12, 13))
    joined, asked = rows(service)
    assert sorted(json.loads(asked.item_order)) == list("abcd")
    assert asked.item_order != joined.item_order
    one = question(ada, now.name, 1)
    assert one.page.feedback is None
    assert "CANARY" not in repr(one.page.item)
    assert home(ada).returning == 1


@ON_SQLITE
def test_never_more_than_five_and_never_a_pile(service: Service, ada: Actor, clock: Clock) -> None:
    """Seven are due: five this week; after a week without an answer the other two, not seven."""
    wished(ada, publish(service, items=some_items(7), passing_percent="0"), *SEVEN)
    ada = later(service, clock, days=7)
    assert home(ada).returning == 5
    assert len(dealt(ada).asked) == 5
    assert len(dealt(ada).asked) == 5
    ada = later(service, clock, days=7)
    assert home(ada).returning == 2
    assert len(dealt(ada).asked) == 2
    ada = later(service, clock, days=21)  # four weeks after the first five
    assert len(dealt(ada).asked) == 5
    ada = later(service, clock, days=250)
    assert len(dealt(ada).asked) == 5


def test_two_windows_at_once_ask_once(service: Service, ada: Actor, clock: Clock) -> None:
    """The week is the person's, however often it is opened."""
    wished(ada, publish(service, items=some_items(7), passing_percent="0"), *SEVEN)
    ada = later(service, clock, days=7)
    assert together(*[lambda: deal(ada, ada.public_id)] * 3) == [5, 5, 5]
    assert count(service, "recall") == 7 + 5


@ON_SQLITE
def test_what_becomes_due_within_the_week_is_added(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """At the end: what stands there stays where it is."""
    wished(ada, publish(service), "item-2")
    ada = later(service, clock, days=1)
    wished(ada, publish(service, slug="b", items=(an_item(9),), passing_percent="0"), "item-9")
    ada = later(service, clock, days=6)  # Tuesday
    assert [one.item_id for one in dealt(ada).asked] == ["item-2"]
    answered(ada)
    clock.move(days=1)
    ada = signed_in(service, "ada")
    now = dealt(ada)
    assert [(one.item_id, one.done) for one in now.asked] == [("item-2", True), ("item-9", False)]


@ON_SQLITE
def test_a_sibling_comes_first(service: Service, ada: Actor, clock: Clock) -> None:
    """One that was not seen; then the same question again."""
    family = (*some_items(2), an_item(8))
    key = publish(service, items=some_items(2))
    wished(ada, key, "item-2")
    publish_again(service, key, items=family, variants={"item-8": "item-2"})
    for _ in range(2):
        ada = later(service, clock, days=28)
        dealt(ada)
        answered(ada, value="b")
    assert asked_items(service) == ["item-8", "item-2"]


@ON_SQLITE
def test_a_sibling_that_may_still_count_is_not_given_away(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """Of a newer period that she has not completed, she is asked what she knows."""
    wished(ada, publish(service, items=some_items(2)), "item-2")
    family = (*some_items(2), an_item(8))
    newer = publish(service, year=2027, items=some_items(2))
    publish_again(service, newer, items=family, variants={"item-8": "item-2"})
    ada = later(service, clock, days=345)
    dealt(ada)
    assert asked_items(service) == ["item-2"]


@ON_SQLITE
def test_what_was_retired_waits(service: Service, ada: Actor, clock: Clock) -> None:
    """It makes room for the next, and returns if it comes back."""
    key = publish(service, items=some_items(3), passing_percent="0")
    wished(ada, key, "item-1", "item-2")
    publish_again(service, key, items=some_items(3)[1:])
    ada = later(service, clock, days=7)
    assert [one.item_id for one in dealt(ada).asked] == ["item-2"]
    assert home(ada).returning == 1
    publish_again(service, key, items=some_items(3), summary="It is back.")
    ada = later(service, clock, days=28)
    assert "item-1" in [one.item_id for one in dealt(ada).asked]


@ON_SQLITE
def test_nothing_is_asked_of_what_is_stopped_over_or_dropped(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """A paused activity, one that expired, and a question that is marked no more."""
    halted = publish(service, slug="halted", items=(an_item(5),), passing_percent="0")
    wished(ada, publish(service), "item-1")
    wished(ada, halted, "item-5")
    ada, cora = later(service, clock, days=7), signed_in(service, "cora")
    put_right(cora, DROP)
    halt(cora, halted, "paused", "We look at it.", 0)
    assert dealt(ada).asked == ()
    halt(cora, halted, "open", "We looked.", 1)
    ada = later(service, clock, days=28)
    assert [one.item_id for one in dealt(ada).asked] == ["item-5"]
    ada = later(service, clock, days=400)
    assert dealt(ada).asked == ()


@ON_SQLITE
def test_what_is_stopped_within_its_week_is_not_asked(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """The page says so."""
    key = publish(service)
    wished(ada, key, "item-1")
    ada = later(service, clock, days=7)
    dealt(ada)
    halt(signed_in(service, "cora"), key, "withdrawn", "It is wrong.", 0)
    (one,) = week(ada).asked
    assert (one.done, one.stopped) == (True, True)

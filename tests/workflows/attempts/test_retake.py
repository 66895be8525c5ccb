"""The form of a further attempt."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.editions import an_item, publish, publish_again, some_items
from tests.taking import (
    RIGHT,
    WRONG,
    answer,
    form,
    result_row,
    start_at,
    take,
)
from workflows.attempts.question import question
from workflows.attempts.refusals import NoSuchQuestion
from workflows.attempts.result import result
from workflows.attempts.save import save
from workflows.attempts.settle import submit

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

TWO_RIGHT = {1: RIGHT, 2: WRONG, 3: RIGHT, 4: WRONG}


def ids(service: Service, attempt: str) -> list[str]:
    """Return the ids of an attempt's items in order."""
    return [one.item_id for one in form(service, attempt).items]


def test_the_same_items_come_with_their_options_shuffled(service: Service, ada: Actor) -> None:
    """The letters of the last time are of no use."""
    key = publish(service, retake="same_items")
    first, second = take(ada, key, TWO_RIGHT), take(ada, key, TWO_RIGHT)
    before, after = form(service, first).items, form(service, second).items
    assert [one.digest for one in before] == [one.digest for one in after]
    assert [one.order for one in before] != [one.order for one in after]
    assert all(one.carried is None for one in after)


def test_a_written_order_is_kept(service: Service, ada: Actor) -> None:
    """Numbers and stages stand as the author wrote them, each time."""
    key = publish(service, items=some_items(2, shuffle=False), retake="same_items")
    for attempt in (take(ada, key, {}), take(ada, key, {})):
        assert all(one.order == ("a", "b", "c", "d") for one in form(service, attempt).items)


def test_missed_items_come_again_and_the_others_are_carried(service: Service, ada: Actor) -> None:
    """What earned the full mark stands as it was seen, with its answer; the rest is asked anew."""
    key = publish(service, retake="missed_items", passing_percent="75")
    first = take(ada, key, TWO_RIGHT)
    second = start_at(ada, key)
    before, after = form(service, first).items, form(service, second).items
    assert [one.item_id for one in before] == [one.item_id for one in after]
    assert [one.carried for one in after] == [RIGHT, None, RIGHT, None]
    assert [after[at].order for at in (0, 2)] == [before[at].order for at in (0, 2)]


def test_what_is_carried_cannot_be_answered(service: Service, ada: Actor) -> None:
    """It is shown with its feedback, and read only."""
    key = publish(service, retake="missed_items")
    take(ada, key, TWO_RIGHT)
    second = start_at(ada, key)
    with pytest.raises(NoSuchQuestion):
        save(ada, second, position=1, seen=0, value=WRONG)
    page = question(ada, second, 1)
    assert page.value == RIGHT
    assert page.feedback is not None
    assert page.feedback.carried
    assert question(ada, second, 2).feedback is None


def test_the_score_is_over_the_whole_form(service: Service, ada: Actor) -> None:
    """Two carried and one more right are three of four."""
    key = publish(service, retake="missed_items", passing_percent="75")
    take(ada, key, TWO_RIGHT)
    second = start_at(ada, key)
    answer(ada, second, {2: RIGHT, 4: WRONG})
    submit(ada, second)
    row = result_row(service, second)
    assert row is not None
    assert (Fraction(row.num, row.den), row.passed) == (Fraction(3, 4), True)


def test_what_was_carried_is_carried_on(service: Service, ada: Actor) -> None:
    """A third attempt still holds what the first got right."""
    key = publish(service, retake="missed_items", passing_percent="100")
    take(ada, key, {1: RIGHT})
    take(ada, key, {2: RIGHT})
    third = start_at(ada, key)
    assert [one.carried for one in form(service, third).items] == [RIGHT, RIGHT, None, None]


def test_practice_after_a_perfect_form_asks_all_again(service: Service, ada: Actor) -> None:
    """Where nothing was missed, an attempt with nothing to answer would be no practice."""
    key = publish(service, retake="missed_items")
    take(ada, key, dict.fromkeys(range(1, 5), RIGHT))
    again = form(service, start_at(ada, key)).items
    assert [one.carried for one in again] == [None] * 4


def test_a_new_draw_takes_what_was_not_seen_first(service: Service, ada: Actor) -> None:
    """Two of five, then two others, then the fifth and one again."""
    key = publish(service, items=some_items(5), draw=2, retake="new_draw")
    drawn = [set(ids(service, take(ada, key, {1: WRONG}))) for _ in range(3)]
    assert [len(one) for one in drawn] == [2, 2, 2]
    assert drawn[0].isdisjoint(drawn[1])
    assert drawn[0] | drawn[1] | drawn[2] == {f"item-{number}" for number in range(1, 6)}


@pytest.mark.parametrize("retake", ["same_items", "missed_items"])
def test_a_new_edition_means_a_new_draw(service: Service, ada: Actor, retake: str) -> None:
    """What was answered before may have changed: nothing is carried into another edition.

    This is pitfall 6.
    """
    key = publish(service, retake=retake)
    take(ada, key, TWO_RIGHT)
    changed = tuple(an_item(number, stem=f"Another vignette {number}.") for number in range(1, 5))
    publish_again(service, key, items=changed)
    second = start_at(ada, key)
    assert [one.carried for one in form(service, second).items] == [None] * 4
    shown = {question(ada, second, position).item.stem for position in range(1, 5)}
    assert shown == {f"Another vignette {number}." for number in range(1, 5)}


def test_an_old_attempt_shows_the_edition_it_was_taken_in(service: Service, ada: Actor) -> None:
    """Neither an open attempt nor a result changes when an edition follows."""
    key = publish(service)
    done = take(ada, key, TWO_RIGHT)
    running = start_at(ada, key)
    before = result(ada, done), question(ada, running, 1)
    publish_again(service, key, items=some_items(4, stem="Other."), summary="Other.")
    assert (result(ada, done), question(ada, running, 1)) == before

"""One question of one's own, and how others answered it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.amending import account
from tests.correcting import REKEY, put_right
from tests.editions import an_item, publish, publish_again, some_items
from tests.people import signed_in
from tests.quizzes.kinds import CLUSTER, NUMERIC
from tests.taking import RIGHT, WRONG, answer, begin, form, start_at, take, take_items
from tests.workflows.attempts.test_types import kept
from tests.workflows.reports.test_statistics import learners
from workflows.attempts.margin import margin
from workflows.attempts.result import NotSubmitted, result
from workflows.attempts.settle import submit
from workflows.learning.one import one
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.learning.peers import Peers
    from workflows.service import Service


def test_it_is_reviewed_as_in_the_result(sqlite_service: Service) -> None:
    """The same words, letters and keys, and the own note."""
    ada = signed_in(sqlite_service, "ada")
    attempt = begin(ada)
    answer(ada, attempt, {1: WRONG, 2: RIGHT})
    margin(ada, attempt, position=1, flag=False, struck=[], note="Why?")
    submit(ada, attempt)
    page = one(ada, attempt, 1)
    assert page.review == result(ada, attempt).items[0]
    assert (page.note, page.number, page.title) == ("Why?", 1, "A small self-assessment")
    assert one(ada, attempt, 2).note is None


def test_what_the_result_does_not_show_is_not_shown(sqlite_service: Service) -> None:
    """Not of an open attempt, nor of one without an answer, nor beyond the last question."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service, attempts_max=9)
    free = take(ada, key, {})
    open_ = start_at(ada, key)
    answer(ada, open_, {1: WRONG})
    with pytest.raises(NotSubmitted):
        one(ada, open_, 1)
    with pytest.raises(NotFound):
        one(ada, free, 1)
    submit(ada, open_)
    with pytest.raises(NotFound):
        one(ada, open_, 5)


def test_nobody_opens_anothers(sqlite_service: Service) -> None:
    """A foreign attempt is an unknown one."""
    ada = signed_in(sqlite_service, "ada")
    dan = signed_in(sqlite_service, "dan")
    attempt = take(ada, publish(sqlite_service), {1: WRONG})
    with pytest.raises(NotFound):
        one(dan, attempt, 1)


def chosen(peers: Peers | None, order: tuple[str, ...]) -> dict[str, int | None]:
    """Return what was chosen by option id, "" for what was left open."""
    assert peers is not None
    return {
        order[ord(letter) - ord("A")] if letter else "": people for letter, people in peers.chosen
    }


def test_others_are_shown_from_five_on(sqlite_service: Service) -> None:
    """Other people's first attempts alone, in the letters of this attempt, in every edition."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service)
    attempt = take_items(ada, key, {"item-1": WRONG})
    at = [each.item_id for each in form(sqlite_service, attempt).items].index("item-1") + 1
    for number, person in enumerate(learners(sqlite_service, 11), start=1):
        if number == 5:
            assert one(ada, attempt, at).peers is None
            publish_again(sqlite_service, key, summary="Another summary.")
        take_items(person, key, {"item-1": RIGHT if number <= 6 else WRONG})
        take_items(person, key, {"item-1": RIGHT})
    found = one(ada, attempt, at).peers
    order = form(sqlite_service, attempt).items[at - 1].order
    assert chosen(found, order) == {"a": 6, "b": 5, "c": 0, "d": 0, "": 0}
    assert found is not None
    assert (found.n, found.right, found.rest) == (11, 6, 0)


def test_authors_read_of_it_in_their_figures(sqlite_service: Service) -> None:
    """Two tables that leave out few by two rules would give them away together."""
    key = publish(sqlite_service)
    for person in learners(sqlite_service, 5):
        take(person, key, {1: RIGHT})
    ben, dan = (signed_in(sqlite_service, who) for who in ("ben", "dan"))
    found = one(ben, take(ben, key, {1: RIGHT}), 1)
    assert (found.peers, found.in_figures) == (None, True)
    found = one(dan, take(dan, key, {1: RIGHT}), 1)
    assert (found.peers is None, found.in_figures) == (False, False)


def test_few_are_told_together_or_not_at_all(service: Service, ada: Actor, cora: Actor) -> None:
    """By the key in force; who left it open is among them."""
    key = publish(service)
    attempt = take_items(ada, key, {"item-1": WRONG})
    at = [each.item_id for each in form(service, attempt).items].index("item-1") + 1
    picks = ["a"] * 6 + ["b"] * 3 + ["c"] * 2
    for person, pick in zip(learners(service, 12), [*picks, None], strict=True):
        take_items(person, key, {"item-1": pick} if pick else {"item-2": RIGHT})
    order = form(service, attempt).items[at - 1].order
    found = one(ada, attempt, at).peers
    assert chosen(found, order) == {"a": 6, "b": None, "c": None, "d": None, "": None}
    assert found is not None
    assert (found.n, found.right, found.rest) == (12, 6, 6)
    put_right(cora, REKEY)
    found = one(ada, attempt, at).peers
    assert found is not None
    assert (found.n, found.right) == (12, None)


def test_what_has_no_options_tells_how_many_were_right(service: Service, ada: Actor) -> None:
    """Each text that was typed is marked; a part of the mark is not right."""
    cluster = kept(CLUSTER.replace("id: three", "id: four"))
    key = publish(service, items=(an_item(1), kept(NUMERIC), cluster, an_item(2)))
    partly, fully = {"s1": "true", "s2": "true"}, {"s1": "true", "s2": "false"}
    attempt = take_items(ada, key, {"three": "144 mg", "four": partly})
    order = [each.item_id for each in form(service, attempt).items]
    for number, person in enumerate(learners(service, 10)):
        dose = ("180 mg", "0.18 g")[number % 2] if number < 5 else "144 mg"
        marks = fully if number < 6 else partly
        take_items(person, key, {"three": dose, "four": marks, "item-1": RIGHT})
    three, four = (one(ada, attempt, order.index(each) + 1).peers for each in ("three", "four"))
    assert three is not None
    assert (three.n, three.right, three.chosen) == (10, 5, ())
    assert four is not None
    assert (four.n, four.right) == (10, None)  # six were right, and so four were not


def test_each_time_it_was_asked(sqlite_service: Service, clock: Clock) -> None:
    """The first one first, in whichever activity."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service, items=some_items(1), confidence="optional")
    first = start_at(ada, key)
    answer(ada, first, {1: WRONG}, confidence="sure")
    submit(ada, first)
    clock.move(minutes=60 * 24)
    ada = signed_in(sqlite_service, "ada")
    second = take(ada, publish(sqlite_service, slug="again", items=some_items(1)), {1: RIGHT})
    times = one(ada, first, 1).times
    assert [(each.attempt, each.mark, each.confidence) for each in times] == [
        (first, Fraction(0), "sure"), (second, Fraction(1), None),
    ]  # fmt: skip
    assert times[0].asked_on < times[1].asked_on


def test_colleagues_see_no_own_answer_in_theirs(sqlite_service: Service) -> None:
    """Whoever asks is not among the others, in whichever attempt of theirs it is."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service, items=some_items(1))
    people = [account(sqlite_service, f"p{number}@example.edu", "P") for number in range(5)]
    attempts = [take(person, key, {1: RIGHT}) for person in people]
    mine = take(ada, key, {1: RIGHT})
    for person, attempt in ((ada, mine), (people[0], attempts[0])):
        found = one(person, attempt, 1).peers
        assert found is not None
        assert (found.n, found.right) == (5, 5)

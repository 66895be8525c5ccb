"""Learning from first to last attempt, of those who came back."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.editions import publish, publish_again
from tests.people import signed_in
from tests.taking import RIGHT, WRONG, take_items
from tests.workflows.reports.test_statistics import learners
from workflows.refusals import NotFound
from workflows.reports.learning import export, learning

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

ITEMS = ("item-1", "item-2", "item-3", "item-4")  # the odd ones are of objective 2
NOTHING = dict.fromkeys(ITEMS, WRONG)
HALF = {**NOTHING, "item-1": RIGHT, "item-3": RIGHT}
EVERYTHING = dict.fromkeys(ITEMS, RIGHT)


def test_the_gain_by_objective_of_those_who_came_back(service: Service, cora: Actor) -> None:
    """First and last of three attempts; who took it once is not among them."""
    key = publish(service)
    one, two = learners(service, 2)
    for answers in (NOTHING, EVERYTHING, HALF):
        take_items(one, key, answers)
    take_items(two, key, NOTHING)
    page = learning(cora, key)
    assert page.people == 1
    assert [(each.objective, each.n, each.first, each.last) for each in page.gains] == [
        ("OBJ-1", 1, 0.0, 0.0),
        ("OBJ-2", 1, 0.0, 1.0),
    ]


def test_attempts_at_two_editions_are_compared(service: Service, cora: Actor) -> None:
    """Each is marked by the sheet of its own edition."""
    key = publish(service)
    one, two = learners(service, 2)
    take_items(one, key, NOTHING)
    take_items(two, key, EVERYTHING)
    publish_again(service, key, summary="Another summary.")
    take_items(one, key, EVERYTHING)
    take_items(two, key, EVERYTHING)
    assert [(each.n, each.first, each.last, each.gain) for each in learning(cora, key).gains] == [
        (2, 0.5, 1.0, 0.5),
        (2, 0.5, 1.0, 0.5),
    ]


def test_who_wrote_it_is_not_counted(service: Service, cora: Actor) -> None:
    """Their first attempt is in no statistics either."""
    key = publish(service)
    ben = signed_in(service, "ben")
    take_items(ben, key, NOTHING)
    take_items(ben, key, EVERYTHING)
    assert (learning(cora, key).people, learning(cora, key).gains) == (0, ())


def test_authors_see_it_where_five_did_well_and_five_did_not(
    service: Service, ben: Actor, cora: Actor
) -> None:
    """Of four they could tell whose it is, and of nine who the four are that did not."""
    key = publish(service)
    for at, one in enumerate(learners(service, 10)):
        if at == 4:
            assert (learning(ben, key).people, learning(ben, key).gains) == (0, ())
            assert learning(cora, key).people == 4
        if at == 9:
            assert (learning(ben, key).people, learning(ben, key).gains) == (9, ())
        take_items(one, key, NOTHING if at < 5 else EVERYTHING)
        take_items(one, key, EVERYTHING if at < 5 else NOTHING)
    assert [each.n for each in learning(ben, key).gains] == [10, 10]


def test_what_is_none_of_theirs_is_not_found(service: Service, ben: Actor) -> None:
    """As if it did not exist."""
    with pytest.raises(NotFound):
        learning(ben, publish(service, in_control=("voss@example.edu",)))


def test_it_is_a_table(service: Service, cora: Actor) -> None:
    """A line an objective, with the number of people."""
    key = publish(service)
    one = learners(service, 1)[0]
    take_items(one, key, NOTHING)
    take_items(one, key, HALF)
    rows = list(csv.DictReader(StringIO(export(cora, key))))
    assert [(row["objective"], row["repeaters"], row["gain"]) for row in rows] == [
        ("OBJ-1", "1", "0.000000"),
        ("OBJ-2", "1", "1.000000"),
    ]

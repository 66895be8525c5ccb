"""Figures of an edition's questions, for staff and for authors."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.correcting import DROP, REKEY, put_right
from tests.editions import publish, publish_again
from tests.people import signed_in
from tests.taking import RIGHT, WRONG, take, take_items
from workflows.people import session
from workflows.people.enrol import enrol
from workflows.people.profile import Profile
from workflows.refusals import NotAllowed, NotFound
from workflows.reports.statistics import (
    choices,
    export,
    export_curves,
    export_scores,
    statistics,
)

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


def learners(service: Service, count: int) -> list[Actor]:
    """Enrol and sign in so many learners."""
    made = []
    for at in range(count):
        email = f"learner-{at}@example.edu"
        profile = Profile(legal_name=f"Learner {at}", degree="MD")
        enrol(session.system(service), "test", email, profile, ["learner"])
        token = session.sign_in(service, "test", email)
        made.append(session.enter(service, session.digest_of(token)))
    return made


def test_staff_see_every_question_of_first_attempts(service: Service, cora: Actor) -> None:
    """A second attempt changes nothing."""
    key = publish(service)
    one, two = learners(service, 2)
    take(one, key, dict.fromkeys(range(1, 5), RIGHT))
    take(two, key, dict.fromkeys(range(1, 5), WRONG))
    take(two, key, dict.fromkeys(range(1, 5), RIGHT))
    page = statistics(cora, key)
    assert (page.whole.n, page.whole.mean, page.number) == (2, 2.0, 1)
    assert [item.figures.facility for item in page.items] == [0.5] * 4
    assert [item.flags for item in page.items] == [("too_few",)] * 4
    low, high = page.items[0].interval or (0, 0)
    assert low < 0.5 < high


def test_a_corrected_key_is_the_key_of_the_figures(service: Service, cora: Actor) -> None:
    """Who chose it was right, and the option stands there as the key; a drop changes nothing."""
    key = publish(service, slug="corrected")
    take(learners(service, 1)[0], key, dict.fromkeys(range(1, 5), WRONG))
    put_right(cora, REKEY)
    put_right(cora, DROP, item="item-2.1")
    found = {one.item: one.figures for one in statistics(cora, key).items}
    assert [found[f"item-{at}"].facility for at in (1, 2)] == [1.0, 0.0]
    assert [one.option for one in found["item-1"].options if one.key] == ["b"]


def test_an_edition_has_figures_of_its_own(service: Service, cora: Actor) -> None:
    """The newest is shown unless another is named."""
    key = publish(service)
    one, two = learners(service, 2)
    take(one, key, {1: RIGHT})
    publish_again(service, key, summary="Another summary.")
    take(two, key, {1: RIGHT, 2: RIGHT})
    assert [statistics(cora, key, at).whole.mean for at in (None, 1, 2)] == [2.0, 1.0, 2.0]
    with pytest.raises(NotFound):
        statistics(cora, key, 3)


def test_authors_see_their_own_from_five_people_on(service: Service, ben: Actor) -> None:
    """Of fewer they could tell whose answers they are."""
    key = publish(service, in_control=("ben@example.edu",))
    people = learners(service, 5)
    for one in people[:4]:
        take(one, key, {1: RIGHT})
    page = statistics(ben, key)
    assert (page.hidden, page.items) == (True, ())
    take(people[4], key, {1: RIGHT})
    assert len(statistics(ben, key).items) == 4


def test_authors_see_no_others(service: Service, ben: Actor) -> None:
    """What somebody else wrote is not there for them."""
    key = publish(service, in_control=("voss@example.edu",))
    assert choices(ben) == ()
    with pytest.raises(NotFound):
        statistics(ben, key)


def test_learners_see_nothing(service: Service, ada: Actor) -> None:
    """The figures belong to those who look after the questions."""
    with pytest.raises(NotAllowed):
        statistics(ada, publish(service))


def test_the_table_has_a_line_for_each_question(service: Service) -> None:
    """What is not defined is empty."""
    key = publish(service)
    take(learners(service, 1)[0], key, {1: RIGHT})
    rows = list(csv.DictReader(StringIO(export(signed_in(service, "cora"), key))))
    assert [row["n"] for row in rows] == ["1"] * 4
    assert {row["r_item_rest"] for row in rows} == {""}


def test_authors_see_no_cell_of_fewer_than_five(service: Service, ben: Actor, cora: Actor) -> None:
    """Not which option three people chose, nor the next one that with the sum would tell it."""
    key = publish(service, in_control=("ben@example.edu",))
    for at, one in enumerate(learners(service, 14)):
        take_items(one, key, {"item-1": "a" if at < 6 else "b" if at < 11 else "c"})
    theirs, all_ = ({one.item: one for one in statistics(who, key).items} for who in (ben, cora))
    counts = {one.option: one.n for one in all_["item-1"].figures.options}
    assert counts == {"a": 6, "b": 5, "c": 3, "d": 0}
    assert {one.option: one.n for one in theirs["item-1"].figures.options} == {"a": 6, "d": 0}
    assert theirs["item-1"].few == ("b", "c")
    assert "item-1,1,c" not in export_curves(ben, key)


def test_authors_find_no_small_cell_by_the_facility(service: Service, ben: Actor) -> None:
    """It tells how many chose the key: a second wrong option is hidden beside one of three."""
    key = publish(service, in_control=("ben@example.edu",))
    for at, one in enumerate(learners(service, 14)):
        take_items(
            one,
            key,
            {
                "item-1": "a" if at < 5 else "b" if at < 11 else "c",
                "item-2": "a" if at < 11 else "c",
            },
        )
    theirs = {one.item: one for one in statistics(ben, key).items}
    assert {one.option: one.n for one in theirs["item-1"].figures.options} == {"a": 5, "d": 0}
    # Three were wrong in all: neither how hard it was nor which option they chose is told.
    few = theirs["item-2"]
    assert (few.few_of, few.figures.facility, few.figures.options) == ("wrong", None, ())
    assert few.omitted is None


def test_authors_find_no_small_cell_by_who_passed(service: Service, ben: Actor) -> None:
    """How many passed is the sum of the scores above; where it is of few, it is not told."""
    key = publish(service, in_control=("ben@example.edu",))
    people = learners(service, 18)
    for at, one in enumerate(people[:15]):
        right = 0 if at < 5 else 1 if at < 7 else 3
        take(one, key, dict.fromkeys(range(1, right + 1), RIGHT))
    page = statistics(ben, key)
    assert page.passed == 8
    assert {at * 5: n for at, n in enumerate(page.scores) if n != 0} == {0: None, 25: None, 75: 8}
    for one in people[15:]:
        take(one, key, dict.fromkeys(range(1, 5), RIGHT))
    page = statistics(ben, key)
    assert page.passed == 11
    assert [page.scores[at] for at in (0, 5, 15, 19)] == [None, None, None, None]


def test_authors_are_not_told_that_one_failed(service: Service, ben: Actor) -> None:
    """Nor how many passed, which is all the others."""
    key = publish(service, in_control=("ben@example.edu",))
    for at, one in enumerate(learners(service, 7)):
        take(one, key, dict.fromkeys(range(1, 5 if at else 1), RIGHT))
    page = statistics(ben, key)
    assert page.passed is None
    assert set(page.scores) == {None}


def test_scores_are_counted_in_fives_of_a_hundred(service: Service, ben: Actor) -> None:
    """One of four is in the bin from 25 on; who has everything is in the last."""
    key = publish(service)
    one, two, three = learners(service, 3)
    take(one, key, {1: RIGHT})
    take(two, key, dict.fromkeys(range(1, 5), RIGHT))
    take(three, key, dict.fromkeys(range(1, 4), RIGHT))
    page = statistics(signed_in(service, "cora"), key)
    assert {at * 5: people for at, people in enumerate(page.scores) if people} == {
        25: 1, 75: 1, 95: 1,
    }  # fmt: skip
    assert (page.passed, page.passing_percent) == (2, "50")
    assert statistics(ben, key).scores == ()


def test_a_corrected_score_stands_in_its_new_bin(service: Service, cora: Actor) -> None:
    """The result in force is counted, once."""
    key = publish(service, slug="corrected")
    take_items(learners(service, 1)[0], key, {"item-1": WRONG})
    put_right(cora, REKEY)
    assert [at * 5 for at, people in enumerate(statistics(cora, key).scores) if people] == [25]


def test_curves_and_scores_are_tables(service: Service, cora: Actor) -> None:
    """Shares of a fifth are left empty below twenty people."""
    key = publish(service)
    take_items(learners(service, 1)[0], key, {"item-1": RIGHT})
    curves = list(csv.DictReader(StringIO(export_curves(cora, key))))
    assert [(row["option"], row["key"], row["n"]) for row in curves[:2]] == [
        ("a", "yes", "1"),
        ("b", "", "0"),
    ]
    assert {row["fifth_1"] for row in curves} == {""}
    scores = list(csv.DictReader(StringIO(export_scores(cora, key))))
    assert [row["from_percent"] for row in scores if row["people"] == "1"] == ["25"]

"""Figures over all editions of a bank: pooled by people, by version, around an edit."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.editions import an_item, publish, publish_again
from tests.taking import RIGHT, WRONG, take_items
from tests.workflows.reports.test_statistics import learners
from workflows.refusals import NotFound
from workflows.reports.pooled import export, export_edits, pooled

if TYPE_CHECKING:
    from quizzes.models import AnyItem
    from workflows.act import Actor
    from workflows.service import Service


def two_items(version: int = 1, revision: int = 1) -> tuple[AnyItem, ...]:
    """Return two items, the first in this version and revision."""
    return (an_item(1, version=version, revision=revision), an_item(2))


def edited(service: Service, people: int, version: int = 1, revision: int = 1) -> str:
    """Let so many take edition 1 and get item-1 wrong, then as many edition 2, edited, and not."""
    key = publish(service, items=two_items())
    everybody = learners(service, 2 * people)
    for one in everybody[:people]:
        take_items(one, key, {"item-1": WRONG, "item-2": RIGHT})
    publish_again(service, key, items=two_items(version, revision))
    for one in everybody[people:]:
        take_items(one, key, {"item-1": RIGHT, "item-2": RIGHT})
    return key


def test_people_of_all_editions_are_pooled(service: Service, cora: Actor) -> None:
    """An edition holds two of them, the question four."""
    page = pooled(cora, edited(service, 2, revision=2))
    assert [(row.item, row.version, row.n, row.facility) for row in page.rows] == [
        ("item-1", None, 4, 0.5),
        ("item-2", None, 4, 1.0),
    ]
    assert page.editions == ("small.1, edition 1", "small.1, edition 2")


def test_versions_stand_below_their_question(service: Service, cora: Actor) -> None:
    """Only where there is more than one."""
    page = pooled(cora, edited(service, 2, version=2))
    assert [(row.item, row.version, row.facility) for row in page.rows] == [
        ("item-1", None, 0.5),
        ("item-1", 1, 0.0),
        ("item-1", 2, 1.0),
        ("item-2", None, 1.0),
    ]


def test_an_edit_is_told_with_both_numbers(service: Service, cora: Actor) -> None:
    """What was easier since, with the interval of the difference."""
    (edit,) = pooled(cora, edited(service, 2, revision=2)).edits
    assert (edit.before, edit.n_before, edit.after, edit.n_after) == ((1, 1), 2, (1, 2), 2)
    assert edit.difference == 1.0
    assert edit.interval[0] < 1.0 <= edit.interval[1]


def test_another_period_of_the_bank_is_pooled_too(service: Service, cora: Actor) -> None:
    """The same question, in whichever activity it was asked."""
    first = publish(service, items=two_items())
    second = publish(service, items=two_items(), year=2026)
    one, two = learners(service, 2)
    take_items(one, first, {"item-1": RIGHT})
    take_items(two, second, {"item-1": WRONG})
    assert [row.n for row in pooled(cora, second).rows] == [2, 2]


def test_authors_see_what_five_got_right_and_five_wrong(service: Service, ben: Actor) -> None:
    """Of four in a second edition nothing is pooled: the first one's figures would tell theirs."""
    key = publish(service, items=two_items())
    everybody = learners(service, 20)
    for at, one in enumerate(everybody[:10]):
        take_items(one, key, dict.fromkeys(("item-1", "item-2"), RIGHT if at < 5 else WRONG))
    publish_again(service, key, items=two_items(version=2))
    for at, one in enumerate(everybody[10:19]):
        take_items(one, key, dict.fromkeys(("item-1", "item-2"), RIGHT if at < 5 else WRONG))
    page = pooled(ben, key)
    assert [(row.item, row.version, row.n) for row in page.rows] == [
        ("item-1", None, 10),
        ("item-2", None, 10),
    ]
    assert page.edits == ()
    take_items(everybody[19], key, dict.fromkeys(("item-1", "item-2"), WRONG))
    page = pooled(ben, key)
    assert [row.n for row in page.rows] == [20, 10, 10, 20]
    assert [(one.n_before, one.n_after) for one in page.edits] == [(10, 10)]


def test_what_is_none_of_theirs_is_not_found(service: Service, ben: Actor) -> None:
    """As if it did not exist."""
    with pytest.raises(NotFound):
        pooled(ben, publish(service, in_control=("voss@example.edu",)))


def test_both_are_tables(service: Service, cora: Actor) -> None:
    """A line a question or version, and a line an edit."""
    key = edited(service, 2, revision=2)
    rows = list(csv.DictReader(StringIO(export(cora, key))))
    assert [(row["item"], row["version"], row["n"]) for row in rows] == [
        ("item-1", "all", "4"),
        ("item-2", "all", "4"),
    ]
    (edit,) = csv.DictReader(StringIO(export_edits(cora, key)))
    assert (edit["before"], edit["after"], edit["difference"]) == ("1.1", "1.2", "1.000000")

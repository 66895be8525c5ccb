"""What one's own confidence was worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.correcting import REKEY, put_right
from tests.editions import publish
from tests.people import signed_in
from tests.taking import RIGHT, WRONG, form, start_at, take
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.learning.confidence import confidence

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

GIVEN = {
    "item-1": (RIGHT, "sure"), "item-2": (WRONG, "sure"), "item-3": (RIGHT, "guess"),
    "item-4": (RIGHT, None),
}  # fmt: skip


def take_rated(actor: Actor, key: str) -> None:
    """Take an attempt with a confidence at three of four questions."""
    attempt = start_at(actor, key)
    for at, each in enumerate(form(actor.service, attempt).items, start=1):
        value, sure = GIVEN[each.item_id]
        save(actor, attempt, position=at, seen=0, value=value, confidence=sure)
    submit(actor, attempt)


def test_it_is_counted_by_level_and_objective(sqlite_service: Service) -> None:
    """By the marks in force; a second time asked counts nothing."""
    ada = signed_in(sqlite_service, "ada")
    cora = signed_in(sqlite_service, "cora")
    key = publish(sqlite_service, confidence="optional", attempts_max=9)
    take_rated(ada, key)
    take_rated(ada, key)
    page = confidence(ada)
    assert [(one.right, one.n) for one in page.levels] == [(1, 2), (0, 0), (1, 1)]
    (bank,) = page.banks
    assert [(text, one[0].n) for text, one in bank.objectives] == [
        ("Do OBJ-1.", 1), ("Do OBJ-2.", 1),
    ]  # fmt: skip
    assert (page.rated, page.reading, len(page.quarters)) == (3, "few", 1)
    put_right(cora, REKEY)
    assert confidence(ada).levels[0].right == 0


def test_where_it_was_not_asked_there_is_nothing(sqlite_service: Service) -> None:
    """No level, no objective, no quarter."""
    ada = signed_in(sqlite_service, "ada")
    take(ada, publish(sqlite_service), {1: RIGHT})
    page = confidence(ada)
    assert (page.rated, page.banks, page.quarters) == (0, (), ())

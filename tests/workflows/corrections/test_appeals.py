"""A comment is a task with a clock, and its answer goes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import outbox, task, task_note
from tests.amending import account
from tests.editions import publish
from tests.learning import unsealed
from tests.people import signed_in
from tests.taking import RIGHT, count, take
from workflows.attempts.margin import comment
from workflows.corrections.appeals import (
    AnsweredAlready,
    NoAnswer,
    OwnComment,
    answer,
    of_attempt,
    one,
    waiting,
)
from workflows.people.session import system
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

SAID = "The key is wrong: see the guideline of 2026."


@pytest.fixture
def attempt(service: Service, ada: Actor) -> str:
    """Ada's attempt, with a comment on its first question."""
    made = take(ada, publish(service), dict.fromkeys(range(1, 5), RIGHT))
    comment(ada, made, position=1, text=SAID)
    return made


def test_a_comment_waits_with_its_clock(cora: Actor, attempt: str, clock: Clock) -> None:
    """Two weeks, from the provider's own day."""
    (held,) = waiting(cora)
    assert (held.text, held.by, held.attempt) == (SAID, "Ada Whitfield, MD", attempt)
    assert held.key.startswith("Text a of ")
    assert (held.due, held.days_left) == (date(2026, 12, 15), 14)
    clock.move(minutes=24 * 60 * 15)
    assert waiting(signed_in(cora.service, "cora"))[0].days_left == -1


def test_the_same_comment_again_is_one_task(service: Service, ada: Actor, attempt: str) -> None:
    """As it is one comment."""
    comment(ada, attempt, position=1, text=SAID)
    assert count(service, "task") == 1


def test_the_answer_goes_back(service: Service, ada: Actor, cora: Actor, attempt: str) -> None:
    """With the question, and by a message that holds no word of it."""
    held = waiting(cora)[0]
    answer(cora, held.id, "The key stands: see section 2.", upheld=False)
    answer(cora, held.id, "The key stands: see section 2.", upheld=False)
    assert waiting(cora) == ()
    (back,) = of_attempt(ada, attempt)
    assert (back.state, back.answer) == ("answered", "The key stands: see section 2.")
    with reading(service.engine) as connection:
        (row,) = connection.execute(select(outbox)).all()
    assert (row.kind, row.subject) == ("appeal-answer", f"task:{held.id}")
    assert attempt in row.body
    assert "section" not in row.body
    assert unsealed(system(service), (task.name, task_note.name)) == []


def test_a_comment_is_answered_once(cora: Actor, emil: Actor, attempt: str) -> None:
    """Another answer by somebody else is refused: the first was sent."""
    del attempt
    held = waiting(cora)[0]
    answer(cora, held.id, "You are right.", upheld=True)
    with pytest.raises(AnsweredAlready):
        answer(emil, held.id, "No.", upheld=False)
    assert one(emil, held.id).state == "upheld"


@pytest.mark.parametrize("text", ["", "  ", "x" * 4_001])
def test_an_answer_has_words(cora: Actor, attempt: str, text: str) -> None:
    """And not too many."""
    del attempt
    with pytest.raises(NoAnswer):
        answer(cora, waiting(cora)[0].id, text, upheld=False)


def test_nobody_answers_their_own_comment(service: Service) -> None:
    """Not even as one of the office."""
    both = account(service, "both@example.edu", "Both", "learner", "staff")
    made = take(both, publish(service), {1: RIGHT})
    comment(both, made, position=1, text=SAID)
    (held,) = waiting(both)
    assert held.own
    with pytest.raises(OwnComment):
        answer(both, held.id, "I am right.", upheld=True)


def test_another_task_is_no_comment(cora: Actor, attempt: str) -> None:
    """An unknown id is answered alike."""
    del attempt
    with pytest.raises(NotFound):
        one(cora, "0" * 32)

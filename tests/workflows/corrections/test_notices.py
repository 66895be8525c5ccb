"""Whoever was taught otherwise is told: a message, and a notice at the next visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.tables import outbox
from tests.correcting import DROP, REKEY, a_correction, put_right, undo
from tests.editions import publish
from tests.learning import unsealed
from tests.taking import RIGHT, answer, count, lines, start_at, take
from workflows.attempts.settle import submit
from workflows.corrections.desk import made
from workflows.corrections.notices import NothingToRead, acknowledge, changes, notices

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

ALL = dict.fromkeys(range(1, 5), RIGHT)
FIRST = "item-1.1:1"


def told(actor: Actor) -> list[tuple[str, str, str]]:
    """Return what was told and is right now of each notice that waits."""
    return [(one.id, one.before, one.after) for one in notices(actor)]


def test_who_was_taught_is_told_until_they_read_it(
    service: Service, ada: Actor, dan: Actor, cora: Actor, system: Actor
) -> None:
    """What they were told, what is right, and the source; read once is enough."""
    attempt = take(ada, publish(service), ALL)
    put_right(cora, REKEY)
    (one,) = notices(ada)
    assert (one.attempt, one.before, one.after) == (attempt, "Text a of 1", "Text b of 1")
    assert (one.now, one.source) == ("Option b is right.", "Guideline 2026, section 3.")
    assert notices(dan) == ()
    acknowledge(ada, one.id)
    acknowledge(ada, one.id)
    assert notices(ada) == ()
    assert len(lines(service, "notice.see")) == 1
    assert made(cora)[0].acknowledged == 1
    assert unsealed(system, ("notice",)) == []


def test_what_was_read_can_be_read_again(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """Among all that was changed since; what was undone is as they were told at first."""
    take(ada, publish(service), ALL)
    put_right(cora, REKEY)
    acknowledge(ada, FIRST)
    assert [(one.id, one.after) for one in changes(ada)] == [(FIRST, "Text b of 1")]
    assert changes(dan) == ()
    put_right(cora, undo(1), seen=1)
    assert changes(ada) == ()


def test_each_person_has_one_message(service: Service, ada: Actor, cora: Actor) -> None:
    """However often they took it."""
    key = publish(service, attempts_max=9)
    for _ in range(2):
        take(ada, key, ALL)
    assert put_right(cora, REKEY).told == 1
    assert count(service, outbox.name) == 1


def test_who_comes_after_it_is_not_told(
    service: Service, ada: Actor, cora: Actor, clock: Clock
) -> None:
    """They are taught what is right."""
    key = publish(service)
    put_right(cora, REKEY)
    clock.move(minutes=1)
    take(ada, key, ALL)
    assert notices(ada) == ()


def test_an_open_attempt_with_feedback_taught_it_already(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """Where feedback follows each answer; where it follows at the end, nobody was taught yet."""
    each = publish(service, slug="each", feedback="after_each_item")
    answer(ada, start_at(ada, each), ALL)
    answer(dan, start_at(dan, publish(service, slug="later")), ALL)
    put_right(cora, REKEY)
    assert len(notices(ada)) == 1
    assert notices(dan) == ()


def test_without_an_answer_nothing_was_taught(service: Service, ada: Actor, cora: Actor) -> None:
    """Its feedback stays closed."""
    submit(ada, start_at(ada, publish(service)))
    assert put_right(cora, REKEY).told == 0
    assert notices(ada) == ()


def test_a_question_that_is_not_marked_any_more(service: Service, ada: Actor, cora: Actor) -> None:
    """Is told of, too."""
    take(ada, publish(service), ALL)
    put_right(cora, DROP)
    assert told(ada) == [(FIRST, "Text a of 1", "This question is not marked.")]


def test_a_rationale_is_told_in_its_words(service: Service, ada: Actor, cora: Actor) -> None:
    """What it said, and what it says."""
    take(ada, publish(service), ALL)
    put_right(cora, a_correction("rationale", text="Another reason."))
    assert told(ada) == [(FIRST, "CANARY-explanation-1", "Another reason.")]
    assert count(service, "result") == 1


def test_an_undo_is_told_to_those_who_read_of_what_it_undid(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """Whoever did not was never told otherwise."""
    key = publish(service)
    for actor in (ada, dan):
        take(actor, key, ALL)
    put_right(cora, REKEY)
    acknowledge(ada, FIRST)
    put_right(cora, undo(1), seen=1)
    assert told(ada) == [("item-1.1:2", "Text b of 1", "Text a of 1")]
    assert notices(dan) == ()


@pytest.mark.parametrize("name", [FIRST, "", "item-1.1:9"])
def test_nobody_acknowledges_what_is_not_theirs(service: Service, dan: Actor, name: str) -> None:
    """A foreign notice is answered as one that there is not."""
    publish(service)
    with pytest.raises(NothingToRead):
        acknowledge(dan, name)

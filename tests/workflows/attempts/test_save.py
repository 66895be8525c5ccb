"""Saving an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from storage import attempts, things
from storage.connect import reading
from tests.editions import front_digest, publish
from workflows.attempts.refusals import AlreadySubmitted, AnswerIsFinal, NoSuchQuestion, TimeIsUp
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.attempts.start import start
from workflows.refusals import Faulty, NotFound, SignedOut, Stale

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def begin(actor: Actor, **rules: Any) -> str:
    """Start an attempt at a small self-assessment with these rules."""
    key = publish(actor.service, **rules)
    return start(actor, key, front_digest(actor.service, key))


def saved_at(service: Service, attempt: str, position: int) -> tuple[int, str] | None:
    """Return seq and value of the answer in force."""
    with reading(service.engine) as connection:
        row = things.find(connection, "attempt", attempt, None)
        assert row is not None
        found = attempts.answer_at(connection, row.id, position)
    return (found.seq, found.value) if found else None


def test_an_answer_is_kept(service: Service, ada: Actor) -> None:
    """The receipt names the seq that is on disk."""
    attempt = begin(ada)
    receipt = save(ada, attempt, position=1, seen=0, value="b", confidence="sure", seconds=12)
    assert receipt.seq == 1
    assert saved_at(service, attempt, 1) == (1, '"b"')


def test_an_answer_can_be_changed_until_submission(service: Service, ada: Actor) -> None:
    """Each change is a further row; the last is in force."""
    attempt = begin(ada)
    save(ada, attempt, position=1, seen=0, value="b")
    save(ada, attempt, position=1, seen=1, value="c")
    assert saved_at(service, attempt, 1) == (2, '"c"')


def test_an_answer_can_be_cleared(service: Service, ada: Actor) -> None:
    """Nothing chosen is an answer of its own until submission."""
    attempt = begin(ada)
    save(ada, attempt, position=1, seen=0, value="b")
    save(ada, attempt, position=1, seen=1, value=None)
    assert saved_at(service, attempt, 1) == (2, "null")


def test_a_repeat_returns_the_first_receipt(service: Service, ada: Actor) -> None:
    """A save whose receipt was lost is sent again and changes nothing."""
    attempt = begin(ada)
    first = save(ada, attempt, position=1, seen=0, value="b")
    assert save(ada, attempt, position=1, seen=0, value="b") == first
    assert saved_at(service, attempt, 1) == (1, '"b"')


def test_a_stale_window_learns_what_is_saved(service: Service, ada: Actor) -> None:
    """The second window is told the other window's answer and changes nothing."""
    attempt = begin(ada)
    save(ada, attempt, position=1, seen=0, value="b")
    with pytest.raises(Stale) as refused:
        save(ada, attempt, position=1, seen=0, value="c")
    assert (refused.value.current, refused.value.seq) == ("b", 1)
    assert saved_at(service, attempt, 1) == (1, '"b"')


def test_feedback_makes_an_answer_final(service: Service, ada: Actor) -> None:
    """After each item, the first answer counts."""
    attempt = begin(ada, feedback="after_each_item")
    save(ada, attempt, position=1, seen=0, value="b")
    with pytest.raises(AnswerIsFinal):
        save(ada, attempt, position=1, seen=1, value="a")
    assert saved_at(service, attempt, 1) == (1, '"b"')


def test_required_confidence_comes_with_a_final_answer(service: Service, ada: Actor) -> None:
    """Where feedback follows at once, an answer without confidence is not taken."""
    attempt = begin(ada, feedback="after_each_item", confidence="required")
    with pytest.raises(Faulty, match="how sure"):
        save(ada, attempt, position=1, seen=0, value="b")
    assert saved_at(service, attempt, 1) is None


@pytest.mark.parametrize("value", ["z", "", 7, ["a"], {"a": 1}, True])
def test_what_is_no_option_is_refused(service: Service, ada: Actor, value: object) -> None:
    """Only an option of the question is an answer."""
    attempt = begin(ada)
    with pytest.raises(Faulty):
        save(ada, attempt, position=1, seen=0, value=value)
    assert saved_at(service, attempt, 1) is None


def test_an_unknown_confidence_is_refused(ada: Actor) -> None:
    """There are three words for it."""
    attempt = begin(ada)
    with pytest.raises(Faulty):
        save(ada, attempt, position=1, seen=0, value="b", confidence="certain")


@pytest.mark.parametrize("position", [0, 5, -1])
def test_a_position_outside_the_form_is_refused(ada: Actor, position: int) -> None:
    """The form has four questions."""
    attempt = begin(ada)
    with pytest.raises(NoSuchQuestion):
        save(ada, attempt, position=position, seen=0, value="b")


def test_nothing_lands_after_submission(service: Service, ada: Actor) -> None:
    """A submitted attempt takes no answer."""
    attempt = begin(ada)
    submit(ada, attempt)
    with pytest.raises(AlreadySubmitted):
        save(ada, attempt, position=1, seen=0, value="b")
    assert saved_at(service, attempt, 1) is None


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True)])
def test_the_time_limit_is_exact_to_the_second(
    ada: Actor, clock: Clock, seconds: int, late: bool
) -> None:
    """At the deadline itself an answer is still taken."""
    attempt = begin(ada, time_limit_minutes=30)
    clock.move(minutes=30, seconds=seconds)
    if late:
        with pytest.raises(TimeIsUp):
            save(ada, attempt, position=1, seen=0, value="b")
    else:
        assert save(ada, attempt, position=1, seen=0, value="b").seq == 1


def test_someone_elses_attempt_is_unknown(ada: Actor, dan: Actor) -> None:
    """A foreign id is answered exactly as an unknown one."""
    attempt = begin(ada)
    with pytest.raises(NotFound) as foreign:
        save(dan, attempt, position=1, seen=0, value="b")
    with pytest.raises(NotFound) as unknown:
        save(dan, "0" * 32, position=1, seen=0, value="b")
    assert str(foreign.value) == str(unknown.value)


def test_a_rested_session_still_saves_answers(ada: Actor, clock: Clock) -> None:
    """Idle expiry never costs an answer; the absolute limit ends all."""
    attempt = begin(ada)
    clock.move(days=2)
    assert save(ada, attempt, position=1, seen=0, value="b").seq == 1
    clock.move(days=40)
    with pytest.raises(SignedOut):
        save(ada, attempt, position=2, seen=0, value="b")

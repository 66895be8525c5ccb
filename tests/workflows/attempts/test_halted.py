"""What physicians meet while an activity is paused, and after it was withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import certificate
from tests.editions import publish
from tests.learning import OPINION, attempted, completed
from tests.people import signed_in
from tests.taking import RIGHT, answer, begin, count, lines, result_row, saved, start_at
from workflows.attempts.question import question
from workflows.attempts.refusals import NotStarted, Paused
from workflows.attempts.result import result
from workflows.attempts.save import save
from workflows.attempts.settle import settle_all, submit
from workflows.content.catalogue import catalogue
from workflows.content.front import front
from workflows.content.halt import halt
from workflows.content.home import home
from workflows.content.suggestions import suggestions
from workflows.credit.claim import make
from workflows.credit.deadlines import deadlines
from workflows.credit.evaluate import give
from workflows.credit.offer import offer
from workflows.credit.refusals import PassedTooLate
from workflows.credit.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

CHECKED = "A dose is being checked."
PAUSED = f"The office paused this self-assessment on 1 Dec 2026. {CHECKED}"
WITHDREW = f"The office withdrew this self-assessment on 1 Dec 2026. {CHECKED}"
ALL_RIGHT = {1: RIGHT, 2: RIGHT, 3: RIGHT, 4: RIGHT}


def pause(cora: Actor) -> None:
    """Pause the small self-assessment."""
    halt(cora, "small", "paused", CHECKED, 0)


def withdraw(cora: Actor) -> None:
    """Withdraw it."""
    halt(cora, "small", "withdrawn", CHECKED, 0)


def open_again(cora: Actor) -> None:
    """Open it again."""
    halt(cora, "small", "open", "It is right.", 1)


@pytest.mark.parametrize("stop", [pause, withdraw])
def test_nobody_starts_what_is_stopped(
    service: Service, ada: Actor, cora: Actor, stop: Callable[[Actor], None]
) -> None:
    """The page says why, before and at the click; opened again it starts."""
    key = publish(service)
    stop(cora)
    page = front(ada, key)
    assert not page.may_start
    assert CHECKED in str(page.why_not)
    with pytest.raises(NotStarted, match=CHECKED):
        start_at(ada, key)
    assert count(service, "attempt") == 0
    open_again(cora)
    assert front(ada, key).may_start
    assert start_at(ada, key)


def test_while_paused_no_answer_is_saved(ada: Actor, cora: Actor) -> None:
    """What was saved before stays, and the same answer sent again has its receipt."""
    attempt = begin(ada)
    first = save(ada, attempt, position=1, seen=0, value=RIGHT)
    pause(cora)
    with pytest.raises(Paused, match=CHECKED):
        save(ada, attempt, position=2, seen=0, value=RIGHT)
    assert save(ada, attempt, position=1, seen=0, value=RIGHT) == first
    assert saved(ada.service, attempt) == {1: RIGHT}
    open_again(cora)
    save(ada, attempt, position=2, seen=0, value=RIGHT)
    assert saved(ada.service, attempt) == {1: RIGHT, 2: RIGHT}


def test_while_paused_nothing_is_submitted(ada: Actor, cora: Actor) -> None:
    """So nobody is marked by a key that is in doubt; opened again it goes on."""
    attempt = begin(ada)
    answer(ada, attempt, ALL_RIGHT)
    pause(cora)
    with pytest.raises(Paused):
        submit(ada, attempt)
    assert result_row(ada.service, attempt) is None
    open_again(cora)
    submit(ada, attempt)
    assert result(ada, attempt).passed


def test_the_question_page_knows_of_the_pause(ada: Actor, cora: Actor) -> None:
    """With the reason; the attempt that is open is the one that is gone on with."""
    attempt = begin(ada)
    pause(cora)
    standing = question(ada, attempt).standing
    assert standing.paused
    assert standing.halt is not None
    assert standing.halt.said(ada.service.settings.zone) == PAUSED
    assert start_at(ada, "small") == attempt
    [at_home] = home(ada).open
    assert (at_home.at.paused, at_home.at.halt) == (True, PAUSED)


def test_the_time_limit_stands_still(
    service: Service, system: Actor, ada: Actor, cora: Actor, clock: Clock
) -> None:
    """Ten of sixty minutes were used: after a pause of a day fifty are left, and no more."""
    attempt = begin(ada, time_limit_minutes=60, overdue="submit")
    clock.move(minutes=10)
    pause(cora)
    clock.move(days=1)
    assert settle_all(system) == 0
    open_again(signed_in(service, "cora"))
    clock.move(minutes=50)
    save(signed_in(service, "ada"), attempt, position=1, seen=0, value=RIGHT)
    clock.move(minutes=1)
    assert settle_all(system) == 1
    assert result_row(service, attempt) is not None


def test_what_stands_still_is_not_touched(
    system: Actor, ada: Actor, cora: Actor, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """The work that closes attempts begins no act for one that is paused."""
    begin(ada, time_limit_minutes=60, overdue="submit")
    pause(cora)
    clock.move(days=1)
    with caplog.at_level("INFO", "acts"):
        assert settle_all(system) == 0
    assert caplog.messages == []


def test_time_that_ran_out_before_the_pause_is_over(
    service: Service, system: Actor, ada: Actor, clock: Clock
) -> None:
    """The attempt is closed as of its own deadline, although nobody looked before the pause."""
    begin(ada, time_limit_minutes=60, overdue="submit")
    due = clock() + timedelta(minutes=60)
    clock.move(minutes=90)
    pause(signed_in(service, "cora"))
    clock.move(minutes=90)
    assert settle_all(system) == 1
    [line] = lines(service, "attempt.settle")
    assert line.data["submitted_at"] == due.isoformat()


def test_what_is_paused_stays_in_the_list_and_is_not_suggested(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """It is coming back."""
    publish(service)
    assert len(suggestions(ada)) == 1
    pause(cora)
    [card] = catalogue(ada)
    assert (card.halt, card.is_open) == ("paused", False)
    assert suggestions(ada) == ()


def test_what_is_withdrawn_is_listed_for_those_who_began_it(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """They find their attempt and their records there; nobody else does."""
    attempted(ada, publish(service))
    withdraw(cora)
    [card] = catalogue(ada)
    assert card.halt == "withdrawn"
    assert catalogue(dan) == ()


def test_after_a_withdrawal_an_attempt_is_finished_for_learning(ada: Actor, cora: Actor) -> None:
    """It is marked and explained; passing it earns no credit, and the page says so."""
    attempt = begin(ada)
    assert [one.kind for one in deadlines(ada)] == ["expires"]
    withdraw(cora)
    assert deadlines(ada) == ()
    assert not question(ada, attempt).standing.paused
    answer(ada, attempt, ALL_RIGHT)
    submit(ada, attempt)
    page = result(ada, attempt)
    assert (page.passed, page.teaches_only, page.halt) == (True, True, WITHDREW)
    assert front(ada, "small").own.state == "passed"
    with pytest.raises(PassedTooLate, match="for your own learning"):
        give(ada, attempt, OPINION)
    assert count(ada.service, "completion") == 0


def test_a_pause_after_a_withdrawal_lets_no_pass_count(ada: Actor, cora: Actor) -> None:
    """It was never opened: neither while it is paused nor when it is withdrawn once more."""
    attempt = begin(ada)
    withdraw(cora)
    answer(ada, attempt, ALL_RIGHT)
    submit(ada, attempt)
    halt(cora, "small", "paused", CHECKED, 1)
    for seq in (2, 3):
        assert result(ada, attempt).teaches_only
        with pytest.raises(PassedTooLate):
            give(ada, attempt, OPINION)
        halt(cora, "small", "withdrawn" if seq == 2 else "paused", CHECKED, seq)


def test_a_withdrawal_taken_back_lets_the_pass_count(ada: Actor, cora: Actor) -> None:
    """It was a mistake of the office."""
    attempt = begin(ada)
    withdraw(cora)
    answer(ada, attempt, ALL_RIGHT)
    submit(ada, attempt)
    open_again(cora)
    assert front(ada, "small").own.state == "evaluation_due"
    assert give(ada, attempt, OPINION)


@pytest.mark.parametrize("stop", [pause, withdraw])
def test_what_was_passed_before_is_evaluated_and_claimed(
    service: Service, ada: Actor, cora: Actor, clock: Clock, stop: Callable[[Actor], None]
) -> None:
    """Until the last days of both, as if nothing had happened."""
    attempt = attempted(ada, publish(service))
    clock.move(minutes=5)
    stop(cora)
    done = give(ada, attempt, OPINION)
    page = offer(ada, done)
    assert page.why_not is None
    assert CHECKED in str(page.halt)
    assert make(ada, done, quarters=4, boards={}, attested=True).certificate


def test_a_certificate_verifies_as_before(service: Service, ada: Actor, cora: Actor) -> None:
    """What was earned stays earned."""
    done = completed(ada, publish(service))
    make(ada, done, quarters=4, boards={}, attested=True)
    code = _code(service)
    before = verify(service, code)
    withdraw(cora)
    assert verify(service, code) == before


def _code(service: Service) -> str:
    with reading(service.engine) as connection:
        return str(connection.execute(select(certificate.c.code)).scalar_one())

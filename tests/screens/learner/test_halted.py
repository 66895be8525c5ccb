"""What a physician reads where the office paused or withdrew an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.learning import attempted, completed
from tests.people import signed_in
from tests.reading import labels, words
from tests.taking import RIGHT, answer, start_at
from workflows.attempts.settle import submit
from workflows.content.halt import halt

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.content.halted import State
    from workflows.service import Service

CHECKED = "A dose is being checked."


def stop(service: Service, state: State) -> None:
    """Pause or withdraw the small self-assessment."""
    halt(signed_in(service, "cora"), "small", state, CHECKED, 0)


def running(service: Service) -> str:
    """Start an attempt and answer one question."""
    ada = signed_in(service, "ada")
    attempt = start_at(ada, publish(service))
    answer(ada, attempt, {1: RIGHT})
    return attempt


@pytest.mark.parametrize("at_page", [{}, {"q": "2"}, {"q": "end"}])
def test_a_paused_attempt_shows_a_notice_and_no_question(
    screen: Drawn, sqlite_service: Service, at_page: dict[str, str]
) -> None:
    """On whichever page the person is: the reason, what is kept, and the way out."""
    attempt = running(sqlite_service)
    stop(sqlite_service, "paused")
    at = screen("ada", "attempt", attempt=attempt, **at_page)
    said = words(at)
    assert CHECKED in said
    assert "1 of 4 questions are answered.** Your answers are kept" in said
    assert "Vignette" not in said
    assert labels(at) == ["Back to the self-assessment"]


def test_a_withdrawn_attempt_goes_on_under_a_notice(screen: Drawn, sqlite_service: Service) -> None:
    """It says what passing comes to."""
    attempt = running(sqlite_service)
    stop(sqlite_service, "withdrawn")
    said = words(screen("ada", "attempt", attempt=attempt))
    assert "Question 2 of 4" in said
    assert f"{CHECKED} You can finish this attempt for your own learning" in said


@pytest.mark.parametrize("page", [("", {}), ("activity", {"id": "small"})])
def test_before_going_on_it_says_that_nothing_is_earned(
    screen: Drawn, sqlite_service: Service, page: tuple[str, dict[str, str]]
) -> None:
    """Above the button, on the first page and on the activity's."""
    running(sqlite_service)
    stop(sqlite_service, "withdrawn")
    at = screen("ada", page[0], **page[1])
    assert "for your own learning; it gives no credit any more" in words(at)
    assert any(one.startswith("Continue") for one in labels(at))


def test_home_and_activity_say_that_an_open_attempt_is_paused(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Without a button that leads nowhere."""
    running(sqlite_service)
    stop(sqlite_service, "paused")
    for show, query in (("", {}), ("activity", {"id": "small"})):
        at = screen("ada", show, **query)
        assert CHECKED in words(at)
        assert not any(one.startswith(("Continue", "Do 5", "I have read")) for one in labels(at))


@pytest.mark.parametrize("state", ["paused", "withdrawn"])
def test_a_stopped_activity_cannot_be_started(
    screen: Drawn, sqlite_service: Service, state: State
) -> None:
    """Its page says why, to whoever opens it by a link."""
    publish(sqlite_service)
    stop(sqlite_service, state)
    at = screen("ada", "activity", id="small")
    assert f"{CHECKED} No attempt can be started now." in words(at)
    assert "I have read this. Start" not in labels(at)


def test_the_list_marks_what_is_paused_and_leaves_out_what_is_withdrawn(
    screen: Drawn, sqlite_service: Service
) -> None:
    """What is paused can be read; what is withdrawn is gone for who did not begin it."""
    publish(sqlite_service)
    stop(sqlite_service, "paused")
    at = screen("ada", "activities")
    assert "Paused by the office" in words(at)
    assert labels(at) == ["Read"]
    halt(signed_in(sqlite_service, "cora"), "small", "withdrawn", CHECKED, 1)
    assert "small self-assessment" not in words(screen("ada", "activities"))


def test_a_pass_after_a_withdrawal_leads_to_no_claim(
    screen: Drawn, sqlite_service: Service
) -> None:
    """The result says so in place of the button."""
    attempt = running(sqlite_service)
    stop(sqlite_service, "withdrawn")
    ada = signed_in(sqlite_service, "ada")
    answer(ada, attempt, {2: RIGHT, 3: RIGHT, 4: RIGHT})
    submit(ada, attempt)
    at = screen("ada", "result", attempt=attempt)
    assert "You passed after that, so this is for your own learning" in words(at)
    assert "Evaluate and claim credit" not in labels(at)


def test_the_claim_says_that_what_was_earned_stays(screen: Drawn, sqlite_service: Service) -> None:
    """Above the amounts, which can be claimed as ever."""
    done = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    stop(sqlite_service, "withdrawn")
    at = screen("ada", "claim", completion=done)
    assert f"{CHECKED} What you completed stays" in words(at)
    assert "I attest and claim" in labels(at)


def test_a_failed_attempt_is_not_tried_again_while_paused(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Neither its result nor the first page offers it."""
    attempt = attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service), right=0)
    stop(sqlite_service, "paused")
    at = screen("ada", "result", attempt=attempt)
    assert "No attempt can be started now." in words(at)
    assert "Try again" not in labels(at)
    assert "Try again" not in labels(screen("ada", ""))

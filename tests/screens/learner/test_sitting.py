from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import some_items
from tests.people import signed_in
from tests.reading import labels, press, words
from tests.screens.learner.test_home import begun
from workflows.attempts.settle import submit

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_five_are_done(screen: Drawn, sqlite_service: Service) -> None:
    """What is left and that it is saved, with the ways on."""
    attempt = begun(sqlite_service, 5, items=some_items(17))
    at = screen("ada", "sitting", attempt=attempt, goal="5")
    assert at.title[0].value == "Five done"
    assert "12 left; everything is saved." in words(at)
    assert labels(at) == ["Stop here", "Five more"]


def test_more_may_be_done(screen: Drawn, sqlite_service: Service) -> None:
    """Whoever went back after the fifth and answered on; the last few are counted."""
    attempt = begun(sqlite_service, 7, items=some_items(10))
    at = screen("ada", "sitting", attempt=attempt, goal="6")
    assert at.title[0].value == "6 done"
    assert labels(at) == ["Stop here", "The last 3 questions"]


def test_an_address_of_nonsense_is_read_as_five(screen: Drawn, sqlite_service: Service) -> None:
    """No number, or a negative or huge one."""
    attempt = begun(sqlite_service, 6, items=some_items(10))
    for goal in ("", "-1", "²", "9" * 5000):
        at = screen("ada", "sitting", attempt=attempt, goal=goal)
        assert at.title[0].value == "Five done"


def test_going_on_sets_the_next_goal(app: Drawn, sqlite_service: Service) -> None:
    """Five more than are answered; stopping leads home."""
    attempt = begun(sqlite_service, 5, items=some_items(17))
    at = press(app("ada", "sitting", attempt=attempt, goal="5"), "Five more")
    assert at.query_params == {"attempt": attempt, "goal": "10"}


def test_somebody_elses_attempt_is_unknown(screen: Drawn, sqlite_service: Service) -> None:
    """As the question page says it."""
    attempt = begun(sqlite_service, 5, items=some_items(17))
    assert "There is no such attempt" in words(screen("ben", "sitting", attempt=attempt))


def test_an_attempt_that_ended_shows_its_result(app: Drawn, sqlite_service: Service) -> None:
    """By way of the question page."""
    attempt = begun(sqlite_service, 5, items=some_items(17))
    submit(signed_in(sqlite_service, "ada"), attempt)
    at = app("ada", "sitting", attempt=attempt, goal="5")
    assert at.title[0].value == "Your result"

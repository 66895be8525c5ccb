from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.editions import publish, some_items
from tests.reading import labels, press, words
from tests.screens.learner.test_home import begun

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_a_topic_leads_to_the_first_question_left(app: Drawn, sqlite_service: Service) -> None:
    """The open attempt, with a goal of five more."""
    attempt = begun(sqlite_service, 2, items=some_items(20))
    at = app("ada", "five", topic="internal-medicine")
    assert at.query_params == {"attempt": attempt, "goal": "7"}


def test_what_is_not_begun_is_read_first(app: Drawn, sqlite_service: Service) -> None:
    """Its page has one way to start, and that is for five."""
    publish(sqlite_service, items=some_items(20))
    at = app("ada", "five", topic="small")
    assert at.query_params == {"id": "small.1", "five": "now"}
    at = app("ada", "activity", id="small", five="now")
    assert "I have read this. Start" not in labels(at)
    at = press(at, "I have read this. Five now")
    assert at.query_params["goal"] == "5"


def test_any_activity_can_be_begun_with_five(screen: Drawn, sqlite_service: Service) -> None:
    """Beside starting as ever."""
    publish(sqlite_service, items=some_items(20))
    at = screen("ada", "activity", id="small")
    assert labels(at)[-2:] == ["I have read this. Start", "Read. Five now"]


@pytest.mark.parametrize("terms", [{"items": some_items(5)}, {"time_limit_minutes": 60}])
def test_no_sitting_where_it_makes_no_sense(
    screen: Drawn, sqlite_service: Service, terms: dict[str, Any]
) -> None:
    """Five questions are all there are, or a clock would run on."""
    publish(sqlite_service, **terms)
    at = screen("ada", "activity", id="small")
    assert "I have read this. Start" in labels(at)
    assert not [one for one in labels(at) if "Five now" in one]


def test_a_topic_of_nothing_says_so(screen: Drawn, sqlite_service: Service) -> None:
    """In a plain sentence, with what there is."""
    publish(sqlite_service)
    at = screen("ada", "five", topic="podiatry*")
    assert "No self-assessment about “podiatry\\*” has a question left" in words(at)
    assert "There are questions about:" in words(at)


def test_what_has_a_time_limit_is_named(screen: Drawn, sqlite_service: Service) -> None:
    """With the way to its page, rather than as if there were nothing about the topic."""
    publish(sqlite_service, time_limit_minutes=60)
    at = screen("ada", "five", topic="internal-medicine")
    assert "What there is about “internal medicine” has a time limit" in words(at)
    assert [one.proto.query_string for one in at.get("page_link")] == ["id=small.1", ""]


def test_nothing_at_all_says_so(screen: Drawn) -> None:
    """Nothing is published yet."""
    at = screen("ada", "five")
    assert "No self-assessment has a question left that you can answer now." in words(at)
    assert "There are questions about:" not in words(at)

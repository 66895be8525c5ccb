"""The result as the physician meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import words
from tests.taking import RIGHT, WRONG, count, take

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_each_question_is_reviewed(screen: Drawn, sqlite_service: Service) -> None:
    """The rationales are there once something was answered."""
    attempt = take(signed_in(sqlite_service, "ada"), publish(sqlite_service), {1: RIGHT})
    said = words(screen("ada", "result", attempt=attempt))
    assert "Question by question" in said
    assert "rationale" in said


def test_a_review_is_titled_by_its_case(screen: Drawn, sqlite_service: Service) -> None:
    """The vignette's beginning: a row that says only the lead-in could be any of them."""
    attempt = take(signed_in(sqlite_service, "ada"), publish(sqlite_service), {1: RIGHT})
    at = screen("ada", "result", attempt=attempt)
    titles = [one.label for one in at.expander][:4]
    cases = {title.partition(" · ")[2] for title in titles}
    assert cases == {f"Vignette {number}." for number in (1, 2, 3, 4)}


def test_without_an_answer_the_key_stays_closed(screen: Drawn, sqlite_service: Service) -> None:
    """The page says that nothing was used up, and nothing that teaches the next attempt."""
    attempt = take(signed_in(sqlite_service, "ada"), publish(sqlite_service), {})
    said = words(screen("ada", "result", attempt=attempt))
    assert "You answered no question" in said
    assert "rationale" not in said


def test_a_comment_can_be_sent_where_the_key_is_first_seen(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Without a question chosen it is refused; with one it is kept and thanked for."""
    attempt = take(signed_in(sqlite_service, "ada"), publish(sqlite_service), {1: RIGHT})
    at = screen("ada", "result", attempt=attempt)
    at.text_area[0].set_value("The dose is per day.")
    send = next(one for one in at.button if one.label == "Send to the authors")
    at = send.click().run()
    assert at.error
    assert count(sqlite_service, "comment") == 0
    at.selectbox[0].set_value(1)
    send = next(one for one in at.button if one.label == "Send to the authors")
    at = send.click().run()
    assert "the authors have your comment" in at.success[0].value
    assert count(sqlite_service, "comment") == 1


def test_no_further_try_is_offered_where_none_is_left(
    screen: Drawn, sqlite_service: Service
) -> None:
    """After the last attempt the page says whom to ask instead."""
    ada, key = signed_in(sqlite_service, "ada"), publish(sqlite_service, attempts_max=2)
    first = screen("ada", "result", attempt=take(ada, key, {1: WRONG}))
    assert "1 attempt left" in words(first)
    assert [one.label for one in first.button].count("Try again") == 1
    last = screen("ada", "result", attempt=take(ada, key, {1: WRONG}))
    assert "You have used all attempts" in words(last)
    assert "Try again" not in [one.label for one in last.button]

"""The result as the physician meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import words
from tests.taking import RIGHT, take

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_each_question_is_reviewed(screen: Drawn, sqlite_service: Service) -> None:
    """The rationales are there once something was answered."""
    attempt = take(signed_in(sqlite_service, "ada"), publish(sqlite_service), {1: RIGHT})
    said = words(screen("ada", "result", attempt=attempt))
    assert "Question by question" in said
    assert "rationale" in said


def test_without_an_answer_the_key_stays_closed(screen: Drawn, sqlite_service: Service) -> None:
    """The page says that nothing was used up, and nothing that teaches the next attempt."""
    attempt = take(signed_in(sqlite_service, "ada"), publish(sqlite_service), {})
    said = words(screen("ada", "result", attempt=attempt))
    assert "You answered no question" in said
    assert "rationale" not in said

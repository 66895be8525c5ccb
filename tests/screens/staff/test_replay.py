"""The replay page: an attempt as its person saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import words
from tests.taking import RIGHT, WRONG, lines, start_at, take

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_it_shows_answers_times_and_proof(screen: Drawn, sqlite_service: Service) -> None:
    """And says that looking is logged."""
    ada = signed_in(sqlite_service, "ada")
    attempt = take(ada, publish(sqlite_service), {1: RIGHT, 2: WRONG})
    at = screen("cora", "replay", attempt=attempt)
    assert "that no answer was changed" in at.success[0].value
    said = words(at)
    assert "1 Dec 2026, 10:00:00 EST" in said
    assert "Saved answers" in said
    assert "No answer was saved." in said
    assert "That you opened this page is in the log." in said
    assert len(lines(sqlite_service, "attempt.replay")) == 1


def test_an_open_attempt_can_be_looked_at(screen: Drawn, sqlite_service: Service) -> None:
    """It has no result yet."""
    attempt = start_at(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("cora", "replay", attempt=attempt)
    assert "still open" in words(at)
    assert not at.success


def test_an_unknown_attempt_says_so(screen: Drawn) -> None:
    """Calmly."""
    assert screen("cora", "replay", attempt="nothing").warning

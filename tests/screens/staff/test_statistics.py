"""The statistics screen: what wants a look, every question, and what few answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import html, links, words
from tests.taking import RIGHT, WRONG, take

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_an_edition_is_shown_with_its_questions(screen: Drawn, sqlite_service: Service) -> None:
    """Attempts, mean, a row a question, options behind it, and the file."""
    key = publish(sqlite_service)
    take(signed_in(sqlite_service, "ada"), key, {1: RIGHT, 2: RIGHT})
    take(signed_in(sqlite_service, "dan"), key, {1: RIGHT, 2: WRONG})
    at = screen("cora", "statistics", id=key)
    assert "2 first attempts, 4 questions · mean 1.5 points" in words(at)
    assert "Vignette 1." in html(at)
    assert "Text a of 1 <strong>(key)</strong>" in html(at)
    assert f"/export/statistics?activity={key}&edition=1" in str(links(at))


def test_correlations_of_few_are_not_shown(screen: Drawn, sqlite_service: Service) -> None:
    """Of two people one is right: their correlation would be 1 or -1."""
    key = publish(sqlite_service)
    take(signed_in(sqlite_service, "ada"), key, dict.fromkeys(range(1, 5), RIGHT))
    take(signed_in(sqlite_service, "dan"), key, dict.fromkeys(range(1, 5), WRONG))
    said = html(screen("cora", "statistics", id=key))
    assert "-1.00" not in said
    assert '<td class="number">1.00' not in said


def test_before_anybody_finished(screen: Drawn, sqlite_service: Service) -> None:
    """It says so."""
    at = screen("cora", "statistics", id=publish(sqlite_service))
    assert "Nobody has finished a first attempt yet." in words(at)


def test_an_author_sees_no_figures_of_fewer_than_five(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Nor activities of others."""
    key = publish(sqlite_service, in_control=("ben@example.edu",))
    publish(sqlite_service, slug="other", in_control=("voss@example.edu",))
    take(signed_in(sqlite_service, "ada"), key, {1: RIGHT})
    at = screen("ben", "statistics")
    assert "when 5 or more people answered" in words(at)
    assert [list(one.options) for one in at.selectbox] == [[f"A small self-assessment · {key}"]]


def test_an_author_of_nothing(screen: Drawn, sqlite_service: Service) -> None:
    """Is told what would stand there."""
    publish(sqlite_service, in_control=("voss@example.edu",))
    assert "Nothing of yours is published yet." in words(screen("ben", "statistics"))

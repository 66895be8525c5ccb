"""The statistics screen: what wants a look, every question, and what few answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import an_item, publish, publish_again
from tests.people import signed_in
from tests.reading import html, links, words
from tests.taking import RIGHT, WRONG, take, take_items

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


def test_scores_are_told_with_the_mark_that_passes(screen: Drawn, sqlite_service: Service) -> None:
    """As a paragraph, which is the plot's description too, and as a table."""
    key = publish(sqlite_service)
    take(signed_in(sqlite_service, "ada"), key, {1: RIGHT})
    take(signed_in(sqlite_service, "dan"), key, dict.fromkeys(range(1, 5), RIGHT))
    at = screen("cora", "statistics", id=key)
    assert "1 of 2 people (50%) passed at their first attempt, with 50% or more" in words(at)
    (drawn,) = at.get("vega_lite_chart")
    assert "1 of 2 people" in drawn.proto.spec
    assert "/export/statistics/scores" in str([one.proto.url for one in at.get("link_button")])


def test_all_editions_are_shown_together(screen: Drawn, sqlite_service: Service) -> None:
    """Each question with its number of people, and what edits did."""
    key = publish(sqlite_service, items=(an_item(1), an_item(2)))
    take_items(signed_in(sqlite_service, "ada"), key, {"item-1": WRONG, "item-2": RIGHT})
    publish_again(sqlite_service, key, items=(an_item(1, revision=2), an_item(2)))
    take_items(signed_in(sqlite_service, "dan"), key, {"item-1": RIGHT, "item-2": RIGHT})
    at = screen("cora", "statistics", id=key, view="All editions")
    assert "First attempts at 2 editions together" in words(at)
    assert "v1 r1 to v1 r2" in html(at)
    assert "+1.00" in html(at)


def test_learning_is_labelled_with_whom_it_is_of(screen: Drawn, sqlite_service: Service) -> None:
    """Repeaters only, after feedback, with their number."""
    key, ada = publish(sqlite_service), signed_in(sqlite_service, "ada")
    take(ada, key, {1: WRONG})
    take(ada, key, dict.fromkeys(range(1, 5), RIGHT))
    at = screen("cora", "statistics", id=key, view="Learning")
    assert "First to last attempt (repeaters only, after feedback)" in words(at)
    assert "1 person took it more than once." in words(at)
    assert "OBJ-1: Do OBJ-1." in html(at)


def test_nobody_came_back(screen: Drawn, sqlite_service: Service) -> None:
    """It says so."""
    at = screen("cora", "statistics", id=publish(sqlite_service), view="Learning")
    assert "Nobody has come back for another attempt yet" in words(at)

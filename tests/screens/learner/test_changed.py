"""What a learner reads of a correction: the notice, the result, the answer to a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.correcting import ALSO, DROP, REKEY, put_right
from tests.editions import publish
from tests.people import signed_in
from tests.reading import labels, press, words
from tests.taking import RIGHT, take
from workflows.attempts.margin import comment
from workflows.corrections.appeals import answer, waiting

if TYPE_CHECKING:
    from quizzes.correction import Correction
    from tests.reading import Drawn
    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def taken(sqlite_service: Service) -> str:
    """Ada's attempt with everything right, in an activity that asks for 80%."""
    ada = signed_in(sqlite_service, "ada")
    return take(ada, publish(ada.service, passing_percent="80"), dict.fromkeys(range(1, 5), RIGHT))


@pytest.fixture
def cora(sqlite_service: Service) -> Actor:
    """One of the office."""
    return signed_in(sqlite_service, "cora")


def test_a_changed_answer_is_told_until_it_is_read(screen: Drawn, taken: str, cora: Actor) -> None:
    """On the first page, above the next step."""
    put_right(cora, REKEY)
    at = screen("ada", "")
    said = words(at)
    assert f"/result?attempt={taken}" in said
    assert "You were told: Text a of 1" in said
    assert "Right now: **Text b of 1**" in said
    assert "Source: Guideline 2026, section 3." in said
    press(at, "I have read this")
    assert "I have read this" not in labels(at.run())


def test_the_result_says_what_a_correction_did(screen: Drawn, taken: str, cora: Actor) -> None:
    """The score before, and that the pass stays; the review has the new key and the words."""
    put_right(cora, REKEY)
    said = words(screen("ada", "result", attempt=taken))
    assert "3 of 4 points · 75% · passed" in said
    assert "your score was 100% before" in said
    assert "your pass stays as it is" in said
    assert "**Corrected.** Option b is right." in said


@pytest.mark.parametrize(
    ("new", "says"),
    [(ALSO, "4 of 4 points · 100% · passed"), (DROP, "3 of 3 points · 100% · passed")],
)
def test_what_changes_nothing_for_somebody_is_told_as_that(
    screen: Drawn, taken: str, cora: Actor, new: Correction, says: str
) -> None:
    """The same share is no other score."""
    put_right(cora, new)
    said = words(screen("ada", "result", attempt=taken))
    assert says in said
    assert "your score was" not in said


def test_a_comment_shows_its_day_and_then_its_answer(
    screen: Drawn, sqlite_service: Service, taken: str, cora: Actor
) -> None:
    """On the result, beside the questions."""
    comment(signed_in(sqlite_service, "ada"), taken, position=2, text="The key is wrong.")
    said = words(screen("ada", "result", attempt=taken))
    assert "Your comment on question 2: The key is wrong." in said
    assert "You are answered by 15 Dec 2026." in said
    answer(cora, waiting(cora)[0].id, "You are right.", upheld=True)
    assert "**Answer:** You are right." in words(screen("ada", "result", attempt=taken))

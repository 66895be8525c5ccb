"""My questions, as a physician meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.correcting import REKEY, put_right
from tests.editions import publish, some_items
from tests.people import signed_in
from tests.reading import html, words
from tests.taking import RIGHT, WRONG, answer, begin, start_at, take, take_items
from workflows.attempts.settle import submit

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.act import Actor
    from workflows.service import Service


def rated(actor: Actor, key: str, sure: str, *, right: bool) -> str:
    """Answer every question of an attempt alike."""
    attempt = start_at(actor, key)
    value = RIGHT if right else WRONG
    answer(actor, attempt, dict.fromkeys(range(1, 7), value), confidence=sure)
    submit(actor, attempt)
    return attempt


def test_it_lists_what_was_missed(screen: Drawn, sqlite_service: Service) -> None:
    """Each line leads to that question; the filters narrow it."""
    ada = signed_in(sqlite_service, "ada")
    attempt = take_items(ada, publish(sqlite_service), {"item-1": WRONG, "item-2": RIGHT})
    at = screen("ada", "questions")
    assert "3 questions" in words(at)
    assert "Vignette 1." in html(at)
    assert f"/questions?attempt={attempt}&amp;q=" in html(at)
    at.selectbox[0].set_value("small").run()
    at.selectbox[1].set_value("OBJ-1").run()
    assert "1 question" in words(at)
    assert "Vignette 1." not in html(at)
    at.radio[0].set_value("Missed at first, right since").run()
    assert "Nothing that you missed at first" in words(at)


def test_nothing_submitted_says_what_will_stand_here(
    screen: Drawn, sqlite_service: Service
) -> None:
    """In each view, and nothing of an open attempt."""
    answer(signed_in(sqlite_service, "ada"), begin(signed_in(sqlite_service, "ada")), {1: WRONG})
    for view, said in {
        "missed": "Nothing is submitted yet", "years": "Nothing is submitted yet",
        "sure": "You have not said yet how sure you were", "changed": "No answer that you were",
    }.items():  # fmt: skip
        at = screen("ada", "questions", view=view)
        assert said in words(at)
        assert "Vignette" not in words(at) + html(at)


def test_one_question_is_shown_as_it_was_seen(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """With key and reasons, what others did, and each time it was asked."""
    ada, key = signed_in(sqlite_service, "ada"), publish(sqlite_service, items=some_items(1))
    attempt = take(ada, key, {1: WRONG})
    said = words(screen("ada", "questions", attempt=attempt, q="1"))
    assert "CANARY-explanation-1" in said
    assert "Shown once 5 or more other people" in said
    clock.move(minutes=1)
    take(ada, key, {1: RIGHT})
    said = words(screen("ada", "questions", attempt=attempt, q="1"))
    assert "Each time you were asked" in said
    assert "Not found" in words(screen("dan", "questions", attempt=attempt, q="1"))


def test_confidence_is_read_in_words_and_in_a_table(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """Sure and wrong leads; quarter by quarter once there are two."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service, items=some_items(6), confidence="optional")
    rated(ada, key, "sure", right=False)
    at = screen("ada", "questions", view="sure")
    assert "You were sure more often than you were right" in words(at)
    assert "**Sure and wrong:** 6 of 6" in words(at)
    assert "Over time" not in words(at)
    clock.move(minutes=60 * 24 * 100)
    second = publish(sqlite_service, slug="second", items=some_items(12)[6:], confidence="optional")
    rated(signed_in(sqlite_service, "ada"), second, "guess", right=True)
    at = screen("ada", "questions", view="sure")
    assert "Over time" in words(at)
    assert "0 of 6" in html(at)
    at = screen("ada", "questions", view="years")
    assert "A small self-assessment" in words(at)
    assert "2026" in html(at)


def test_what_was_changed_since_is_told(screen: Drawn, sqlite_service: Service) -> None:
    """What they were told, and what is right now."""
    take(signed_in(sqlite_service, "ada"), publish(sqlite_service), {1: RIGHT})
    put_right(signed_in(sqlite_service, "cora"), REKEY)
    said = words(screen("ada", "questions", view="changed"))
    assert "You were told: Text a of 1" in said
    assert "Text b of 1" in said


def test_the_result_opens_with_what_was_sure_and_wrong(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Under a heading of its own; the page leads to all questions."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service, items=some_items(6), confidence="optional")
    at = screen("ada", "result", attempt=rated(ada, key, "sure", right=False))
    assert "#### Sure and wrong: 6 questions" in words(at)
    assert any("My questions" in one.proto.label for one in at.get("page_link"))

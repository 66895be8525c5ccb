from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import front_digest, publish
from tests.learning import attempted
from tests.people import signed_in
from tests.reading import labels, press, words
from workflows.attempts.start import start

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service


def test_a_card_says_what_it_gives(screen: Drawn, sqlite_service: Service) -> None:
    """Specialty, credit in the AMA's italics, points by board, length, expiry, own state."""
    publish(sqlite_service)
    said = words(screen("ada", "activities"))
    assert ":gray-badge[Internal medicine]" in said
    assert "Up to 1.00 *AMA PRA Category 1 Credit*™" in said
    assert "ABA Lifelong Learning: 1.00" in said
    assert "ABIM Medical Knowledge: 0.75" in said
    assert "4 questions · about 60 min · expires 31 Oct 2027" in said
    assert "[Not started]" in said


def test_a_card_answers_why_so_much(screen: Drawn, sqlite_service: Service) -> None:
    """Whoever asks reads it in the list; who is no physician has no points to ask about."""
    key = publish(sqlite_service)
    at = screen("ada", "activities")
    assert [one.proto.popover.label for one in at.get("popover")] == ["Why these amounts?"]
    at.session_state[f"{key}-why"] = True
    assert "If all 1.00 credits are claimed:" in words(at.run())
    assert not screen("dan", "activities").get("popover")


def test_a_card_goes_on_where_the_person_stopped(app: Drawn, sqlite_service: Service) -> None:
    """The open attempt is one tap away."""
    key = publish(sqlite_service)
    attempt = start(signed_in(sqlite_service, "ada"), key, front_digest(sqlite_service, key))
    at = press(app("ada"), "Continue: question 1 of 4")
    assert at.query_params == {"attempt": attempt}


@pytest.mark.parametrize("who", ["cora", "olga"])
def test_who_is_no_learner_reads_and_is_told_why_not_more(
    screen: Drawn, sqlite_service: Service, who: str
) -> None:
    """Nothing invites to a start that would be refused; one sentence says what it needs."""
    publish(sqlite_service)
    at = screen(who, "activities")
    assert labels(at) == ["Read"]
    assert words(at).count("needs the role of a learner") == 1
    assert "role of a learner" not in words(screen("ben", "activities"))


def test_the_search_lives_in_the_address(screen: Drawn, sqlite_service: Service) -> None:
    """A link to a search finds the same; words may stand in any order."""
    publish(sqlite_service)
    assert labels(screen("ada", "activities", search="self-assessment SMALL")) == ["Read and start"]
    assert labels(screen("ada", "activities", search="dermatology")) == []


def test_the_filters_live_in_the_address(screen: Drawn, sqlite_service: Service) -> None:
    """Where one stands narrows the list, and the count says that it is narrowed."""
    attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service, slug="passed"))
    publish(sqlite_service, slug="untouched")
    at = screen("ada", "activities", state="Evaluation due")
    assert labels(at) == ["Evaluate and claim"]
    assert "1 of 2 self-assessments" in words(at)
    assert labels(screen("ada", "activities", specialty="Internal medicine", board="ABA")) == [
        "Evaluate and claim",
        "Read and start",
    ]


def test_a_search_without_a_find_says_what_to_do(screen: Drawn, sqlite_service: Service) -> None:
    """No empty list without a word."""
    publish(sqlite_service)
    assert "Nothing fits your search" in words(screen("ada", "activities", search="zebra"))


def test_an_activity_that_opens_later_says_when(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """Its day of release stands where the expiry would."""
    publish(sqlite_service)
    clock.move(days=-60)
    assert "opens 1 Nov 2026" in words(screen("ada", "activities"))


def test_an_expired_activity_is_gone_for_those_who_never_began(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """Whoever began it still finds it."""
    attempted(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    clock.move(days=400)
    assert "A small self-assessment" in words(screen("ada", "activities"))
    assert "Nothing is published yet" in words(screen("dan", "activities"))

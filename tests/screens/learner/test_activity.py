from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import front_digest, publish, publish_again
from tests.learning import attempted
from tests.people import signed_in
from tests.reading import labels, press, words
from workflows.attempts.start import start
from workflows.content.front import front

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service


START = "I have read this. Start"


def test_reading_and_starting_leads_to_the_first_question(
    app: Drawn, sqlite_service: Service
) -> None:
    """One button acknowledges and starts; the address keeps the activity for the way back."""
    key = publish(sqlite_service)
    at = press(press(app("ada"), "Read and start"), START)
    stands = front(signed_in(sqlite_service, "ada"), key).own
    assert stands.open is not None
    assert at.query_params == {"attempt": stands.open.attempt, "id": key}


def test_a_link_without_a_period_finds_the_newest(screen: Drawn, sqlite_service: Service) -> None:
    """A short link to share."""
    publish(sqlite_service)
    assert screen("ada", "activity", id="small").title[0].value == "A small self-assessment"


def test_an_open_attempt_is_gone_on_with(screen: Drawn, sqlite_service: Service) -> None:
    """It stands on top, and nothing can be started beside it."""
    key = publish(sqlite_service)
    start(signed_in(sqlite_service, "ada"), key, front_digest(sqlite_service, key))
    assert labels(screen("ada", "activity", id=key)) == ["Continue: question 1 of 4"]


def test_an_expired_activity_says_why_it_cannot_be_started(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """The reason in place of the button; the text can still be read."""
    key = publish(sqlite_service)
    clock.move(days=400)
    at = screen("ada", "activity", id=key)
    assert "expired on 31 Oct 2027" in words(at)
    assert "Disclosures" in words(at)
    assert labels(at) == []


def test_used_up_attempts_say_whom_to_ask(screen: Drawn, sqlite_service: Service) -> None:
    """The last result stays within reach."""
    key = publish(sqlite_service, attempts_max=1)
    attempted(signed_in(sqlite_service, "ada"), key, right=0)
    at = screen("ada", "activity", id=key)
    assert "used your one attempt" in words(at)
    assert "cme@example.edu" in words(at)
    assert labels(at) == ["See your last result"]


def test_after_passing_another_attempt_is_practice(screen: Drawn, sqlite_service: Service) -> None:
    """Claiming comes first; starting again says that it changes nothing."""
    key = publish(sqlite_service)
    attempted(signed_in(sqlite_service, "ada"), key)
    at = screen("ada", "activity", id=key)
    assert labels(at) == ["Evaluate and claim", "See your last result", START]
    assert "practice and changes no record" in words(at)


def test_who_made_it_is_told_that_it_earns_nothing(screen: Drawn, sqlite_service: Service) -> None:
    """Ben wrote it: he may take it, and knows before he does."""
    at = screen("ben", "activity", id=publish(sqlite_service))
    assert "it earns you no credit" in words(at)
    assert labels(at) == [START]


def test_staff_read_it_and_start_nothing(screen: Drawn, sqlite_service: Service) -> None:
    """Cora is no learner."""
    at = screen("cora", "activity", id=publish(sqlite_service))
    assert "needs the role of a learner" in words(at)
    assert labels(at) == []


def test_a_text_that_changed_meanwhile_is_not_acknowledged(
    screen: Drawn, sqlite_service: Service
) -> None:
    """The press was meant for the text before: nothing starts, and the page says why."""
    key = publish(sqlite_service)
    at = screen("ada", "activity", id=key)
    publish_again(sqlite_service, key, summary="Another summary.")
    press(at, START)
    assert "updated while you were reading" in words(at)
    assert "Another summary." in words(at)
    assert front(signed_in(sqlite_service, "ada"), key).own.state == "not_started"


def test_why_so_much_is_answered_only_when_asked(screen: Drawn, sqlite_service: Service) -> None:
    """Closed, the page reads nothing for it; open, each amount has its steps and their sources."""
    key = publish(sqlite_service)
    at = screen("ada", "activity", id=key)
    assert "at this board" not in words(at)
    at.session_state[f"{key}-why"] = True
    said = words(at.run())
    assert "**Up to 1.00 *AMA PRA Category 1 Credit*™**" in said
    assert "**Up to 0.75 ABIM Medical Knowledge points**" in said
    assert "The activity gives at most 0.75 points at this board." in said
    assert "accme.org/faq/7922" in said
    assert not screen("dan", "activity", id=key).get("popover")


def test_an_unknown_activity_is_said_calmly(screen: Drawn) -> None:
    """One sentence, and what to do."""
    assert "There is no such activity here" in words(screen("ada", "activity", id="nowhere"))
    assert "There is no such activity here" in words(screen("ada", "activity"))

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import press, words
from tests.taking import count, take

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_an_attempt_is_granted_with_its_reason(screen: Drawn, sqlite_service: Service) -> None:
    """What was granted is listed on the next look."""
    ada = signed_in(sqlite_service, "ada")
    take(ada, publish(sqlite_service, attempts_max=1), {1: "b"})
    at = screen("cora", "person", id=ada.public_id)
    at.number_input[0].set_value(1)
    at.text_input[0].set_value("Was ill")
    press(at, "Grant")
    assert at.success[0].value == "Granted and logged."
    said = words(at.run())
    assert "1 attempts, 0 minutes. Was ill" in said
    assert count(sqlite_service, "grant") == 1


def test_a_second_grant_on_the_same_page_counts(screen: Drawn, sqlite_service: Service) -> None:
    """Each is listed in the run that granted it, and nothing has to be opened anew."""
    ada = signed_in(sqlite_service, "ada")
    take(ada, publish(sqlite_service, attempts_max=1), {1: "b"})
    at = screen("cora", "person", id=ada.public_id)
    for reason in ("Was ill", "Was on call"):
        at.number_input[0].set_value(1)
        at.text_input[0].set_value(reason)
        assert reason in words(press(at, "Grant"))
    assert count(sqlite_service, "grant") == 2


def test_a_grant_without_reason_is_refused(screen: Drawn, sqlite_service: Service) -> None:
    """The sentence says what is missing, and nothing is written."""
    ada = signed_in(sqlite_service, "ada")
    take(ada, publish(sqlite_service), {1: "b"})
    at = screen("cora", "person", id=ada.public_id)
    at.number_input[0].set_value(1)
    press(at, "Grant")
    assert "Write the reason" in words(at)
    assert count(sqlite_service, "grant") == 0

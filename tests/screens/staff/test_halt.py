"""The screen on which staff pause, withdraw and open an activity again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import labels, press, words
from workflows.content.halt import halt, see

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service

CHECKED = "A dose is being checked."


def test_an_activity_is_paused_with_a_reason(screen: Drawn, sqlite_service: Service) -> None:
    """Nothing is chosen beforehand; afterwards the page says what holds, and who did it."""
    publish(sqlite_service)
    at = screen("cora", "halt", id="small")
    assert "Open: nothing stops it." in [one.value for one in at.success]
    assert next(one for one in at.button if one.label == "Do it now").disabled
    at.radio[0].set_value("paused").run()
    at.text_area[0].set_value(CHECKED).run()
    at = press(at, "Pause now")
    assert see(signed_in(sqlite_service, "cora"), "small").state == "paused"
    assert f"Paused. {CHECKED}" in [one.value for one in at.warning]
    assert "Cora Lindqvist: **Paused.**" in words(at)


def test_without_a_reason_the_page_asks_for_it(screen: Drawn, sqlite_service: Service) -> None:
    """What was chosen stays."""
    publish(sqlite_service)
    at = screen("cora", "halt", id="small")
    at.radio[0].set_value("withdrawn").run()
    at = press(at, "Withdraw now")
    assert "Write the reason" in words(at)
    assert at.radio[0].value == "withdrawn"


def test_what_is_stopped_can_be_opened_or_withdrawn(screen: Drawn, sqlite_service: Service) -> None:
    """Only what changes something is offered."""
    publish(sqlite_service)
    halt(signed_in(sqlite_service, "emil"), "small", "paused", CHECKED, 0)
    at = screen("cora", "halt", id="small")
    assert at.radio[0].options == ["Withdraw", "Open again"]
    at.radio[0].set_value("open").run()
    at.text_area[0].set_value("The dose is right.").run()
    at = press(at, "Open again now")
    assert see(signed_in(sqlite_service, "cora"), "small").state == "open"


def test_an_unknown_activity_is_said_calmly(screen: Drawn) -> None:
    """A sentence, and nothing to press."""
    at = screen("cora", "halt", id="nowhere")
    assert "There is no such activity" in words(at)
    assert labels(at) == []

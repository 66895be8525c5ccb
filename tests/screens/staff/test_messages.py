"""The screen of messages, as staff see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens import door
from tests.editions import publish
from tests.people import signed_in
from tests.reading import html, labels, press, words
from tests.workflows.messages.posts import Kept, Refusing
from tests.workflows.messages.sending import put, send, states, unclaimed
from workflows.messages.post import NotTaken
from workflows.operations.work import work_once

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service

GONE = NotTaken("The mail server said: 550 <b>nobody</b>", for_good=True)


def test_before_the_first_message(screen: Drawn, sqlite_service: Service) -> None:
    """A sentence, and nothing to press."""
    work_once(sqlite_service)
    at = screen("cora", "messages")
    assert "There is no message yet." in words(at)
    assert labels(at) == []
    assert not at.warning


def test_counts_reasons_and_people(screen: Drawn, sqlite_service: Service) -> None:
    """Each message that failed leads to its person, and its reason is text."""
    ada = signed_in(sqlite_service, "ada")
    unclaimed(ada, publish(sqlite_service))
    send(sqlite_service, Refusing(GONE))
    put(sqlite_service, ada, "attempt:1", "follow-up")
    said = html(screen("cora", "messages"))
    assert '<th scope="row" class="">Follow-up</th><td class="number">1</td>' in said
    assert f'<a href="/person?id={ada.public_id}">Ada Whitfield, MD</a>' in said
    assert "550 &lt;b&gt;nobody&lt;/b&gt;" in said


def test_what_failed_is_tried_again_by_one_press(screen: Drawn, sqlite_service: Service) -> None:
    """And is told so; the list is empty then."""
    put(sqlite_service, signed_in(sqlite_service, "ada"), "attempt:1", "follow-up")
    send(sqlite_service, Refusing(GONE))
    at = press(screen("cora", "messages"), "Try these again")
    assert "1 message will be tried again" in at.success[0].value
    assert "550" not in html(at)
    assert states(sqlite_service)[-1] == "waiting"


def test_messages_are_taken_as_a_file_by_one_press(screen: Drawn, sqlite_service: Service) -> None:
    """The link to it stands on the page at once."""
    put(sqlite_service, signed_in(sqlite_service, "ada"), "attempt:1", "follow-up")
    at = press(screen("cora", "messages"), "Take as CSV")
    assert at.success[0].value.startswith("Taken.")
    assert '<a href="/export/messages/' in html(at)
    assert states(sqlite_service) == ["exported"]


def test_two_tabs_take_it_once(screen: Drawn, sqlite_service: Service) -> None:
    """The second sees that nothing is left, and the file."""
    put(sqlite_service, signed_in(sqlite_service, "ada"), "attempt:1", "follow-up")
    first, second = screen("cora", "messages"), screen("cora", "messages")
    press(first, "Take as CSV")
    at = press(second, "Take as CSV")
    assert "No message is waiting" in words(at)
    assert html(at).count("/export/messages/") == 1
    assert states(sqlite_service) == ["exported"]


def test_what_went_out_meanwhile_is_told(screen: Drawn, sqlite_service: Service) -> None:
    """Between drawing and pressing: nothing is taken, of another kind neither."""
    ada = signed_in(sqlite_service, "ada")
    put(sqlite_service, ada, "attempt:1", "changed-answer")
    at = screen("cora", "messages")
    send(sqlite_service, Kept())
    put(sqlite_service, ada, "attempt:2", "follow-up")
    at = press(at, "Take as CSV")
    assert at.warning[0].value == "Nothing was taken. Sent meanwhile: 1 message of this kind."
    assert states(sqlite_service, 2) == []


def test_a_file_is_told_apart_from_what_went_out(screen: Drawn, sqlite_service: Service) -> None:
    """What is left is taken, and the rest is said to be sent."""
    ada = signed_in(sqlite_service, "ada")
    put(sqlite_service, ada, "attempt:1", "follow-up")
    at = screen("cora", "messages")
    send(sqlite_service, Kept())
    put(sqlite_service, ada, "attempt:2", "follow-up")
    at = press(at, "Take as CSV")
    assert "Sent meanwhile, so not in it: 1 message." in at.success[0].value
    assert states(sqlite_service, 2) == ["exported"]


def test_staff_hear_why_nothing_is_sent(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """No worker, or no mail server."""
    assert "work in the background is not running" in words(screen("cora", "messages"))
    work_once(sqlite_service)
    assert "not running" not in words(screen("cora", "messages"))
    real = replace(sqlite_service.settings, mode="production")
    door.open_with(replace(sqlite_service, settings=real))
    clock.move(hours=2)
    said = words(screen("cora", "messages"))
    assert "No mail server is set" in said
    assert "not running" in said


def test_learners_do_not_see_it(screen: Drawn, sqlite_service: Service) -> None:
    """It names people."""
    put(sqlite_service, signed_in(sqlite_service, "ada"), "attempt:1", "follow-up")
    assert "Your role does not include this" in words(screen("ada", "messages"))

"""Initiatives as the office makes them, and as an owner and whoever is asked sees them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.editions import publish
from tests.leading import asked, led
from tests.learning import completed
from tests.people import signed_in
from tests.reading import html, labels, links, press, words
from workflows.initiatives.listing import listing

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.reading import Drawn
    from workflows.service import Service


def test_one_is_made_on_the_page(screen: Drawn, sqlite_service: Service) -> None:
    """Every fault is said at once; the first one is offered a form at once."""
    key = publish(sqlite_service)
    signed_in(sqlite_service, "ada")
    at = press(screen("cora", "initiatives"), "Make the initiative")
    assert len(at.error) == 6
    given = {"Name": "Fewer falls", "E-mail address of the owner": "ada@example.edu"}
    for one in at.text_input:
        one.set_value(given[one.label])
    for area in at.text_area:
        area.set_value("Something.")
    at.multiselect[0].set_value([key])
    press(at, "Make the initiative")
    (made,) = listing(signed_in(sqlite_service, "cora"))
    assert (made.title, made.until) == ("Fewer falls", date(2027, 3, 1))
    assert f"initiative?id={made.id}" in html(screen("cora", "initiatives"))


def test_the_owner_asks_and_sees_who_is_done(screen: Drawn, sqlite_service: Service) -> None:
    """Names, state and day; no button for the plan, which is the office's."""
    key = publish(sqlite_service)
    made = led(sqlite_service, key)
    dan = signed_in(sqlite_service, "dan")
    at = screen("ada", "initiative", id=made)
    assert "Nobody is asked yet" in at.info[0].value
    assert not {"Save the plan", "End it now"} & set(labels(at))
    assert "Say whom to ask." in press(at, "Ask them").error[0].value
    at.text_area[0].set_value("dan@example.com, nobody@example.org")
    at = press(at, "Ask them")
    assert at.success[0].value == "2 people asked. 1 address waits for an account."
    assert "0 of 2 are done" in words(at)
    completed(dan, key)
    at = screen("ada", "initiative", id=made)
    assert "1 of 2 are done" in words(at)
    assert "Done on 1 Dec 2026" in html(at)
    assert links(at)["List as CSV"] == f"/export/initiative?id={made}"


def test_a_line_that_is_no_address_is_named(screen: Drawn, sqlite_service: Service) -> None:
    """Nobody is asked."""
    made = led(sqlite_service, publish(sqlite_service))
    at = screen("ada", "initiative", id=made)
    at.text_area[0].set_value("dan@example.com\nDan")
    at = press(at, "Ask them")
    assert "Line 2" in words(at)


def test_people_are_taken_off_and_it_is_ended(screen: Drawn, sqlite_service: Service) -> None:
    """What was done is said on top; what is over offers nothing more."""
    made = led(sqlite_service, publish(sqlite_service), ask="dan@example.com")
    at = screen("cora", "initiative", id=made)
    who = next(one for one in at.multiselect if one.label == "Who")
    at = _choose_first(at, who.key or "")
    at = press(at, "Take off")
    assert "Taken off" in at.success[0].value
    at = press(at, "End it now")
    assert "ended" in words(at)
    assert "Ask them" not in labels(at)


def _choose_first(at: AppTest, key: str) -> AppTest:
    found = at.multiselect(key=key)
    return found.set_value(found.options[:1]).run()


def test_home_says_what_is_asked_until_it_is_done(screen: Drawn, sqlite_service: Service) -> None:
    """By when, by whom, and what they see; the owner finds their initiative there."""
    key = publish(sqlite_service)
    made = led(sqlite_service, key, ask="dan@example.com")
    asked(signed_in(sqlite_service, "cora"), made, "ada@example.edu")
    at = screen("dan", "")
    assert "You are asked to take part" in words(at)
    assert "Please complete it by **15 Jan 2027**." in words(at)
    assert "never your answers or scores" in words(at)
    assert "Open A small self-assessment" in labels(at)
    assert "Read and start" not in labels(at)  # not a second time, as a suggestion
    assert "Nothing is waiting" not in words(at)
    completed(signed_in(sqlite_service, "dan"), key)
    assert "You are asked" not in words(screen("dan", ""))
    assert "Initiatives that you lead" in words(screen("ada", ""))

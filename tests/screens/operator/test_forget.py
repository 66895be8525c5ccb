"""Forgetting a person, as an operator meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.amending import account
from tests.editions import publish
from tests.learning import completed
from tests.reading import labels, press, words
from tests.taking import count
from workflows.credit.claim import make

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.reading import Drawn
    from workflows.service import Service


def looked(screen: Drawn, address: str) -> AppTest:
    """Look somebody up."""
    at = screen("olga", "forget")
    at.text_input[0].set_value(address)
    return press(at, "Look")


def test_it_says_what_goes_before_it_goes(screen: Drawn, sqlite_service: Service) -> None:
    """Nothing is erased by looking."""
    account(sqlite_service, "eve@example.edu", "Eve Ng")
    at = looked(screen, "eve@example.edu")
    said = words(at)
    assert "Would be erased now" in said
    assert "sign-in address: 1" in said
    assert count(sqlite_service, "erasure") == 0


def test_a_person_is_forgotten_with_the_reason(screen: Drawn, sqlite_service: Service) -> None:
    """The page then says what was erased and what stays, with its day."""
    eve = account(sqlite_service, "eve@example.edu", "Eve Ng")
    done = completed(eve, publish(sqlite_service))
    make(eve, done, quarters=4, boards={}, attested=True)
    at = looked(screen, "eve@example.edu")
    at.text_input[1].set_value("Asked by letter of 1 December.")
    press(at, "Erase for good")
    assert "Nobody can sign in as this person" in at.success[0].value
    assert "stay until 1 Dec 2032" in words(at)
    assert "Erase for good" not in labels(at)
    assert count(sqlite_service, "erasure") == 1


def test_without_a_reason_nothing_goes(screen: Drawn, sqlite_service: Service) -> None:
    """The sentence asks for it."""
    account(sqlite_service, "eve@example.edu", "Eve Ng")
    at = looked(screen, "eve@example.edu")
    press(at, "Erase for good")
    assert "Write the reason" in words(at)
    assert count(sqlite_service, "erasure") == 0


def test_an_unknown_address_is_said(screen: Drawn) -> None:
    """Nobody is found."""
    assert "Nobody signs in" in words(looked(screen, "nobody@example.edu"))

"""The profile as its owner sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import signed_in
from workflows.people.profile import filled, see, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from workflows.service import Service

NAME = "Legal name, as on your certificates"


def save(at: AppTest, **fields: str) -> AppTest:
    """Fill fields in by their labels and save."""
    for label, text in fields.items():
        next(one for one in at.text_input if one.label.startswith(label)).set_value(text)
    return at.button[0].click().run()


def test_a_changed_name_is_kept(screen: Callable[..., AppTest], sqlite_service: Service) -> None:
    """The page says when it was saved, and the profile holds it."""
    at = save(screen("ada", "profile"), Legal="Ada M. Whitfield")
    assert at.success[0].value.startswith("Saved 10:00")
    assert see(signed_in(sqlite_service, "ada")).profile.legal_name == "Ada M. Whitfield"


def test_two_changes_after_one_another_are_kept(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """The form goes on from what it saved."""
    at = save(screen("ada", "profile"), Legal="Ada the First")
    save(at, Specialty="Geriatrics")
    profile = see(signed_in(sqlite_service, "ada")).profile
    assert (profile.legal_name, profile.specialty) == ("Ada the First", "Geriatrics")


def test_faults_are_all_named_and_nothing_is_kept(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """What was typed stays in the form."""
    at = save(screen("ada", "profile"), Legal="Ada 陳", American="x")
    assert len(at.error) == 2
    assert "Latin letters" in at.error[0].value
    assert next(one for one in at.text_input if one.label == NAME).value == "Ada 陳"
    assert see(signed_in(sqlite_service, "ada")).seq == 1


def test_an_unusual_board_id_is_kept_with_a_word(screen: Callable[..., AppTest]) -> None:
    """It is saved, and asked about."""
    at = screen("ada", "profile")
    abim = next(one for one in at.text_input if "(ABIM)" in one.label)
    abim.set_value("1234567890")
    at.button[0].click().run()
    assert at.success
    assert "Please check it." in at.warning[0].value


def test_a_tab_that_is_behind_is_told(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """The other window's name is said and nothing is lost until one saves again."""
    at = screen("ada", "profile")
    ada = signed_in(sqlite_service, "ada")
    write(ada, 1, filled(legal_name="Ada from the phone", degree="MD"))
    save(at, Legal="Ada from the desk")
    assert "it now says Ada from the phone, MD" in at.warning[0].value
    assert see(ada).profile.legal_name == "Ada from the phone"
    save(at, Legal="Ada from the desk")
    assert see(ada).profile.legal_name == "Ada from the desk"


def test_nobody_signed_in_sees_no_profile(screen: Callable[..., AppTest]) -> None:
    """Without a session there is a sentence and a way on."""
    at = screen("ada", "profile")
    at.user = {"session": "0" * 64}
    at.run()
    assert "You are signed out" in at.warning[0].value
    assert not at.text_input

"""The profile as its owner sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.people import signed_in
from tests.reading import html, press, words
from tests.sign_on import at_provider
from workflows.people import session
from workflows.people.arrive import Vouched, arrive
from workflows.people.consent import see as consents_of
from workflows.people.once import once
from workflows.people.profile import filled, see, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from tests.clock import Clock
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


def test_a_change_of_identity_needs_a_fresh_sign_in(
    screen: Callable[..., AppTest], sqlite_service: Service, clock: Clock
) -> None:
    """The page says so with the way there, keeps what was typed, and has saved nothing."""
    at = screen("ada", "profile")
    clock.move(minutes=16)
    save(at, Legal="Ada Married")
    assert "legal name" in at.warning[0].value
    assert 'href="/sign-in?again=1&amp;next=%2Fprofile"' in html(at)
    assert next(one for one in at.text_input if one.label == NAME).value == "Ada Married"
    assert see(signed_in(sqlite_service, "ada")).profile.legal_name == "Ada Whitfield"


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


def field(at: AppTest, label: str) -> str:
    """Return what stands in the text field whose label begins so."""
    return str(next(one for one in at.text_input if one.label.startswith(label)).value)


def test_identifiers_are_typed_as_one_knows_them(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """They are kept as boards and states take them, several licenses too."""
    at = screen("ben", "profile")
    at.selectbox(key=f"{_id(sqlite_service)}-license-0-state").set_value("MI")
    at.selectbox(key=f"{_id(sqlite_service)}-license-1-state").set_value("OH")
    save(
        at,
        Birthday="Feb 29",
        National="1679 576 722",
        **{"Number of license 1": "5101 000 001", "Number of license 2": "00042"},
    )
    assert at.success
    kept = see(signed_in(sqlite_service, "ben")).profile
    assert (kept.birthday, kept.npi) == ("02-29", "1679576722")
    assert [(one.state, one.number) for one in kept.licenses] == [
        ("MI", "5101000001"),
        ("OH", "00042"),
    ]


def _id(service: Service, who: str = "ben") -> str:
    return signed_in(service, who).public_id


def test_a_mistyped_number_stays_to_be_corrected(screen: Callable[..., AppTest]) -> None:
    """Errors keep what was typed, in every field."""
    at = save(screen("ada", "profile"), National="1234567890", Birthday="9/10/1980")
    said = " ".join(one.value for one in at.error)
    assert "last digit does not fit" in said
    assert "never keep the year" in said
    assert field(at, "National") == "1234567890"
    assert field(at, "Birthday") == "9/10/1980"


def test_names_for_boards_are_suggested_and_said_to_be_so(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """Somebody looks at them before they are kept."""
    ada = signed_in(sqlite_service, "ada")
    write(ada, 1, filled(legal_name="Ada M. Whitfield", degree="MD"))
    at = screen("ada", "profile")
    assert (field(at, "Given name"), field(at, "Family name")) == ("Ada", "Whitfield")
    assert any("Suggested from your legal name" in one.value for one in at.caption)
    assert see(ada).profile.given_name == ""


def test_who_is_no_physician_is_asked_for_no_board(screen: Callable[..., AppTest]) -> None:
    """Neither IDs nor birthday nor consent: nothing of it is theirs."""
    at = screen("dan", "profile")
    assert [one.label for one in at.text_input] == [
        NAME,
        "Specialty (optional)",
        "Institution (optional)",
    ]
    assert [one.label for one in at.button] == ["Save profile", "Make a private address"]


def test_a_degree_that_becomes_a_physicians_opens_the_rest(screen: Callable[..., AppTest]) -> None:
    """With the same save."""
    at = screen("dan", "profile")
    at.selectbox[0].set_value("MD")
    at.button[0].click().run()
    assert at.success
    assert any("(ABIM)" in one.label for one in at.text_input)


def test_consent_is_given_and_withdrawn_with_its_times(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """The page says what was agreed to, when, and that it holds for what is not sent yet."""
    publish(sqlite_service, state_consent="States see it all.")
    at = screen("ada", "profile")
    assert "has not marked as sent is taken out of its files at once" in words(at)
    before = [one.label for one in at.button]
    assert before == ["Save profile", "Make a private address", *["I agree to this"] * 2]
    at.button[3].click().run()
    assert "Given 1 Dec 2026, 10:00 EST" in words(at)
    assert "States see it all." in words(at)
    press(at, "Withdraw this consent")
    assert "Withdrawn 1 Dec 2026, 10:00 EST" in words(at)
    assert [one.given for one in consents_of(signed_in(sqlite_service, "ada"))] == [False, False]


@pytest.mark.parametrize(("first", "before"), [("consents", True), ("", False)])
def test_a_link_to_the_consents_shows_them_first(
    screen: Callable[..., AppTest], sqlite_service: Service, first: str, *, before: bool
) -> None:
    """On a phone they would be screens below what the link was followed for."""
    publish(sqlite_service)
    said = words(screen("ada", "profile", first=first))
    assert (said.index("unless you agree here") < said.index("On your certificates")) is before


def test_names_that_were_only_guessed_are_kept_once_they_were_seen(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """The fields for points come with the degree; the click that brought them saves none."""
    dan = signed_in(sqlite_service, "dan")
    at = screen("dan", "profile")
    degree = next(one for one in at.selectbox if one.label == "Degree")
    degree.set_value("MD")
    at.button[0].click().run()
    assert see(dan).profile.degree == "MD"
    assert (see(dan).profile.given_name, see(dan).profile.family_name) == ("", "")
    assert "look at the names, then save again" in at.info[0].value
    save(at)
    assert (see(dan).profile.given_name, see(dan).profile.family_name) == ("Dan", "Reyes")


def test_whoever_has_no_confirmed_address_is_told_what_that_means(
    screen: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """A provider vouched for them and not for an address; everybody else sees theirs."""
    there = at_provider(sqlite_service, "https://login.example.edu")
    who = Vouched("https://login.example.edu", "nora@example.edu", "Nora Okafor")
    arrive(session.system(there), who, once("state", "one", there.now() + timedelta(minutes=1)))
    at = screen("ada", "profile")
    assert any("You sign in as ada@example.edu." in one.value for one in at.caption)
    token = session.sign_in(there, who.issuer, who.subject)
    at.user = {"session": session.digest_of(token)}
    at.run()
    assert any("confirmed no e-mail address" in one.value for one in at.caption)
    assert not any("nora@example.edu" in one.value for one in at.caption)

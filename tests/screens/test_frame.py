"""What surrounds every screen: identity, navigation, refusals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from screens import door
from screens.frame import is_listed
from screens.table import SCREENS
from settings import NOWHERE
from tests.people import newcomer, signed_in, token_of
from workflows.people import enrol, session

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clock import Clock
    from workflows.service import Service

MAIN = Path(__file__).parents[2] / "screens" / "main.py"


@pytest.fixture
def application(sqlite_service: Service) -> Callable[..., AppTest]:
    """Return a function that opens an address of the whole application for a person."""
    door.open_with(sqlite_service)

    def opened(who: str, path: str = "") -> AppTest:
        at = AppTest.from_file(MAIN, default_timeout=20)
        at.user = {"session": session.digest_of(token_of(sqlite_service, who))}
        at._page_hash = calc_hash(path)
        return at.run()

    return opened


@pytest.mark.parametrize(
    ("who", "name", "title"),
    [
        ("ada", "Ada Whitfield, MD", "Your next step"),
        ("cora", "Cora Lindqvist", "Today"),
        ("olga", "Olga Petrenko, MD", "Self-assessments"),
    ],
)
def test_each_person_begins_at_a_screen_of_their_own(
    application: Callable[..., AppTest], who: str, name: str, title: str
) -> None:
    """The bare address shows what their role is about, and their name."""
    at = application(who)
    assert not at.exception
    said = " ".join(str(one.proto.body) for one in at.get("html"))
    assert name in said
    assert "Demonstration, not for credit" in said
    assert any(title in str(one.value) for one in (*at.title, *at.subheader))


def test_who_has_no_name_yet_has_no_gap_in_its_place(
    application: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """The line holds the way out alone."""
    newcomer(sqlite_service, "nora@example.org")
    said = " ".join(str(one.proto.body) for one in application("nora@example.org").get("html"))
    assert '<span><a href="/sign-out">Sign out</a></span>' in said


def test_where_the_desk_is_elsewhere_its_screens_are_neither_listed_nor_opened(
    application: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """Their addresses say in one sentence where it is, and the link keeps the page."""
    desk = "https://learn.example.edu/at-desk"
    settings = replace(sqlite_service.settings, desk=desk, banks=NOWHERE)
    door.open_with(replace(sqlite_service, settings=settings))
    at = application("cora", "publish")
    assert [one.value for one in at.title] == ["At the authors' desk"]
    assert f"questions are: {desk}." in at.warning[0].value
    said = " ".join(str(one.proto.body) for one in at.get("html"))
    assert f'<a href="{desk}/' in said
    today = application("cora", "today")
    assert not today.exception
    assert f"[at the authors' desk]({desk}/today)" in today.caption[0].value
    actor = signed_in(door.service(), "cora")
    listed = {one.path for one in SCREENS if is_listed(one, actor)}
    assert not {one.path for one in SCREENS if one.at_desk} & listed
    assert {"today", "desk", "reporting", "roster", "people", "statistics", "overview"} <= listed


def test_an_address_goes_to_its_screen(application: Callable[..., AppTest]) -> None:
    """A direct link opens what it names."""
    assert application("ada", "profile").title[0].value == "Profile"
    assert application("cora", "help").title[0].value == "Help for the office"


def test_the_author_guide_is_for_those_who_write(application: Callable[..., AppTest]) -> None:
    """It is the page that also stands in docs/; a learner's address for it says whose it is."""
    guide = application("cora", "author-guide")
    assert guide.title[0].value == "Writing questions"
    assert "Make a folder under" in guide.markdown[0].value
    assert "Author guide" in application("ada", "author-guide").warning[0].value


def test_a_screen_for_others_says_so(application: Callable[..., AppTest]) -> None:
    """It is refused in words, whatever the screen itself would have checked."""
    at = application("ada", "publish")
    assert "Your role does not include this (Publish)" in at.warning[0].value
    assert [one.value for one in at.title] == ["Not part of your role"]


def test_whoever_has_no_role_left_is_told_so(
    application: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """As somebody whose roles were taken to connect their account; they can sign out."""
    ada = signed_in(sqlite_service, "ada")
    enrol.grant_role(session.system(sqlite_service), ada.public_id, "learner", granted=False)
    at = application("ada")
    assert not at.exception
    assert "Your account has no role at the moment" in at.warning[0].value
    assert [one.proto.body for one in at.get("html")] == ['<a href="/sign-out">Sign out</a>']


def test_after_a_long_rest_a_fresh_sign_in_is_asked_for(
    application: Callable[..., AppTest], clock: Clock
) -> None:
    """The page says that answers are safe, and leads back to where it was."""
    at = application("ada", "profile")
    at.query_params["q"] = "7"
    clock.move(hours=13)
    at.run()
    assert "You were away for a while" in at.warning[0].value
    said = " ".join(str(one.proto.body) for one in at.get("html"))
    assert '<a href="/sign-in?next=' in said
    assert "%3Fq%3D7" in said


def test_a_session_that_ended_leads_on_with_another_tabs(
    application: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """One sentence says what may have happened; the link is the page's own address."""
    at = application("ada", "profile")
    at.query_params["q"] = '7">'
    session.sign_out(session.enter(sqlite_service, at.user["session"]))
    at.run()
    assert "You are signed out" in at.warning[0].value
    said = " ".join(str(one.proto.body) for one in at.get("html"))
    assert "sign in again in another tab" in said
    assert '?q=7%22%3E">Go on where you were</a>' in said


def test_nobody_is_shown_nothing(sqlite_service: Service) -> None:
    """Without a session there is one sentence."""
    door.open_with(sqlite_service)
    at = AppTest.from_file(MAIN, default_timeout=20).run()
    assert "You are signed out" in at.warning[0].value
    assert [one.value for one in at.title] == ["Signed out"]
    assert len(at.main.children) == 3


def test_a_changed_name_is_shown_at_once(
    application: Callable[..., AppTest], sqlite_service: Service
) -> None:
    """Who is signed in stands as the profile says."""
    at = application("ada", "profile")
    at.text_input[0].set_value("Ada M. Whitfield")
    at.button[0].click().run()
    at.run()
    assert any("Ada M. Whitfield, MD" in str(one.proto.body) for one in at.get("html"))
    assert signed_in(sqlite_service, "ada").roles == {"learner"}


def test_each_screen_has_an_address_of_its_own() -> None:
    """Two of one address would show nobody anything."""
    paths = [one.path for one in SCREENS]
    assert len(paths) == len(set(paths))

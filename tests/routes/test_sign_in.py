"""Signing in and out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from routes.sign_in import SignIn
from routes.table import REFUSALS
from tests.people import token_of
from workflows.people import demo, session

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clock import Clock
    from workflows.service import Service


@pytest.fixture(autouse=True)
def enrolled(sqlite_service: Service) -> None:
    """The demonstration's people exist."""
    demo.enrol_all(session.system(sqlite_service))


def test_one_click_signs_a_named_person_in(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """The cookie holds a token that scripts cannot read, and leads to the place asked for."""
    reply = browser().post("/sign-in", data={"person": "ada", "next": "/activity?id=small"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/activity?id=small")
    kept = reply.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=lax" in kept
    digest = session.digest_of(reply.cookies["session"])
    assert session.enter(sqlite_service, digest).roles == {"learner"}


def test_the_page_names_everyone_and_keeps_the_place(browser: Callable[..., TestClient]) -> None:
    """Each person is one form, and what came in the link is escaped."""
    page = browser().get("/sign-in", params={"next": '/a?b="><script>'})
    assert page.status_code == 200
    assert all(one.profile.shown in page.text for one in demo.PEOPLE)
    assert '"><script>' not in page.text
    assert "/a?b=&quot;&gt;&lt;script&gt;" in page.text


def test_whoever_signs_in_again_is_asked_whether_it_is_them(
    browser: Callable[..., TestClient], sqlite_service: Service, clock: Clock
) -> None:
    """One click, nobody else to choose, and a way back; a stranger chooses as ever."""
    clock.move(hours=3)
    ada = browser(token_of(sqlite_service, "ada"))
    page = ada.get("/sign-in", params={"again": "1", "next": "/profile"})
    assert "Is it you?" in page.text
    assert [one.key for one in demo.PEOPLE if one.profile.shown in page.text] == ["ada"]
    assert 'value="/profile"' in page.text
    assert '<a href="/profile">Back, without signing in again</a>' in page.text
    assert "Who are you today?" in browser().get("/sign-in", params={"again": "1"}).text


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a_place_elsewhere_is_forgotten(browser: Callable[..., TestClient], place: str) -> None:
    """The link cannot lead to another host."""
    reply = browser().post("/sign-in", data={"person": "ada", "next": place})
    assert reply.headers["location"] == "/"


def test_signing_in_again_ends_the_session_before(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """On one browser there is one session, always with a new token."""
    before = token_of(sqlite_service, "ada")
    reply = browser(before).post("/sign-in", data={"person": "ben"})
    assert reply.cookies["session"] != before
    assert not session.is_live(sqlite_service, session.digest_of(before))


@pytest.mark.parametrize(("chosen", "forgets"), [("ada", None), ("ben", '"storage"')])
def test_what_somebody_typed_is_not_for_whoever_signs_in_after_them(
    browser: Callable[..., TestClient],
    sqlite_service: Service,
    clock: Clock,
    chosen: str,
    forgets: str | None,
) -> None:
    """After a rest the same person finds it again, and of another's the tab forgets it."""
    ada = browser(token_of(sqlite_service, "ada"))
    clock.move(hours=13)
    reply = ada.post("/sign-in", data={"person": chosen})
    assert (reply.status_code, reply.headers.get("clear-site-data")) == (303, forgets)


def test_signing_out_ends_the_session_and_the_cookie(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """A copy of the cookie is worth nothing afterwards."""
    token = token_of(sqlite_service, "ada")
    reply = browser(token).post("/sign-out")
    assert (reply.status_code, reply.headers["location"]) == (303, "/sign-in")
    assert "max-age=0" in reply.headers["set-cookie"].lower()
    assert not session.is_live(sqlite_service, session.digest_of(token))


def test_a_link_does_not_sign_out(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """Only the button on the page does."""
    token = token_of(sqlite_service, "ada")
    assert "Sign out?" in browser(token).get("/sign-out").text
    assert session.is_live(sqlite_service, session.digest_of(token))


def test_somebody_unknown_cannot_be_chosen(browser: Callable[..., TestClient]) -> None:
    """404 with a sentence and no cookie."""
    reply = browser().post("/sign-in", data={"person": "eve"})
    assert reply.status_code == 404
    assert "set-cookie" not in reply.headers


def test_no_more_is_read_than_a_choice_needs(browser: Callable[..., TestClient]) -> None:
    """Nobody who has not signed in keeps the server reading."""
    reply = browser().post("/sign-in", content=b"&" * 100_000)
    assert reply.status_code == 413
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_signing_out_of_a_session_that_ended_leads_to_sign_in(
    browser: Callable[..., TestClient], sqlite_service: Service, method: str
) -> None:
    """A person sees a page, not what scripts are told."""
    token = token_of(sqlite_service, "ada")
    assert browser(token).post("/sign-out").status_code == 303
    again = browser(token).request(method, "/sign-out")
    assert (again.status_code, again.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_outside_the_demonstration_nobody_is_let_in_by_a_click(
    sqlite_service: Service, method: str
) -> None:
    """Production knows no named people."""
    settings = replace(
        sqlite_service.settings, mode="production", public_url="https://cme.example.edu"
    )
    app = Starlette(
        routes=SignIn(replace(sqlite_service, settings=settings)).routes(),
        exception_handlers=REFUSALS,
    )
    reply = TestClient(app).request(method, "/sign-in", data={"person": "ada"})
    assert reply.status_code == 404
    assert "set-cookie" not in reply.headers
    assert "APP_MODE" in reply.text

"""How long a browser may rest: what its page asks, and the button that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from routes.device import device_of
from tests.people import token_of
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.clock import Clock
    from workflows.service import Service

MINUTE = 60


@pytest.fixture
def desk(browser: Callable[..., TestClient], sqlite_service: Service) -> TestClient:
    """The browser of somebody of staff."""
    return browser(token_of(sqlite_service, "cora"))


def test_asking_does_not_count_as_doing_something(desk: TestClient, clock: Clock) -> None:
    """Twenty-six of thirty minutes are over, and the page warns five before the end."""
    assert desk.get("/session").json() == {"left": 30 * MINUTE, "warn": 5 * MINUTE}
    clock.move(minutes=26)
    assert desk.get("/session").json() == {"left": 4 * MINUTE, "warn": 5 * MINUTE}


def test_the_button_begins_the_time_anew(desk: TestClient, clock: Clock) -> None:
    """Also a second after something was done."""
    clock.move(minutes=29, seconds=30)
    assert desk.post("/session").json() == {"left": 30 * MINUTE, "warn": 5 * MINUTE}
    clock.move(minutes=29)
    assert desk.get("/session").json()["left"] == MINUTE


def test_it_is_too_late_afterwards(desk: TestClient, clock: Clock, sqlite_service: Service) -> None:
    """Whoever finds the desk later cannot go on in it."""
    clock.move(minutes=31)
    assert desk.get("/session").json()["left"] == 0
    assert desk.post("/session").status_code == 401
    digest = session.digest_of(desk.cookies["session"])
    assert session.enter(sqlite_service, digest).idle


def test_a_session_that_ended_has_no_time_left(
    desk: TestClient, sqlite_service: Service, browser: Callable[..., TestClient]
) -> None:
    """And without one there is nothing to ask; another site cannot press the button."""
    session.sign_out(session.enter(sqlite_service, session.digest_of(desk.cookies["session"])))
    assert desk.post("/session").status_code == 401
    token = token_of(sqlite_service, "ada")
    assert browser(token, origin="https://elsewhere.example").post("/session").status_code == 403


EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (f"{EDGE} Edg/140.0", "Edge on Windows"),
        (EDGE, "Chrome on Windows"),
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox on Linux"),
        ("<script>", "A browser on an unknown device"),
    ],
)
def test_a_browser_is_named_in_plain_words(said: str, device: str) -> None:
    """Nothing of its own words is kept."""
    headers = [(b"user-agent", said.encode())]
    assert device_of(Request({"type": "http", "headers": headers})) == device

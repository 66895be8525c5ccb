"""Figures by their digests: shown to whoever is signed in, and asked for each time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from storage import content
from storage.connect import writing
from tests.people import token_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service

PNG = b"\x89PNG\r\n\x1a\n and a picture"
DIGEST = hashlib.sha256(PNG).hexdigest()


@pytest.fixture
def token(sqlite_service: Service) -> str:
    """Ada's session in a service with one figure."""
    token = token_of(sqlite_service, "ada")  # first: what is there then is kept for other tests
    with writing(sqlite_service.engine) as connection:
        content.keep_media(connection, DIGEST, "image/png", PNG)
    return token


def test_a_figure_is_shown_and_may_be_kept_but_not_shown_unasked(
    browser: Callable[..., TestClient], token: str
) -> None:
    """The browser has to ask each time, so that a signed-out one shows nothing."""
    reply = browser(token).get(f"/figure/{DIGEST}")
    assert (reply.status_code, reply.content) == (200, PNG)
    assert reply.headers["content-type"] == "image/png"
    assert reply.headers["cache-control"] == "private, no-cache"
    assert reply.headers["etag"] == f'"{DIGEST}"'


def test_a_figure_that_the_browser_holds_is_not_sent_again(
    browser: Callable[..., TestClient], token: str
) -> None:
    """What a digest names cannot have changed."""
    reply = browser(token).get(f"/figure/{DIGEST}", headers={"If-None-Match": f'"{DIGEST}"'})
    assert (reply.status_code, reply.content) == (304, b"")
    assert reply.headers["cache-control"] == "private, no-cache"


def test_after_signing_out_the_figure_held_is_not_confirmed(
    browser: Callable[..., TestClient], token: str
) -> None:
    """Whoever comes next at the device is led to sign in."""
    browser(token).post("/sign-out")
    held = {"If-None-Match": f'"{DIGEST}"'}
    assert browser(token).get(f"/figure/{DIGEST}", headers=held).status_code == 303


def test_an_unknown_figure_is_not_found(browser: Callable[..., TestClient], token: str) -> None:
    """Also where the browser says that it holds it."""
    unknown = "0" * 64
    held = {"If-None-Match": f'"{unknown}"'}
    assert browser(token).get(f"/figure/{unknown}", headers=held).status_code == 404

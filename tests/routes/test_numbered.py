"""Each request has a number: the proxy's if it is one, else our own."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from routes.numbered import HEADER, Numbered
from workflows import reference

APP = Starlette(
    routes=[Route("/", lambda _request: PlainTextResponse(reference.current()))],
    middleware=[Middleware(Numbered)],
)


def test_the_proxys_number_is_taken() -> None:
    """What the proxy writes into its log finds ours, through whatever thread did the work."""
    reply = TestClient(APP).get("/", headers={HEADER: "f00d-4711.abc"})
    assert (reply.text, reply.headers[HEADER]) == ("f00d-4711.abc", "f00d-4711.abc")


@pytest.mark.parametrize("given", ["", "short", "with space", "a" * 65, '"}{"injected', "<b>12345"])
def test_anything_else_is_replaced(given: str) -> None:
    """A number stands in pages and in lines of JSON."""
    reply = TestClient(APP).get("/", headers={HEADER: given})
    assert re.fullmatch("[0-9a-f]{8}", reply.text)
    assert reply.headers[HEADER] == reply.text


def test_each_request_has_its_own() -> None:
    """Also on one connection."""
    with TestClient(APP) as browser:
        assert browser.get("/").text != browser.get("/").text

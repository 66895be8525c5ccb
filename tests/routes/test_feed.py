"""A calendar that subscribed asks for deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.people import signed_in
from workflows.credit.feed import end, renew

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service


def test_it_is_open_to_whoever_has_the_address(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """Without a session; what did not change is not sent again."""
    address = urlsplit(renew(signed_in(sqlite_service, "ada"))).path
    reply = browser().get(address)
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    assert reply.headers["cache-control"] == "private, no-cache"
    assert reply.content.startswith(b"BEGIN:VCALENDAR\r\n")
    same = browser().get(address, headers={"If-None-Match": reply.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")


@pytest.mark.parametrize("path", ["/feed/" + "A" * 43 + ".ics", "/feed/x.ics", "/feed/%00.ics"])
def test_an_unknown_address_shows_nothing(
    browser: Callable[..., TestClient], sqlite_service: Service, path: str
) -> None:
    """In the same words as one that ended."""
    ada = signed_in(sqlite_service, "ada")
    ended = urlsplit(renew(ada)).path
    end(ada)
    unknown = browser().get(path)
    assert unknown.status_code == 404
    assert unknown.text == browser().get(ended).text


def test_it_is_only_read(browser: Callable[..., TestClient]) -> None:
    """A calendar writes nothing here."""
    own = {"Origin": "http://127.0.0.1:8501"}
    assert browser().post("/feed/x.ics", headers=own).status_code == 405

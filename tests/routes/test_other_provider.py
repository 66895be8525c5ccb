"""Signing in at a provider that others wrote, over real HTTP and by the real clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from storage import people
from storage.connect import reading
from tests.mock_provider import mock_provider
from tests.provider import app_of, browser_of, sent
from tests.sign_on import HOME, at_provider, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from workflows.service import Service


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The provider."""
    with mock_provider() as one:
        yield one


@pytest.fixture
def service(sqlite_service: Service, issuer: str) -> Service:
    """The service in production, at the time that it is there."""
    return at_provider(replace(sqlite_service, now=lambda: datetime.now(UTC)), issuer)


@pytest.fixture
def browser(service: Service) -> TestClient:
    """A browser that nobody signed in with."""
    return browser_of(app_of(service))


def answered(way_in: str, **form: str) -> str:
    """Fill in the provider's page, and return where it sends the browser back to."""
    reply = httpx.post(way_in, data=form)
    place = urlsplit(reply.headers["location"])
    assert f"{place.scheme}://{place.netloc}" == HOME
    return f"{place.path}?{place.query}"


def test_somebody_signs_in_and_out(browser: TestClient, service: Service) -> None:
    """There and back, with what the provider knows of her; and out at both."""
    reply = browser.get(answered(sent(browser), sub="nora-1"))
    assert (reply.status_code, reply.headers["location"]) == (303, "/inside")
    assert browser.get("/inside").text == "You are in."
    with reading(service.engine) as connection:
        assert people.subjects(connection) == {"nora@example.edu"}
    left = browser.post("/sign-out").headers["location"]
    assert httpx.get(left).status_code == 200
    assert browser.get("/inside").status_code == 303


def test_a_code_is_good_once_there_too(browser: TestClient, service: Service) -> None:
    """Nothing more is written."""
    way_in = sent(browser)
    kept = dict(browser.cookies)
    way = answered(way_in, sub="nora-1")
    assert browser.get(way).status_code == 303
    before = written(service)
    browser.cookies.update(kept)
    assert browser.get(way).status_code == 400
    assert written(service) == before

"""Badges by HTTP: the file for its owner, key and status for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from routes import badges

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflows.service import Service

CODE = "0" * 32


@pytest.fixture
def issuing(sqlite_service: Service) -> TestClient:
    """A browser at a service whose one certificate holds."""
    routes = badges.routes(
        sqlite_service,
        lambda _: {"id": "did:web:learn.example.org"},
        lambda _, code: "a.b.c" if code == CODE else None,
    )
    return TestClient(Starlette(routes=routes), follow_redirects=False)


def test_the_key_is_shown_to_everybody(issuing: TestClient) -> None:
    """Where did:web looks for it."""
    reply = issuing.get("/.well-known/did.json")
    assert reply.headers["content-type"] == "application/did+json"
    assert reply.json() == {"id": "did:web:learn.example.org"}


def test_the_status_is_shown_to_whoever_has_the_code(issuing: TestClient) -> None:
    """As the page for people is."""
    reply = issuing.get(f"/badge/status/{CODE}")
    assert (reply.status_code, reply.text) == (200, "a.b.c")
    assert reply.headers["content-type"] == "application/vc+jwt"
    assert issuing.get("/badge/status/other").status_code == 404


def test_a_badges_own_address_leads_to_the_page_for_people(issuing: TestClient) -> None:
    """Where it says whether it holds."""
    reply = issuing.get(f"/badge/{CODE}")
    assert (reply.status_code, reply.headers["location"]) == (303, f"/verify/{CODE}")


def test_the_gate_lets_them_through(browser: Callable[..., TestClient]) -> None:
    """Without a key there is nothing; the file itself is its owner's."""
    for path in ("/.well-known/did.json", f"/badge/status/{CODE}"):
        assert browser().get(path).status_code == 404
    assert browser().get(f"/certificate/{CODE}.jwt").status_code == 303

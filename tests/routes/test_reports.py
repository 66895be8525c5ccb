"""Reports by their address: for the office alone, kept by no cache, saved and never shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.people import signed_in, token_of
from workflows.reports.attachments import add

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service

    Browser = Callable[..., TestClient]

PAGE = b"%PDF-1.7 <script>alert(1)</script>"


@pytest.fixture
def key(sqlite_service: Service) -> str:
    """An activity with one attachment."""
    made = publish(sqlite_service)
    add(signed_in(sqlite_service, "cora"), made, PAGE, "Agreement", date(2026, 9, 14))
    return made


ADDRESSES = (
    ("/export/binder?activity={key}", "application/pdf", b"%PDF-"),
    ("/export/binder?activity={key}&as=zip", "application/zip", b"PK"),
    ("/export/program?year=2026", "application/pdf", b"%PDF-"),
    ("/export/program?year=2026&as=csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfActivity,"),
    ("/export/responses", "application/zip", b"PK"),
    ("/export/responses?activity={key}", "application/zip", b"PK"),
    ("/attachment/{key}/1", "application/pdf", PAGE),
)


@pytest.mark.parametrize(("address", "kind", "begins"), ADDRESSES)
def test_the_office_downloads_it(
    browser: Browser, sqlite_service: Service, key: str, address: str, kind: str, begins: bytes
) -> None:
    """As a file of its kind, which no cache keeps and no browser opens in its window."""
    office = browser(token_of(sqlite_service, "cora"))
    reply = office.get(address.format(key=key))
    assert (reply.status_code, reply.headers["content-type"]) == (200, kind)
    assert reply.content.startswith(begins)
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["content-disposition"].startswith('attachment; filename="')


@pytest.mark.parametrize("address", [one for one, _, _ in ADDRESSES])
@pytest.mark.parametrize("who", ["ada", "ben", "olga"])
def test_nobody_else_does(
    browser: Browser, sqlite_service: Service, key: str, address: str, who: str
) -> None:
    """Neither learners nor authors nor operators."""
    reply = browser(token_of(sqlite_service, who)).get(address.format(key=key))
    assert reply.status_code == 403


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/export/binder", 404),
        ("/export/binder?activity=nothing.1", 404),
        ("/export/responses?activity=nothing.1", 404),
        ("/export/program?year=x", 422),
        ("/attachment/nothing.1/1", 404),
    ],
)
def test_what_is_not_there_is_refused(
    browser: Browser, sqlite_service: Service, address: str, status: int
) -> None:
    """In a sentence."""
    reply = browser(token_of(sqlite_service, "cora")).get(address)
    assert reply.status_code == status
    assert "Traceback" not in reply.text


def test_an_attachment_is_no_figure(browser: Browser, sqlite_service: Service, key: str) -> None:
    """Figures are shown to everybody who may sign in: its digest opens nothing there."""
    digest = add(
        signed_in(sqlite_service, "cora"), key, b"\x89PNG\r\n\x1a\n-", "Scan", date(2026, 9, 14)
    ).digest
    assert browser(token_of(sqlite_service, "ada")).get(f"/figure/{digest}").status_code == 404

"""The public page about a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import certificate
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from workflows.credit.claim import make

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service


@pytest.fixture
def code(sqlite_service: Service) -> str:
    """The code of a certificate of Ada's."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=4, boards={}, attested=True)
    with reading(sqlite_service.engine) as connection:
        return str(connection.execute(select(certificate.c.code)).scalar_one())


def test_a_valid_certificate_is_confirmed(browser: Callable[..., TestClient], code: str) -> None:
    """To anybody, without signing in."""
    page = browser().get(f"/verify/{code}")
    assert page.status_code == 200
    assert "This certificate is valid." in page.text
    assert "Ada Whitfield" in page.text


def test_the_page_tells_no_more_than_the_paper(
    browser: Callable[..., TestClient], code: str
) -> None:
    """No address, no board ID, no score."""
    page = browser().get(f"/verify/{code}").text
    assert not [
        word for word in ("ada@example.edu", "123456", "%") if word in page.split("</style>")[1]
    ]


def test_a_code_is_read_as_typed_from_paper(browser: Callable[..., TestClient], code: str) -> None:
    """Capitals, spaces and dashes are no mistakes."""
    typed = "-".join(code[start : start + 4] for start in range(0, 32, 4)).upper()
    reply = browser().get("/verify", params={"code": f" {typed} "})
    assert (reply.status_code, reply.headers["location"]) == (303, f"/verify/{code}")


@pytest.mark.parametrize("path", ["/verify", "/verify/"])
def test_the_form_asks_for_a_code(browser: Callable[..., TestClient], path: str) -> None:
    """Without a code there is a place to enter one; certificates break the line after the slash."""
    page = browser().get(path)
    assert page.status_code == 200
    assert '<input id="code"' in page.text

"""The file of a batch by its address: for the office alone, the same each time, kept by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import signed_in, token_of
from tests.reporting import MK, claimed, consent, identified, registered
from workflows.pars.batch import cancel_batch, make

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service

    Browser = Callable[..., TestClient]


@pytest.fixture
def batch(sqlite_service: Service) -> str:
    """A batch of Ada's two records."""
    ada, cora = (signed_in(sqlite_service, one) for one in ("ada", "cora"))
    identified(ada)
    consent(ada, "states")
    claimed(ada, registered(sqlite_service), 4, MK)
    return make(cora, "tab", after="").batch


def test_the_office_downloads_a_batch(
    browser: Browser, sqlite_service: Service, batch: str
) -> None:
    """As often as it likes, the same bytes, under a name that says what it is."""
    office = browser(token_of(sqlite_service, "cora"))
    reply, again = (office.get(f"/export/pars/{batch}") for _ in range(2))
    assert (reply.status_code, reply.content) == (200, again.content)
    assert reply.headers["cache-control"] == "no-store"
    assert "demonstration" in reply.headers["content-disposition"]
    assert reply.text.count("\r\n") == 4
    assert reply.text.startswith("DEMONSTRATION, NOT FOR SUBMISSION\r\n")


@pytest.mark.parametrize("who", ["ada", "ben", "olga"])
def test_nobody_else_does(browser: Browser, sqlite_service: Service, batch: str, who: str) -> None:
    """Not even the physician whom it is about."""
    reply = browser(token_of(sqlite_service, who)).get(f"/export/pars/{batch}")
    assert reply.status_code == 403


def test_a_cancelled_batch_is_gone(browser: Browser, sqlite_service: Service, batch: str) -> None:
    """And says what became of its records."""
    cancel_batch(signed_in(sqlite_service, "cora"), batch)
    reply = browser(token_of(sqlite_service, "cora")).get(f"/export/pars/{batch}")
    assert reply.status_code == 410
    assert "wait for the next one" in reply.text

"""The public door behind a short link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from storage.connect import reading
from storage.tables import arrival
from tests.editions import publish
from tests.people import signed_in, token_of
from workflows.content.halt import halt
from workflows.content.sharing import sharing

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.clock import Clock
    from workflows.service import Service


@pytest.fixture
def code(sqlite_service: Service) -> str:
    """The code of an activity."""
    return sharing(signed_in(sqlite_service, "ada"), publish(sqlite_service)).code


def counted(service: Service) -> int:
    """Return how many arrivals are counted."""
    with reading(service.engine) as connection:
        return connection.execute(select(func.sum(arrival.c.came))).scalar() or 0


def test_a_link_leads_through_signing_in(
    browser: Callable[..., TestClient], sqlite_service: Service, code: str
) -> None:
    """To where it is counted, which is behind the gate: what nobody signed in for is not."""
    door = browser().get(f"/go/{code.upper()}?from=qr")
    assert (door.status_code, door.headers["location"]) == (303, f"/arrive/{code}?from=qr")
    gate = browser().get(f"/arrive/{code}?from=qr")
    assert gate.headers["location"] == f"/sign-in?next=%2Farrive%2F{code}%3Ffrom%3Dqr"
    assert counted(sqlite_service) == 0


def test_whoever_came_in_is_led_to_the_activity(
    browser: Callable[..., TestClient], sqlite_service: Service, code: str
) -> None:
    """And counted once, however often the address is asked for."""
    ada = browser(token_of(sqlite_service, "ada"))
    for _ in range(3):
        reply = ada.get(f"/arrive/{code}?from=qr")
        assert (reply.status_code, reply.headers["location"]) == (303, "/activity?id=small.1")
    assert counted(sqlite_service) == 1


def test_a_place_nobody_knows_is_left_out(browser: Callable[..., TestClient], code: str) -> None:
    """What a link says is no text to be carried on."""
    door = browser().get(f"/go/{code}", params={"from": "https://evil.example/"})
    assert door.headers["location"] == f"/arrive/{code}"


def test_a_session_that_rested_signs_in_again(
    browser: Callable[..., TestClient], sqlite_service: Service, code: str, clock: Clock
) -> None:
    """And comes back to the same place."""
    token = token_of(sqlite_service, "ada")
    clock.move(hours=13)
    reply = browser(token).get(f"/arrive/{code}?from=qr")
    assert reply.headers["location"] == f"/sign-in?next=%2Farrive%2F{code}%3Ffrom%3Dqr"


@pytest.mark.parametrize("typed", ["222222", "nonsense", "%00", "2" * 500])
def test_an_unknown_code_gives_a_plain_page(
    browser: Callable[..., TestClient], sqlite_service: Service, typed: str
) -> None:
    """Signed in or not."""
    reply = browser().get(f"/go/{typed}")
    assert reply.status_code == 404
    assert "There is no self-assessment behind this link." in reply.text
    assert browser(token_of(sqlite_service, "ada")).get(f"/arrive/{typed}").status_code == 404


def test_a_withdrawn_activity_gives_a_plain_page(
    browser: Callable[..., TestClient], sqlite_service: Service, code: str
) -> None:
    """Without the office's reason, which is for who is signed in."""
    halt(signed_in(sqlite_service, "cora"), "small.1", "withdrawn", "A dose was wrong.", 0)
    reply = browser().get(f"/go/{code}")
    assert reply.status_code == 410
    assert "was withdrawn by the office" in reply.text
    assert "dose" not in reply.text


def test_an_activity_that_ended_leads_to_the_next_one(
    browser: Callable[..., TestClient], sqlite_service: Service, code: str, clock: Clock
) -> None:
    """Where there is one."""
    clock.move(days=400)
    assert "took its place" not in browser().get(f"/go/{code}").text
    newer = publish(sqlite_service, year=2027)
    later = sharing(signed_in(sqlite_service, "ada"), newer).code
    reply = browser().get(f"/go/{code}")
    assert "ended on 31 Oct 2027" in reply.text
    assert f'href="/go/{later}"' in reply.text


def test_the_sheet_is_for_everybody_signed_in(
    browser: Callable[..., TestClient], sqlite_service: Service, code: str
) -> None:
    """Physicians and staff alike, and nobody else."""
    assert code
    for who in ("ada", "cora"):
        reply = browser(token_of(sqlite_service, who)).get("/qr-sheet/small.1.pdf")
        assert (reply.status_code, reply.headers["content-type"]) == (200, "application/pdf")
    assert browser().get("/qr-sheet/small.1.pdf").status_code == 303

"""The page behind the link of a pilot's tester."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import session
from tests.people import signed_in, token_of
from tests.taking import count
from workflows.people.session import digest_of, enter
from workflows.trying.pilot import ask, end, times
from workflows.trying.tester import MOST_A_DAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.clock import Clock
    from workflows.service import Service

BANK = "perioperative-safety"


@pytest.fixture
def link(sqlite_service: Service) -> str:
    """The path of the link that a tester was sent."""
    made = ask(signed_in(sqlite_service, "cora"), BANK, "Dan <Tester>").link
    return made.removeprefix("http://127.0.0.1:8501")


def test_the_link_says_what_it_opens(
    browser: Callable[..., TestClient], sqlite_service: Service, link: str
) -> None:
    """To whom it was sent; whatever only looks at it opens no session."""
    before = count(sqlite_service, "session")
    page = browser().get(link)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert "Dan &lt;Tester&gt;, you are asked" in page.text
    assert "set-cookie" not in page.headers
    assert count(sqlite_service, "session") == before


def test_a_tester_comes_in_without_an_account(
    browser: Callable[..., TestClient], sqlite_service: Service, link: str
) -> None:
    """The session is that of a tester, for half a day, and its address does not hold the link."""
    client = browser()
    answer = client.post(link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/pilot")
    assert "HttpOnly" in answer.headers["set-cookie"]
    tester = enter(sqlite_service, digest_of(client.cookies["session"]))
    assert tester.roles == {"tester"}
    with reading(sqlite_service.engine) as connection:
        row = connection.execute(
            select(session).where(session.c.person_id == tester.person_id)
        ).one()
    assert row.expires_at - row.created_at == timedelta(hours=12)


@pytest.mark.parametrize("path", ["/transcript.pdf", "/export/roster.csv", "/figure/" + "f" * 64])
def test_the_session_opens_nothing_else(
    browser: Callable[..., TestClient], link: str, path: str
) -> None:
    """Neither a person's papers, nor a file of the office, nor a figure of another bank."""
    client = browser()
    client.post(link)
    assert client.get(path).status_code in {403, 404}


def test_whoever_was_signed_in_is_signed_out(
    browser: Callable[..., TestClient], sqlite_service: Service, link: str
) -> None:
    """A browser holds one person: the session before ends."""
    before = token_of(sqlite_service, "dan")
    assert "session=" in browser(before).post(link).headers["set-cookie"]
    assert browser(before).get("/transcript.pdf").status_code == 303


def test_a_link_from_another_site_opens_nothing(
    browser: Callable[..., TestClient], link: str
) -> None:
    """The button of our own page does."""
    assert browser(origin="https://elsewhere.example").post(link).status_code == 403


def test_links_that_are_over_are_answered_as_those_that_never_were(
    browser: Callable[..., TestClient], sqlite_service: Service, link: str, clock: Clock
) -> None:
    """Ended, run out, unknown: the same page, and no session."""
    cora = signed_in(sqlite_service, "cora")
    late = ask(cora, BANK, "Late").link.removeprefix("http://127.0.0.1:8501")
    end(cora, times(cora, BANK)[0].id)
    pages = [browser().get(link), browser().post(link), browser().get("/tester/unknown")]
    pages += [browser().post("/tester/" + "x" * 200), browser().get("/tester/%C3%BC")]
    clock.at += timedelta(days=60)
    pages += [browser().get(late), browser().post(late)]
    assert {(one.status_code, one.text) for one in pages} == {(404, pages[0].text)}
    assert all("set-cookie" not in one.headers for one in pages)


def test_one_link_opens_so_many_sessions_a_day(
    browser: Callable[..., TestClient], link: str, clock: Clock
) -> None:
    """Whoever passes it around is told to stop; the next day it works again."""
    for _ in range(MOST_A_DAY):
        assert browser().post(link).status_code == 303
    refused = browser().post(link)
    assert (refused.status_code, refused.headers["content-type"][:9]) == (429, "text/html")
    assert "used many times today" in refused.text
    clock.at += timedelta(days=1)
    assert browser().post(link).status_code == 303

"""A page's heading of the first level, as it stands in the browser: a screen reader says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.walking import PATIENCE, rested
from tests.editions import front_digest, publish
from workflows.attempts.start import start
from workflows.people import session

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.server import Server

pytestmark = pytest.mark.browser


def test_a_page_has_one(page: Page, server: Server) -> None:
    """A page of one's own, another's, one without its thing, and an address of nothing.

    What each screen draws is counted in tests/screens/test_headings.py.
    """
    for path, said in (
        ("records", "Records"),
        ("reporting", "Not part of your role"),
        ("activity?id=nowhere", "Not found"),
        ("a/b", "Not found"),
    ):
        page.goto(f"{server.address}/{path}")
        expect(page.locator("h1")).to_have_text([said], timeout=PATIENCE)


@pytest.mark.parametrize("place", ["1", "end"])
def test_a_question_has_a_small_one(page: Page, server: Server, place: str) -> None:
    """It is "Question 1 of 4", no larger than the vignette needs, and before submission a title."""
    ada = session.enter(server.service, session.digest_of(server.token("ada")))
    key = publish(server.service, slug=f"heading-{place}")
    attempt = start(ada, key, front_digest(server.service, key))
    page.goto(f"{server.address}/attempt?attempt={attempt}&q={place}")
    heading = page.locator("h1")
    said = {"1": "Question 1 of 4", "end": "Before you submit"}[place]
    expect(heading).to_have_text([said], timeout=PATIENCE)
    rested(page)
    expect(heading).to_have_count(1)
    size = heading.evaluate("one => getComputedStyle(one).fontSize")
    assert size == {"1": "18.36px", "end": "29.75px"}[place]

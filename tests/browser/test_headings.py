"""Every page has one heading of the first level: what a screen reader announces it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screens.table import SCREENS
from tests.editions import front_digest, publish
from workflows.attempts.start import start
from workflows.people import session

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", [one.path for one in SCREENS] + ["activity?id=nowhere", "a/b"])
def test_each_screen_has_one(page: Page, server: Server, path: str) -> None:
    """Also where the page only says why there is nothing: a wrong link, another's role."""
    page.goto(f"{server.address}/{path}")
    page.locator("h1").first.wait_for()
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("place", ["1", "end"])
def test_a_question_has_a_small_one(page: Page, server: Server, place: str) -> None:
    """It is "Question 1 of 4", no larger than the vignette needs, and before submission a title."""
    ada = session.enter(server.service, session.digest_of(server.token("ada")))
    key = publish(server.service, slug=f"heading-{place}")
    attempt = start(ada, key, front_digest(server.service, key))
    page.goto(f"{server.address}/attempt?attempt={attempt}&q={place}")
    heading = page.locator("h1")
    heading.wait_for()
    said = {"1": "Question 1 of 4", "end": "Before you submit"}[place]
    assert heading.all_inner_texts() == [said]
    size = heading.evaluate("one => getComputedStyle(one).fontSize")
    assert size == {"1": "18.36px", "end": "29.75px"}[place]

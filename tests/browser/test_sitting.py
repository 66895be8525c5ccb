"""Five questions now, on a phone: from a topic's link to the end of a sitting, and on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.walking import Walker
from tests.editions import publish, some_items

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.server import Server

pytestmark = pytest.mark.browser
TOPIC = "Toxidromes"


def test_five_then_stop_then_five_more(tab: Callable[..., Page], server: Server) -> None:
    """The sixth question waits behind a page that says what is left; Home goes on with it."""
    publish(server.service, slug="toxidromes", title=TOPIC, items=some_items(11))
    page = tab("sitting@example.org", 390)  # on whose Home nothing else can be gone on with
    walker = Walker(page, server)
    page.goto(f"{server.address}/five?topic={TOPIC}")
    walker.tap(walker.button("I have read this. Five now"))
    for number in range(1, 6):
        walker.answer(number, at_once=False)
    page.get_by_role("heading", name="Five done").wait_for()
    page.get_by_text("6 left; everything is saved.").wait_for()
    walker.tap(walker.button("Stop here"))
    page.get_by_role("button", name="Continue: question 6 of 11").wait_for()
    walker.tap(walker.button("Five now"))
    walker.answer(6, at_once=False)
    walker.wait_for(7)

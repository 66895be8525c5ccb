"""A desk that somebody left: the page warns, goes on at one click, and loses nothing of theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from storage.connect import writing
from storage.tables import session as sessions
from tests.browser.walking import rested
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.server import Server

pytestmark = pytest.mark.browser
WARNING = "Nothing was done here for a while"
LOOKED_AT = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))"


def rests(page: Page, server: Server, minutes: int) -> None:
    """Let the session rest, and look at the page again."""
    held = next(one["value"] for one in page.context.cookies() if one["name"] == "session")
    seen = server.service.now() - timedelta(minutes=minutes)
    with writing(server.engine) as connection:
        own = sessions.c.digest == session.digest_of(held)
        connection.execute(update(sessions).where(own).values(seen_at=seen))
    page.evaluate(LOOKED_AT)


def test_whoever_comes_back_in_time_goes_on(tab: Callable[..., Page], server: Server) -> None:
    """One click, and nothing on the page has changed; later it covers nobody's data any more.

    After signing in again the words stand where they were typed.
    """
    page = tab("cora")
    page.goto(f"{server.address}/people")
    field = page.get_by_role("textbox", name="Name or e-mail address")
    field.wait_for()
    rested(page)  # a run that is under way would look like somebody who works
    field.press_sequentially("Whitf")
    rests(page, server, 26)
    expect(page.get_by_role("alert").filter(has_text=WARNING)).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_text(WARNING)).to_have_count(0)
    expect(field).to_have_value("Whitf")
    expect(field).to_be_focused()
    rests(page, server, 31)
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_role("button", name="Cora Lindqvist").click()
    expect(page.get_by_role("textbox", name="Name or e-mail address")).to_have_value("Whitf")

"""What the office sees in a browser: where it begins, and that nothing moves sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.walking import rested

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.server import Server

pytestmark = pytest.mark.browser


def test_the_bare_address_leads_to_today(tab: Callable[..., Page], server: Server) -> None:
    """So that the navigation says where one is."""
    page = tab("cora")
    page.goto(server.address)
    page.wait_for_url("**/today")
    page.get_by_role("heading", name="Today", exact=True).wait_for()


@pytest.mark.parametrize("path", ["author-guide", "help", "roster", "publish", "today"])
def test_nothing_moves_sideways_on_a_phone(
    tab: Callable[..., Page], server: Server, path: str
) -> None:
    """Tables and names of fields are broken where they must be."""
    page = tab("cora", 390)
    page.goto(f"{server.address}/{path}")
    page.locator("h1").first.wait_for()
    page.get_by_text("Sign out").wait_for()
    rested(page)
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("one => one.scrollWidth - one.clientWidth") == 0

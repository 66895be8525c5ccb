"""The look that the first page brings is the look that is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from routes.theme import DARK, LIGHT

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_light_and_dark(
    page: Page,
    server: Server,
    scheme: Literal["light", "dark"],
    colours: dict[str, str],
) -> None:
    """Paper, ink and fonts are ours, as the device asks for them."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{server.address}/profile")
    page.get_by_role("heading", name="Profile").wait_for()
    seen = "(one, what) => getComputedStyle(one)[what]"
    paper = page.locator(".stApp").evaluate(seen, "backgroundColor")
    ink = page.locator(".stApp").evaluate(seen, "color")
    assert (paper, ink) == (rgb(colours["backgroundColor"]), rgb(colours["textColor"]))
    assert "Georgia" in page.get_by_role("heading", name="Profile").evaluate(seen, "fontFamily")


def rgb(colour: str) -> str:
    """Return "#14191e" as browsers say it."""
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgb({red}, {green}, {blue})"

"""The look that the first page brings is the look that is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from routes.theme import DARK, LIGHT
from tests.browser.walking import PATIENCE, rested

if TYPE_CHECKING:
    from collections.abc import Callable

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
    heading = page.get_by_role("heading", name="Profile")
    expect(heading).to_have_css("font-family", re.compile("Georgia"), timeout=PATIENCE)
    paper = page.locator(".stApp")
    expect(paper).to_have_css("background-color", rgb(colours["backgroundColor"]))
    expect(paper).to_have_css("color", rgb(colours["textColor"]))


# The way back to an address, and what is pressed on the page itself; a help sign and a calendar's
# stand beside something large that does the same.
PRESSED = """
  .stMain :is(.stButton, .stFormSubmitButton, .stLinkButton, .stButtonGroup) :is(button, a),
  .stMain [data-testid="stPageLink-NavLink"], .stMain summary, .stMain .stTextInput input,
  .who a, [data-testid="stExpandSidebarButton"]"""


@pytest.mark.parametrize("path", ["", "activities?board=ABA", "profile", "records"])
def test_a_thumb_hits_what_can_be_pressed(
    tab: Callable[..., Page], server: Server, path: str
) -> None:
    """On a phone nothing that is pressed is less than 44 pixels high."""
    page = tab("dan", 390)
    page.goto(f"{server.address}/{path}")
    page.locator("h1").wait_for()
    page.locator(".stMain :is(button, summary)").first.wait_for()
    found = page.locator(PRESSED)
    expect(found.nth(2)).to_be_visible(timeout=PATIENCE)
    rested(page)
    sizes = found.evaluate_all(HEIGHTS)  # all at once: what is drawn anew meanwhile is not there
    assert len(sizes) > 2
    assert [(name, high) for name, high in sizes if high < 44] == []


HEIGHTS = "all => all.map(one => [one.innerText, one.getBoundingClientRect().height])"


def rgb(colour: str) -> str:
    """Return "#14191e" as browsers say it."""
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgb({red}, {green}, {blue})"


IN_VIEW = """said => {
  const one = [...document.querySelectorAll('h3')].find(each => each.innerText === said);
  const top = one?.getBoundingClientRect().top;
  return top >= 40 && top < 300;
}"""


def test_the_front_matter_is_got_through_quickly(tab: Callable[..., Page], server: Server) -> None:
    """On a phone the one button is in reach wherever one reads, and the top leads to each part."""
    page = tab("dan", 390)
    page.goto(f"{server.address}/activity?id=perioperative-safety")
    button = page.get_by_role("button", name="I have read this. Start")
    for link in ("Privacy and reporting", "Disclosures of faculty and planners"):
        page.get_by_role("link", name=link).click()
        page.wait_for_function(IN_VIEW, arg=link)
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844
    expect(button).to_have_count(1)


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_what_is_chosen_can_be_read(
    page: Page, server: Server, scheme: Literal["light", "dark"], colours: dict[str, str]
) -> None:
    """A chosen pill has the colour of links, also under the pointer: the accent is too dark."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{server.address}/activities?board=ABA")
    chosen = page.get_by_role("button", name="ABA", exact=True)
    expect(chosen).to_have_css("color", rgb(colours["linkColor"]), timeout=PATIENCE)
    chosen.hover()
    assert chosen.evaluate(SETTLED) == rgb(colours["linkColor"])


# A color changes gradually: what counts is what it comes to.
SETTLED = """one => Promise.all(one.getAnimations({subtree: true}).map(each => each.finished))
  .then(() => getComputedStyle(one).color)"""

"""Tabs that go from test to test: each new one parses Streamlit's scripts anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from playwright.sync_api import Browser, BrowserContext, Page

HEIGHT = 844
# What Streamlit unfolds for half a second stands at once: a press in that time, between whose two
# halves the page moves, is heard by nobody, and a test presses sooner than anybody can.
UNFOLDED = """
const animate = Element.prototype.animate;
Element.prototype.animate = function (...how) {
  const made = animate.apply(this, how);
  if (made.effect.getComputedTiming().iterations < Infinity) made.finish();
  return made;
};
"""


def browser_of(chromium: Browser, **how: Any) -> BrowserContext:
    """Return a browser of one's own in which nothing is still unfolding."""
    context = chromium.new_context(**how)
    context.add_init_script(f"{{{UNFOLDED}}}")
    return context


class Tabs:
    """Tabs, each in a browser of its own, that no test holds at the moment."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: list[Page] = []

    def open(self, width: int) -> Page:
        """Return a tab in which nobody is signed in and of which nothing is remembered."""
        page = self._free.pop() if self._free else browser_of(self._browser).new_page()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        return page

    def give_back(self, page: Page, address: str) -> None:
        """Let a tab forget its test; an address of the same server keeps its scripts at hand."""
        for other in page.context.pages:
            if other is not page:
                other.close()
        page.unroute_all()
        page.emulate_media(color_scheme="null")
        page.context.set_offline(False)
        page.goto(f"{address}/healthz")
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.context.clear_cookies()
        self._free.append(page)

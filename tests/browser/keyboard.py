"""Somebody who goes by keyboard alone, and notes every stop of the focus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.browser.walking import rested

if TYPE_CHECKING:
    from playwright.sync_api import Page

FAR = 80  # presses of Tab from one end of a page to the other
AGAIN = 60  # frames in which a page is still being drawn, or moved to where the focus is
FRAMES = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
# The place of the focus, the card's own tree included: its name, whether a ring is drawn around it
# or around the field that holds it, and whether something else lies over all of it.
STOP = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const named = one =>
    one.getAttribute('aria-label') || one.labels?.[0]?.innerText || one.innerText;
  const up = one => one.parentElement ?? one.getRootNode().host;
  let ring = false;
  for (let one = at, far = 0; one && far < 4 && !ring; one = up(one), far++) {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    ring = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  }
  let box = at.getBoundingClientRect();
  // What is drawn above it after the key moves it out of the window; the next key brings it back.
  if (box.bottom < 0 || box.top > innerHeight) {
    at.scrollIntoView({ block: 'nearest' });
    box = at.getBoundingClientRect();
  }
  const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].map(([x, y]) =>
    [box.left + box.width * x, box.top + box.height * y]);
  const root = at.getRootNode();
  const tops = points.map(([x, y]) => root.elementFromPoint(x, y));
  const seen = box.width < 2 || tops.some(top =>
    top && (at.contains(top) || top.contains(at) || at.labels?.[0]?.contains(top)));
  const [over] = tops.map(top => top?.outerHTML.slice(0, 120) ?? 'outside the window');
  const name = (named(at) ?? '').trim().replace(/\\s+/g, ' ');
  return { name, tag: at.tagName, ring, seen, over: `${over} at ${JSON.stringify(box)}` };
}"""


@dataclass(frozen=True)
class Stop:
    """Where the focus was after a key."""

    name: str
    tag: str
    ring: bool
    seen: bool
    over: str  # what lies at its middle, and where that is


class Keyboard:
    """The keys of a tab, and every stop that was come to by them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops: list[Stop] = []

    def at(self) -> Stop:
        """Return where the focus is; what seems covered is looked at again when it stands still."""
        stop = Stop(**self.page.evaluate(STOP))
        for _again in range(AGAIN):
            if stop.seen:
                break
            self.page.evaluate(FRAMES)
            stop = Stop(**self.page.evaluate(STOP))
        return stop

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def to(self, name: str) -> None:
        """Press Tab until what begins with `name` has the focus; a page that holds it is a trap."""
        if self.page.locator(".stApp").count():
            rested(self.page)
        for _press in range(FAR):
            self.press("Tab")
            stop = self.at()
            self.stops.append(stop)
            if re.match(name, stop.name):
                return
        pytest.fail(f"Tab does not reach {name}: {[one.name for one in self.stops[-FAR:]]}")

    def enter(self, name: str, key: str = "Enter") -> None:
        """Go to what begins with `name`, and press it."""
        self.to(name)
        self.press(key)

    @property
    def unseen(self) -> list[str]:
        """Return the stops that nobody could see: without a ring, or under something else."""
        pressed = [one for one in self.stops if one.tag not in {"BODY", "MAIN", "HTML"}]
        bare = [f"no ring: {one.name or one.tag}" for one in pressed if not one.ring]
        covered = [one for one in pressed if not one.seen]
        return bare + [f"covered: {one.name or one.tag} by {one.over}" for one in covered]

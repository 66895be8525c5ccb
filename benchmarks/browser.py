"""A Chromium for figures that only a browser shows."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, ViewportSize

    from benchmarks.ground import Physician
    from benchmarks.server import Server

NAMES = ("chromium", "chromium-browser", "google-chrome")
# The machine's own, else Playwright's.
FOUND = next((path for name in NAMES if (path := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu"]
TELEPHONE: ViewportSize = {"width": 390, "height": 844}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=FOUND, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def profile(folder: str, service: Server, who: Physician) -> Iterator[BrowserContext]:
    """Run a Chromium that keeps its caches in a folder, with a physician signed in."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=FOUND, args=FLAGS, viewport=TELEPHONE
        )
        context.add_cookies([{"name": "session", "value": who.token, "url": service.url}])
        try:
            yield context
        finally:
            context.close()


def signed_in(browser: Browser, service: Server, who: Physician) -> BrowserContext:
    """Return a fresh browser profile in which a physician is signed in."""
    context = browser.new_context(viewport=TELEPHONE)
    context.add_cookies([{"name": "session", "value": who.token, "url": service.url}])
    return context

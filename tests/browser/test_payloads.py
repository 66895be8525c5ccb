"""Markup that somebody typed, on every screen of a real browser: nothing runs, no host is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

from screens.table import SCREENS
from tests.browser.conftest import sign_in
from tests.browser.tabs import browser_of
from tests.browser.walking import rested
from tests.evidence import FULL, seen
from tests.hostile.test_payloads import EVIL, PEOPLE, planted, queries
from tests.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page, Request

    from tests.databases import Files

pytestmark = [
    pytest.mark.browser,
    pytest.mark.evidence,
    pytest.mark.skipif(
        not FULL, reason="It opens every screen for four people: make evidence ONLY=real_browser"
    ),
]


@dataclass
class Heard:
    """What a browser did that no screen asks it to do."""

    host: str
    asked: int = 0  # requests in all
    abroad: list[str] = field(default_factory=list)  # those to somebody else
    dialogs: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Note every request and every dialog of a tab."""
        page.on("request", self._note)
        page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _note(self, request: Request) -> None:
        self.asked += 1
        host = urlsplit(request.url).netloc
        if host not in {self.host, ""}:  # data: and blob: have none
            self.abroad.append(request.url)


@pytest.fixture
def hostile(files: Files, memory: Path) -> Iterator[Server]:
    """A server of its own: what is planted would stand on the screens of the other tests."""
    with running(Server(memory / "hostile.sqlite"), files.template) as made:
        yield made


def test_nothing_that_was_typed_acts_in_a_real_browser(hostile: Server, chromium: Browser) -> None:
    """No dialog opens, no other host is asked, and the text stands there as it was typed."""
    things = planted(hostile.service)
    heard, opened, said = Heard(urlsplit(hostile.address).netloc), 0, 0
    for who in PEOPLE:
        context = browser_of(chromium)
        sign_in(context, hostile, who)
        page = context.new_page()
        heard.listen(page)
        for path in [one.path for one in SCREENS]:
            for query in queries(things, path):
                page.goto(f"{hostile.address}/{path}?{urlencode(query)}")
                page.locator(".stMain").wait_for()
                rested(page)
                opened += 1
                said += EVIL in page.locator(".stApp").inner_text()
        context.close()
    assert (heard.dialogs, heard.abroad) == ([], [])
    assert said >= len(PEOPLE)
    seen(
        "Hostile",
        "payloads in a real browser",
        "In Chromium, nothing that was typed runs, and no host but our own is asked",
        "make evidence ONLY=real_browser",
        screens=len(SCREENS),
        pages_opened=opened,
        with_a_payload=said,
        requests=heard.asked,
        to_other_hosts=len(heard.abroad),
        dialogs=len(heard.dialogs),
    )

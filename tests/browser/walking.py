"""Walking the line in a browser, counting every tap."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from storage.connect import reading
from storage.tables import item

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.server import Server

OPINION = ("Yes, all", "No", "It confirms what I do", "Nothing")  # what is required


class Walker:
    """A physician who knows the keys and counts taps."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.taps = 0
        with reading(server.engine) as connection:
            bodies = [
                json.loads(body) for body in connection.execute(select(item.c.body)).scalars()
            ]
        self._items: dict[frozenset[str], dict[str, Any]] = {
            _texts(one["text"] for one in body["options"]): body for body in bodies
        }

    def tap(self, target: Locator) -> None:
        """Tap once and count it."""
        target.click()
        self.taps += 1

    def button(self, name: str) -> Locator:
        """Return a button, radio or pill by its label."""
        by_button = self.page.get_by_role("button", name=name, exact=True)
        return by_button.or_(self.page.get_by_role("radio", name=name, exact=True)).first

    def open(self, slug: str) -> int:
        """Open an activity by link, acknowledge and start; return how many questions it has."""
        self.page.goto(f"{self.server.address}/activity?id={slug}")
        self.tap(self.button("I have read this. Start"))
        return self.at()[1]

    def at(self) -> tuple[int, int]:
        """Return the question on screen and how many there are."""
        heading = self.page.get_by_text(re.compile(r"^Question \d+ of \d+$"))
        heading.wait_for()
        self.page.locator(".card .steps").wait_for()
        number, total = re.findall(r"\d+", heading.inner_text())
        return int(number), int(total)

    def wait_for(self, number: int) -> None:
        """Wait until a question is on screen with its own options."""
        self.page.get_by_text(re.compile(rf"^Question {number} of \d+$")).wait_for()
        self.page.locator(f'.card input[name="option-{number}"]').first.wait_for()

    def choose(self, number: int) -> None:
        """Tap the key of the question on screen."""
        self.wait_for(number)
        shown = self.page.locator(".card .words")
        texts = shown.all_inner_texts()
        body = self._items[_texts(texts)]
        keyed = {_plain(one["text"]) for one in body["options"] if one.get("correct")}
        for index, text in enumerate(texts):
            if _plain(text) in keyed:
                self.tap(self.page.locator(".card label.option").nth(index))

    def saved(self) -> None:
        """Wait until the card says that the answer is on disk."""
        self.page.locator(".card .status.good").wait_for()

    def next(self) -> None:
        """Tap Next (or what stands in its place)."""
        self.tap(self.page.locator(".card .steps .primary"))

    def answer(self, number: int, *, at_once: bool) -> None:
        """Answer one question and go on."""
        self.choose(number)
        if at_once:
            self.tap(self.page.locator(".card .rating").first)
            self.page.locator(".st-key-verdict").wait_for()
        else:
            self.saved()
        self.next()

    def evaluate(self) -> None:
        """From the result through the evaluation to the claim."""
        self.tap(self.button("Evaluate and claim credit"))
        for choice in OPINION:
            self.tap(self.button(choice))
        self.tap(self.button("Send and go to the claim"))

    def claim(self, amount: str) -> str:
        """Claim an amount and return the certificate's address."""
        self.tap(self.button(amount))
        self.page.get_by_text(re.compile(rf"^\w+: {amount} ")).first.wait_for()
        self.tap(self.button("I attest and claim"))
        link = self.page.get_by_role("link", name="Open certificate")
        link.wait_for()
        return str(link.get_attribute("href"))

    def pdf(self, address: str) -> bytes:
        """Open a paper by its link, in a tab of its own, and return what it holds."""
        with self.page.expect_popup() as opened:
            self.tap(self.page.locator(f'a[href="{address}"]').first)
        opened.value.close()
        reply = self.page.context.request.get(self.server.address + address)
        assert reply.status == 200
        return reply.body()


def _plain(text: str) -> str:
    return re.sub(r"[*\s]+", " ", text).strip()


def _texts(texts: Any) -> frozenset[str]:
    return frozenset(_plain(one) for one in texts)

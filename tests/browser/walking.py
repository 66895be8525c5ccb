"""Walking the line in a browser, counting every tap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.true_false_cluster import TrueFalseCluster
from storage import things
from storage.connect import reading
from workflows.attempts.answers import form_of
from workflows.content import frozen

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from quizzes.models import AnyItem
    from tests.server import Server

PATIENCE = 30_000  # milliseconds, on a busy machine
OPINION = ("Yes, all", "No", "It confirms what I do", "Nothing")  # what is required


def taps_of(item: AnyItem) -> int:
    """Return how many taps give an item's key, one for confidence and one for Next included."""
    if isinstance(item, ChoiceItem):
        return len(item.key) + 2
    if isinstance(item, Numeric):
        return 1 + len(item.answer.value) + 2  # into the field, each digit
    if isinstance(item, ExtendedMatching):
        return 2 * len(item.stems) + 2  # the list opens, and an option is chosen
    if isinstance(item, TrueFalseCluster):
        return len(item.statements) + 2
    raise TypeError(item.type)  # how often steps are moved depends on the order shown


def rested(page: Page) -> None:
    """Wait until the run that draws the page is over, and all that it sent is drawn."""
    expect(page.locator(".stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=PATIENCE
    )


class Walker:
    """A physician who knows the keys and counts taps."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.taps = 0
        self.unheard = (
            0  # taps that count but are not made: a list is opened and chosen from at once
        )

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
        self.page.locator(f'.card[data-position="{number}"]').wait_for()

    def choose(self, number: int) -> None:
        """Give the key of the question on screen, by taps only."""
        self.wait_for(number)
        item = self.item(number)
        if isinstance(item, ChoiceItem):
            for one in sorted(item.key):
                self.tap(self.page.locator(f'.card label.option:has(input[value="{one}"])'))
        elif isinstance(item, Numeric):
            field = self.page.locator(".card .number input")
            self.tap(field)
            field.press_sequentially(item.answer.value)
            self.taps += len(item.answer.value)
        elif isinstance(item, Ordered):
            self._put_in_order(item.choice_ids)
        else:
            self._by_line(item)

    def _by_line(self, item: AnyItem) -> None:
        """Answer each stem or statement."""
        for part, said in item.key.items() if isinstance(item.key, dict) else ():
            line = self.page.locator(f'.card [data-part="{part}"]')
            if item.type == "extended_matching":
                line.select_option(said)
                self.taps += 2  # the list opens, and an option is chosen
                self.unheard += 2
            else:
                self.tap(line.locator(f'label:has(input[value="{said}"])'))

    def _put_in_order(self, wanted: tuple[str, ...]) -> None:
        """Move each step up to its place, the first one first."""
        for place, one in enumerate(wanted):
            row = self.page.locator(f'.card li[data-id="{one}"]')
            while self._order().index(one) > place:
                self.tap(row.get_by_role("button", name="Move up"))

    def _order(self) -> list[str]:
        rows = self.page.locator(".card li[data-id]")
        return [str(one.get_attribute("data-id")) for one in rows.all()]

    def item(self, number: int) -> AnyItem:
        """Return the item at a position of the attempt in the address."""
        attempt = parse_qs(urlsplit(self.page.url).query)["attempt"][0]
        with reading(self.server.engine) as connection:
            row = things.find(connection, "attempt", attempt, None)
            assert row is not None
            return frozen.item(connection, form_of(row).items[number - 1].digest)

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

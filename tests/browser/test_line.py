"""The whole line, from the link to the certificate, in a real browser."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from quizzes.drawing import pools_of
from quizzes.reading import BANKS, read_bank
from storage.connect import reading
from storage.tables import certificate, claim
from tests.browser.walking import Walker, taps_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.server import Server

pytestmark = pytest.mark.browser
MOST_TAPS = 75
TAPS_AROUND = 10  # the start, six for the evaluation, two for the claim, the certificate
# Keys count too: whatever the finger or the thumb has to do.
HEAR = """
for (const kind of ['pointerdown', 'keydown'])
  addEventListener(kind, event => heard(event.type), true);
"""


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def counts(server: Server) -> tuple[int, int]:
    """Return how many claims and certificates are on disk."""
    with reading(server.engine) as connection:
        return (
            int(connection.execute(select(func.count()).select_from(claim)).scalar_one()),
            int(connection.execute(select(func.count()).select_from(certificate)).scalar_one()),
        )


def test_internal_medicine_on_a_phone_in_few_taps(
    person: Callable[..., BrowserContext],
    server: Server,
    record_property: Callable[[str, object], None],
) -> None:
    """Twenty questions with confidence, from the link to the certificate, at 390 px.

    The page itself hears every tap, so that none goes without being counted.
    """
    page = person("ada", 390).new_page()
    heard: list[str] = []
    page.expose_function("heard", lambda kind: heard.append(kind))  # noqa: PLW0108  (Playwright marks what it is given)
    page.add_init_script(HEAR)
    walker = Walker(page, server)
    total = walker.open("hospital-medicine-essentials")
    assert total == 20
    needed = 0
    for number in range(1, total + 1):
        walker.answer(number, at_once=True)
        needed += taps_of(walker.item(number))
    walker.evaluate()
    pdf = walker.pdf(walker.claim("1.50"))
    assert "Ada Whitfield" in text_of(pdf)
    assert "not for credit" in text_of(pdf)
    record_property("taps from link to certificate", walker.taps)
    assert len(heard) + walker.unheard == walker.taps == needed + TAPS_AROUND
    assert walker.taps <= MOST_TAPS, f"{walker.taps} taps from link to certificate"


def test_no_draw_of_internal_medicine_takes_more_taps() -> None:
    """Even the draw with the most answers stays within the taps that are allowed."""
    bank, _ = read_bank(BANKS / "hospital-medicine-essentials")
    assert bank is not None
    most = TAPS_AROUND
    for _, draw, ids in pools_of(bank.activity, bank.items):
        most += sum(sorted((taps_of(bank.items[one]) for one in ids), reverse=True)[:draw])
    assert most <= MOST_TAPS, f"{most} taps in the worst draw"


def test_pediatrics_across_a_server_restart(page: Page, server: Server) -> None:
    """The server is killed in mid-attempt: the first tap after it is saved, and so is the rest."""
    walker = Walker(page, server)
    total = walker.open("pediatric-foundations")
    for number in range(1, 6):
        walker.answer(number, at_once=False)
    walker.wait_for(6)
    server.stop()
    server.start()
    walker.choose(6)
    walker.saved()
    walker.next()
    for number in range(7, total + 1):
        walker.answer(number, at_once=False)
    walker.tap(walker.button("Submit for marking"))
    walker.evaluate()
    assert "Ada Whitfield" in text_of(walker.pdf(walker.claim("1.00")))


def test_anesthesiology_in_two_tabs_with_double_clicks(page: Page, server: Server) -> None:
    """Both tabs press twice: one claim of each kind, one certificate."""
    walker = Walker(page, server)
    total = walker.open("perioperative-safety")
    for number in range(1, total + 1):
        walker.choose(number)
        walker.saved()
        walker.page.locator(".card .steps .primary").dblclick()
    walker.tap(walker.button("Submit for marking"))
    walker.evaluate()
    walker.button("I attest and claim").wait_for()
    other = Walker(page.context.new_page(), server)
    other.page.goto(walker.page.url)
    before = counts(server)
    for each in (walker, other):
        each.button("1.00").click()
    for each in (walker, other):
        each.button("I attest and claim").dblclick()
    for each in (walker, other):
        each.page.get_by_role("link", name="Open certificate").wait_for()
    claims, papers = counts(server)
    assert (claims - before[0], papers - before[1]) == (1, 1)

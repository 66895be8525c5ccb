"""From review to publication, by four hands in a real browser."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from settings import ROOT
from tests.browser.tabs import browser_of
from tests.quizzes.folder import BankFolder
from tests.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.databases import Files

pytestmark = pytest.mark.browser
COMPANY = "Fernleaf Devices, Inc."


@pytest.fixture(scope="module")
def server(
    files: Files, memory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server whose one bank was written by Ben and waits for Thandiwe's review."""
    place = tmp_path_factory.mktemp("release")
    folder = BankFolder(place / "banks" / "small-bank")
    shutil.copy(ROOT / "quizzes" / "banks" / "provider.yaml", place / "banks")
    for name, address in (("Ada Author", "ben"), ("Ben Reviewer", "thandiwe")):
        said = f"name: {name}, MD"
        folder.change("activity.yaml", said, f"{said}\n    email: {address}@example.edu")
    folder.change("items/one.yaml", "status: approved", "status: in_review")
    made = Server(memory / "release.sqlite")
    with running(made, files.template, BANKS=str(place / "banks")):
        yield made


def link_for(staff: Page, address: str, person: str) -> str:
    """Make the link by which somebody discloses."""
    staff.goto(f"{address}/disclosures?bank=small-bank")
    box = staff.locator('[data-testid="stVerticalBlock"]').filter(has_text=person).last
    box.get_by_role("button", name="Ask by link").click()
    staff.get_by_role("button", name="Make the link").click()
    expect(staff.get_by_text("It is shown only now")).to_be_visible()
    return staff.locator("code", has_text="/disclose/").inner_text().strip()


def disclose(browser: Browser, link: str) -> None:
    """Disclose as somebody without an account, on a phone."""
    context = browser_of(browser, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_label("Name of the company").first).to_be_hidden()
    page.get_by_label("Yes, with those listed here").check()
    page.get_by_label("Name of the company").first.fill(COMPANY)
    page.get_by_label("Kind of relationship").first.select_option("Consultant or advisor")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your disclosure is kept: one relationship.")).to_be_visible()
    context.close()


def test_a_question_is_signed_off_and_its_bank_published(
    chromium: Browser, server: Server, tab: Callable[..., Page]
) -> None:
    """The reviewer approves, an author discloses by link, the office decides and publishes."""
    reviewer = tab("thandiwe")
    reviewer.goto(f"{server.address}/review")
    reviewer.get_by_role("link", name="After intubation").click()
    expect(reviewer.get_by_role("heading", name="Review of one")).to_be_visible()
    figure = reviewer.get_by_role("img", name="A flat line at 0 mm Hg.")
    figure.wait_for()
    assert figure.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    reviewer.get_by_role("button", name="Approve").click()
    expect(reviewer.get_by_text("Approved, for exactly this text")).to_be_visible()

    staff = tab("cora")
    disclose(chromium, link_for(staff, server.address, "Ada Author"))
    staff.goto(f"{server.address}/publish")
    expect(staff.get_by_text("Nobody has decided which relationships")).to_be_visible()
    staff.get_by_role("link", name="To Disclosures").click()
    staff.get_by_text("Not relevant", exact=True).click()
    staff.get_by_role("button", name="Save the decision").click()
    expect(staff.get_by_text("complete", exact=True)).to_be_visible()

    staff.goto(f"{server.address}/publish")
    expect(staff.get_by_text("Before publication: 10 of 11")).to_be_visible()
    staff.get_by_role("button", name="Publish", exact=True).click()
    expect(staff.get_by_text("Published edition 1 of small-bank.1, 2 questions.")).to_be_visible()

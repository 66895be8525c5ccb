"""A real Chromium before the real server."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.browser.tabs import HEIGHT, Tabs, browser_of
from tests.people import newcomer
from tests.server import Server, running
from workflows.content.publish import NotPublished, publish
from workflows.operations.demonstration import office

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.databases import Files

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# What Chromium is to leave out. The suggestions of its address bar are pages of their own in each
# window, and most of what a new one cost; the rest is of Playwright's list, which this replaces.
WITHOUT = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay", "MediaRouter",
    "OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning",
)  # fmt: skip
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    f"--disable-features={','.join(WITHOUT)}",
]
FAILED = pytest.StashKey[bool]()
BANKS = ("hospital-medicine-essentials", "pediatric-foundations", "perioperative-safety")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, else Playwright's own."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show beside a failure what stood on each open page: it may not come again."""
    report = yield
    item.stash[FAILED] = report.failed
    if report.when == "call" and report.failed and isinstance(item, pytest.Function):
        browser: Browser = item._request.getfixturevalue("chromium")
        for context in browser.contexts:
            report.sections += [(page.url, said_on(page)) for page in context.pages]
    return report


def said_on(page: Page) -> str:
    """Return what a page says, or why it says nothing."""
    try:
        return page.locator("body").inner_text(timeout=2000)
    except Error as error:
        return str(error)


@pytest.fixture(scope="session")
def published(files: Files, memory: Path) -> Path:
    """A database with the three demonstration banks, which each server begins with a copy of."""
    place = memory / "published.sqlite"
    shutil.copy(files.template, place)
    made = Server(place)
    staff = office(made.service)
    for slug in BANKS:
        assert not isinstance(publish(staff, made.service.settings.banks / slug), NotPublished)
    made.engine.dispose()
    return place


@pytest.fixture(scope="session")
def common(published: Path, memory: Path) -> Iterator[Server]:
    """One server with the three demonstration banks published."""
    with running(Server(memory / "common.sqlite"), published) as made:
        yield made


@pytest.fixture
def server(common: Server) -> Server:
    """The common server, also after a test that failed while it was stopped.

    A test finds there what others left, in any order: what it asks about is its own activity's,
    or a person's whom no other test changes.
    """
    if not common.runs:
        common.start()
    return common


@pytest.fixture
def person(chromium: Browser, server: Server) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a named person's browser, which nobody used before."""
    opened: list[BrowserContext] = []

    def signed_in(who: str, width: int = 1280) -> BrowserContext:
        """`who` is a named person, or else the address of somebody of whom nothing is known."""
        context = browser_of(chromium, viewport={"width": width, "height": HEIGHT})
        sign_in(context, server, who)
        opened.append(context)
        return context

    yield signed_in
    for context in opened:
        context.close()


def sign_in(context: BrowserContext, server: Server, who: str) -> None:
    """Give a browser what a person's browser holds."""
    token = newcomer(server.service, who) if "@" in who else server.token(who)
    cookie = {"name": "session", "value": token, "url": server.address}
    context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie needs no more


@pytest.fixture(scope="session")
def tabs(chromium: Browser) -> Tabs:
    """The tabs that tests hand on."""
    return Tabs(chromium)


@pytest.fixture
def tab(
    tabs: Tabs, server: Server, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a person's tab: the one before has Streamlit's scripts ready.

    A test that listens to its page, or freezes it, takes a browser of its own: `person`.
    """
    opened: list[Page] = []

    def signed_in(who: str, width: int = 1280) -> Page:
        page = tabs.open(width)
        opened.append(page)
        sign_in(page.context, server, who)
        return page

    yield signed_in
    for page in opened:
        if request.node.stash[FAILED]:
            page.context.close()
        else:
            tabs.give_back(page, server.address)


@pytest.fixture
def page(tab: Callable[..., Page]) -> Page:
    """A tab of Ada's."""
    return tab("ada")

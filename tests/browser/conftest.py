"""A real Chromium before the real server."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, sync_playwright

from storage.migrate import migrate
from tests.people import newcomer
from tests.server import Server
from workflows.content.publish import NotPublished, publish
from workflows.operations.demonstration import office

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
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
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the three demonstration banks, which each server begins with a copy of."""
    made = Server(tmp_path_factory.mktemp("published") / "service.sqlite")
    migrate(made.engine)
    staff = office(made.service)
    for slug in BANKS:
        assert not isinstance(publish(staff, made.service.settings.banks / slug), NotPublished)
    made.engine.dispose()
    return Path(str(made.engine.url.database))


@pytest.fixture(scope="module")
def server(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the three demonstration banks published."""
    place = tmp_path_factory.mktemp("server") / "service.sqlite"
    shutil.copy(published, place)
    made = Server(place)
    made.start()
    yield made
    made.stop()
    made.engine.dispose()


@pytest.fixture
def person(chromium: Browser, server: Server) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a signed-in browser of a named person."""
    opened: list[BrowserContext] = []

    def signed_in(who: str, width: int = 1280) -> BrowserContext:
        """`who` is a named person, or else the address of somebody of whom nothing is known."""
        context = chromium.new_context(viewport={"width": width, "height": 844})
        token = newcomer(server.service, who) if "@" in who else server.token(who)
        cookie = {"name": "session", "value": token, "url": server.address}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie needs no more
        opened.append(context)
        return context

    yield signed_in
    for context in opened:
        context.close()


@pytest.fixture
def page(person: Callable[..., BrowserContext]) -> Page:
    """A tab of Ada's."""
    return person("ada").new_page()

"""The database goes away while somebody answers, and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.migrate import migrate
from tests.browser.conftest import sign_in
from tests.browser.tabs import browser_of
from tests.browser.walking import Walker
from tests.editions import publish
from tests.evidence import FULL, seen
from tests.faults.durable import Durable, durable
from tests.people import signed_in
from tests.server import Server
from tests.taking import saved, start_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.evidence,
    pytest.mark.skipif(
        not FULL, reason="It takes a server of each kind: make evidence ONLY=database_gone"
    ),
]


@pytest.fixture
def database() -> Iterator[Durable]:
    """A PostgreSQL server that can be killed."""
    with durable() as made:
        yield made


@pytest.fixture
def on_it(database: Durable) -> Iterator[Server]:
    """The service on that database."""
    made = Server(database.url)
    migrate(made.engine)
    made.start()
    yield made
    made.stop()
    made.engine.dispose()


@pytest.fixture
def phone(chromium: Browser, on_it: Server) -> Iterator[Page]:
    """Ada's phone."""
    context = browser_of(chromium, viewport={"width": 390, "height": 844})
    sign_in(context, on_it, "ada")
    yield context.new_page()
    context.close()


def test_the_answer_on_screen_is_kept_and_saved(
    database: Durable, on_it: Server, phone: Page
) -> None:
    """The physician sees that it is not saved, and then that it is, without doing anything."""
    attempt = start_at(signed_in(on_it.service, "ada"), publish(on_it.service))
    phone.goto(f"{on_it.address}/attempt?attempt={attempt}&q=1")
    walker = Walker(phone, on_it)
    walker.wait_for(1)
    database.kill()
    phone.locator(".card label.option").nth(2).click()
    phone.get_by_text("NOT SAVED: the server has a problem").wait_for()
    assert phone.locator(".card input").nth(2).is_checked()
    database.start()
    walker.saved()
    assert phone.locator(".card input").nth(2).is_checked()
    assert list(saved(on_it.service, attempt)) == [1]
    walker.next()
    walker.wait_for(2)
    seen(
        "Faults",
        "database gone",
        "The database goes and comes back: the page says NOT SAVED, keeps the answer, saves it",
        "make evidence ONLY=database_gone",
        answers_kept=1,
        taps_needed=0,
    )

"""A phone that was locked in mid-attempt: page frozen, connections gone, and then one tap."""

from __future__ import annotations

import re
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.walking import Walker
from tests.editions import publish
from tests.link import Link
from tests.people import signed_in
from tests.server import PatientServer, running
from tests.taking import saved, start_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from tests.databases import Files

pytestmark = pytest.mark.browser
EACH = {"feedback": "after_each_item", "confidence": "required"}
# The patience of the card, and how long it waits before it tries again (card.js).
PATIENCE, RETRY = 5_000, 2_000
# How long a request may take is measured by the browser's own clock; here by the phone's.
BY_THE_PHONE_S_CLOCK = """AbortSignal.timeout = milliseconds => {
  const made = new AbortController();
  setTimeout(() => made.abort(new DOMException('', 'TimeoutError')), milliseconds);
  return made.signal;
}"""


@pytest.fixture(scope="module")
def server(files: Files, memory: Path) -> Iterator[PatientServer]:
    """A server with nothing in it but the named people, and a clock that can be moved on."""
    with running(PatientServer(memory / "asleep.sqlite"), files.template) as made:
        yield made


@pytest.fixture(scope="module")
def door(server: PatientServer) -> Iterator[Link]:
    """The one address of the link: a phone that knows its scripts need not parse them anew."""
    made = Link(server.port)
    yield made
    made.close()


@pytest.fixture
def link(door: Link) -> Iterator[Link]:
    """What lies between the phone and the server, without a connection of a test before."""
    yield door
    door.cut()


@pytest.fixture
def phone(person: Callable[..., BrowserContext]) -> Page:
    """Ada's phone, with a clock that can be moved on."""
    page = person("ada", 390).new_page()
    page.clock.install()
    page.add_init_script(BY_THE_PHONE_S_CLOCK)
    return page


def begun(server: PatientServer, **rules: Any) -> str:
    """Start an attempt of Ada's at a small self-assessment."""
    key = publish(server.service, slug=f"night-{secrets.token_hex(4)}", **rules)
    return start_at(signed_in(server.service, "ada"), key)


def opened(phone: Page, server: PatientServer, link: Link, attempt: str) -> Walker:
    """Open the first question through the link."""
    phone.goto(f"{link.address}/attempt?attempt={attempt}&q=1")
    walker = Walker(phone, server)
    walker.wait_for(1)
    return walker


@contextmanager
def asleep(phone: Page, server: PatientServer, minutes: int) -> Iterator[None]:
    """Freeze the page, let minutes pass for it and for the server, and wake it."""
    wire = phone.context.new_cdp_session(phone)
    wire.send("Page.setWebLifecycleState", {"state": "frozen"})
    yield
    server.ahead.rest(minutes)
    wire.send("Page.setWebLifecycleState", {"state": "active"})
    phone.clock.fast_forward(minutes * 60_000)


def choose(phone: Page, index: int) -> str:
    """Tap an option and return its id."""
    phone.locator(".card label.option").nth(index).click()
    return str(phone.locator(".card input").nth(index).get_attribute("value"))


def wait(phone: Page, milliseconds: int) -> None:
    """Let the phone wait for something: its clock runs through it."""
    phone.clock.run_for(milliseconds)


def wait_for_another_socket(phone: Page) -> None:
    """Let the card send its way on three times in vain, after which it opens the page anew."""
    wait(phone, 3 * RETRY)


# What became of the connections, and for how many minutes: after twenty Streamlit still knows
# the page, after forty it has forgotten it.
NIGHTS = [("cut", 20), ("cut", 40), ("forget_sockets", 20)]


@pytest.mark.parametrize(("lost", "minutes"), NIGHTS)
def test_a_tap_after_waking_is_saved(
    phone: Page, server: PatientServer, link: Link, lost: str, minutes: int
) -> None:
    """Feedback after submission: the first tap is on disk and the page says so; Next goes on."""
    attempt = begun(server)
    walker = opened(phone, server, link, attempt)
    with asleep(phone, server, minutes):
        getattr(link, lost)()
    chosen = choose(phone, 1)
    walker.saved()
    assert saved(server.service, attempt) == {1: chosen}
    walker.next()
    if lost == "forget_sockets":
        wait_for_another_socket(phone)
    walker.wait_for(2)


@pytest.mark.parametrize(("lost", "minutes"), NIGHTS)
def test_a_final_tap_after_waking_is_saved(
    phone: Page, server: PatientServer, link: Link, lost: str, minutes: int
) -> None:
    """Feedback after each item: chosen, locked, woken, one tap: on disk, and the feedback shows."""
    attempt = begun(server, **EACH)
    walker = opened(phone, server, link, attempt)
    chosen = choose(phone, 1)
    with asleep(phone, server, minutes):
        getattr(link, lost)()
    walker.button("Sure").click()
    if lost == "forget_sockets":
        wait(phone, RETRY)
        walker.saved()
        wait_for_another_socket(phone)
    phone.locator(".st-key-verdict").wait_for()
    assert saved(server.service, attempt) == {1: chosen}
    walker.next()
    walker.wait_for(2)


def test_an_option_tapped_after_waking_is_never_called_saved(
    phone: Page, server: PatientServer, link: Link
) -> None:
    """Feedback after each item: leaving says "Not submitted yet"; the next tap submits it."""
    attempt = begun(server, **EACH)
    walker = opened(phone, server, link, attempt)
    with asleep(phone, server, 20):
        link.cut()
    chosen = choose(phone, 2)
    walker.button("Skip").click()
    phone.locator(".card .status.loud", has_text="Not submitted yet").wait_for()
    assert saved(server.service, attempt) == {}
    walker.button("Guess").click()
    phone.locator(".st-key-verdict").wait_for()
    assert saved(server.service, attempt) == {1: chosen}


@pytest.mark.parametrize("rules", [{}, EACH], ids=["after_submission", "after_each_item"])
def test_connections_that_are_dead_without_a_word_are_loud(
    phone: Page, server: PatientServer, link: Link, rules: dict[str, str]
) -> None:
    """Nothing answers and nothing fails: NOT SAVED, until they are gone; then it is saved."""
    attempt = begun(server, **rules)
    walker = opened(phone, server, link, attempt)
    with asleep(phone, server, 20):
        link.forget()
    chosen = choose(phone, 1)
    if rules:
        walker.button("Sure").click()
        wait(phone, RETRY)
    wait(phone, PATIENCE)
    phone.locator(".card .status.loud", has_text="NOT SAVED: no connection").wait_for()
    assert saved(server.service, attempt) == {}
    link.cut()
    wait(phone, RETRY)
    if rules:
        phone.locator(".st-key-verdict").wait_for()
    else:
        walker.saved()
    assert saved(server.service, attempt) == {1: chosen}


@pytest.mark.parametrize("rules", [{}, EACH], ids=["after_submission", "after_each_item"])
def test_a_time_limit_that_passed_in_sleep(
    phone: Page, server: PatientServer, link: Link, rules: dict[str, str]
) -> None:
    """What comes after the limit is not saved, and the page shows the marked attempt by itself."""
    attempt = begun(server, time_limit_minutes=10, **rules)
    opened(phone, server, link, attempt)
    with asleep(phone, server, 20):
        link.cut()
    wait_for_another_socket(phone)
    phone.get_by_role("heading", name="Your result").wait_for()
    assert saved(server.service, attempt) == {}


def test_the_time_limit_reaches_zero(phone: Page, server: PatientServer, link: Link) -> None:
    """Awake before it: warned, what was saved is submitted and marked, and the page shows it."""
    attempt = begun(server, time_limit_minutes=10)
    walker = opened(phone, server, link, attempt)
    chosen = choose(phone, 0)
    walker.saved()
    phone.clock.fast_forward(5 * 60_000 + 2_000)
    phone.locator('.card [role="status"]', has_text="Five minutes left.").wait_for()
    server.ahead.rest(10)
    phone.clock.fast_forward(5 * 60_000)
    phone.get_by_text("Question by question").wait_for()
    assert saved(server.service, attempt) == {1: chosen}


def test_the_time_left_counts_the_sleep(phone: Page, server: PatientServer, link: Link) -> None:
    """A phone whose steady clock stood still while it slept shows what is really left."""
    attempt = begun(server, time_limit_minutes=60)
    opened(phone, server, link, attempt)
    phone.locator(".card .time", has_text=re.compile("Time left (60|59):")).wait_for()
    phone.clock.set_system_time(phone.evaluate("Date.now() / 1000") + 20 * 60)
    phone.locator(".card .time", has_text=re.compile("Time left (40|39):")).wait_for()

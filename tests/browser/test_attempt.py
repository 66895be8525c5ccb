"""Answering in a browser when things go wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.walking import Walker, rested
from tests.editions import front_digest, publish
from workflows.attempts.question import question
from workflows.attempts.settle import submit
from workflows.attempts.start import start
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.server import Server
    from workflows.act import Actor

pytestmark = pytest.mark.browser


def begun(server: Server, slug: str, **rules: Any) -> tuple[Actor, str]:
    """Start an attempt of Ada's at a small self-assessment."""
    ada = session.enter(server.service, session.digest_of(server.token("ada")))
    key = publish(server.service, slug=slug, **rules)
    return ada, start(ada, key, front_digest(server.service, key))


def opened(page: Page, server: Server, attempt: str, number: int = 1) -> Walker:
    """Open a question of an attempt."""
    page.goto(f"{server.address}/attempt?attempt={attempt}&q={number}")
    walker = Walker(page, server)
    walker.wait_for(number)
    return walker


def test_the_keyboard_alone_is_enough(page: Page, server: Server) -> None:
    """A letter chooses and saves; Tab and Enter go on; the focus lands on the next lead-in."""
    ada, attempt = begun(server, "keys")
    walker = opened(page, server, attempt)
    page.locator(".card input").first.focus()
    page.keyboard.press("b")
    walker.saved()
    page.locator(".card .steps .primary").focus()
    page.keyboard.press("Enter")
    walker.wait_for(2)
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some("
        "host => host.shadowRoot?.activeElement?.tagName === 'LEGEND')"
    )
    assert question(ada, attempt, 1).value is not None


def test_back_forward_and_reload_stay_in_place(page: Page, server: Server) -> None:
    """The address is the place."""
    _ada, attempt = begun(server, "places")
    walker = opened(page, server, attempt)
    walker.next()
    walker.wait_for(2)
    walker.next()
    walker.wait_for(3)
    page.go_back()
    walker.wait_for(2)
    page.go_forward()
    walker.wait_for(3)
    page.reload()
    walker.wait_for(3)


def test_two_tabs_see_both_answers(page: Page, server: Server) -> None:
    """The second tab is told what the first saved, and decides."""
    ada, attempt = begun(server, "tabs")
    first = opened(page, server, attempt)
    second = opened(page.context.new_page(), server, attempt)
    first.page.locator(".card label.option").nth(0).click()
    first.saved()
    second.page.locator(".card label.option").nth(1).click()
    second.page.get_by_text("Changed in another window: A is saved there").wait_for()
    second.page.get_by_role("button", name="Save B").click()
    second.saved()
    assert question(ada, attempt, 1).seq == 2


def test_a_lost_connection_is_loud_and_then_saved(page: Page, server: Server) -> None:
    """One tap without a network says NOT SAVED, and is saved when the network is back."""
    ada, attempt = begun(server, "offline")
    walker = opened(page, server, attempt)
    page.context.set_offline(True)
    page.locator(".card label.option").nth(2).click()
    page.get_by_text(re.compile("NOT SAVED: no connection")).wait_for()
    page.context.set_offline(False)
    walker.saved()
    assert question(ada, attempt, 1).seq == 1


def test_an_attempt_submitted_elsewhere_says_so(page: Page, server: Server) -> None:
    """A tap after submission is not saved, and the page says it."""
    ada, attempt = begun(server, "late")
    walker = opened(page, server, attempt)
    submit(ada, attempt)
    walker.page.locator(".card label.option").nth(0).click()
    walker.page.get_by_text(re.compile("NOT SAVED: This attempt is already submitted")).wait_for()


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_never_scrolls_sideways(
    tab: Callable[..., Page], server: Server, width: int
) -> None:
    """Everything fits the narrowest screen."""
    _ada, attempt = begun(server, f"narrow-{width}")
    walker = opened(tab("ada", width), server, attempt)
    main = walker.page.locator('[data-testid="stMain"]')
    assert main.evaluate("one => one.scrollWidth - one.clientWidth") == 0


@pytest.mark.parametrize("feedback", ["after_each_item", "after_submission"])
def test_no_key_reaches_the_browser_before_its_time(
    person: Callable[..., BrowserContext], server: Server, feedback: str
) -> None:
    """Every byte of the websocket and of the pages is kept: no rationale, until it is due."""
    _ada, attempt = begun(server, f"wire-{feedback.replace('_', '-')}", feedback=feedback)
    page = person("ada").new_page()
    heard: list[bytes] = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda frame: heard.append(frame if isinstance(frame, bytes) else frame.encode()),
        ),
    )
    walker = opened(page, server, attempt)
    for number in (1, 2):
        walker.wait_for(number)
        assert len(_keys(heard)) == (number - 1 if feedback == "after_each_item" else 0)
        page.locator(".card label.option").nth(0).click()
        if feedback == "after_each_item":
            walker.button("Submit answer").click()
            page.locator(".st-key-verdict").wait_for()
            rested(page)
            assert len(_keys(heard)) == number
        else:
            walker.saved()
            assert _keys(heard) == set()
        if number == 1:
            walker.next()
    if feedback == "after_submission":
        page.goto(f"{server.address}/attempt?attempt={attempt}&q=end")
        walker.button("Submit for marking").click()
        page.get_by_text("Question by question").wait_for()
        rested(page)
        assert len(_keys(heard)) == 4


def _keys(heard: list[bytes]) -> set[bytes]:
    """Return the items whose rationales were heard."""
    return set(re.findall(rb"CANARY-rationale-(\d+)", b"".join(heard)))

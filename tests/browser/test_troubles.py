"""Answering while the server, the network, the phone or the clock gets in the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.walking import Walker
from tests.editions import front_digest, publish
from workflows.attempts.question import question
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


def test_a_server_that_is_down(page: Page, server: Server) -> None:
    """The tap stays on screen as NOT SAVED, and is saved when the server is back."""
    ada, attempt = begun(server, "down")
    walker = opened(page, server, attempt)
    server.stop()
    page.locator(".card label.option").nth(2).click()
    page.locator(".card .status.loud", has_text="NOT SAVED").wait_for()
    server.start()
    walker.saved()
    assert page.locator(".card input").nth(2).is_checked()
    assert question(ada, attempt, 1).seq == 1
    walker.next()
    walker.wait_for(2)


def test_a_card_drawn_anew_keeps_what_is_not_saved(page: Page, server: Server) -> None:
    """The phone turns dark while it is offline: choice and warning stay, and it is saved."""
    ada, attempt = begun(server, "dusk")
    walker = opened(page, server, attempt)
    page.context.set_offline(True)
    page.locator(".card label.option").nth(2).click()
    loud = page.locator(".card .status.loud", has_text="NOT SAVED")
    loud.wait_for()
    page.locator(".card legend").evaluate("one => { one.dataset.old = 'yes'; }")
    page.emulate_media(color_scheme="dark")
    page.locator(".card legend:not([data-old])").wait_for()
    loud.wait_for()
    assert page.locator(".card input").nth(2).is_checked()
    page.context.set_offline(False)
    walker.saved()
    assert question(ada, attempt, 1).seq == 1


def test_a_server_with_a_problem(page: Page, server: Server) -> None:
    """An error of the server is loud, and the answer is sent again until it is saved."""
    ada, attempt = begun(server, "faulty")
    walker = opened(page, server, attempt)
    page.route("**/answer", lambda route: route.fulfill(status=500, json={"message": "?"}))
    page.locator(".card label.option").nth(0).click()
    page.get_by_text("NOT SAVED: the server has a problem").wait_for()
    page.unroute("**/answer")
    walker.saved()
    assert question(ada, attempt, 1).value is not None


def test_a_restart_before_an_answer_that_is_final(page: Page, server: Server) -> None:
    """The first tap after it submits the answer and shows the feedback; the next one goes on."""
    ada, attempt = begun(server, "restart-each", feedback="after_each_item", confidence="required")
    walker = opened(page, server, attempt)
    page.locator(".card label.option").nth(0).click()
    server.stop()
    server.start()
    walker.button("Sure").click()
    page.locator(".st-key-verdict").wait_for()
    assert question(ada, attempt, 1).confidence == "sure"
    server.stop()
    server.start()
    walker.next()
    walker.wait_for(2)


def test_a_phone_that_slept(person: Callable[..., BrowserContext], server: Server) -> None:
    """The page was frozen and the server forgot it: one tap after waking is saved."""
    ada, attempt = begun(server, "asleep")
    page = person("ada").new_page()
    walker = opened(page, server, attempt)
    phone = page.context.new_cdp_session(page)
    phone.send("Page.setWebLifecycleState", {"state": "frozen"})
    server.stop()
    server.start()
    phone.send("Page.setWebLifecycleState", {"state": "active"})
    page.locator(".card label.option").nth(1).click()
    walker.saved()
    assert question(ada, attempt, 1).seq == 1
    walker.next()
    walker.wait_for(2)


def test_a_double_click_never_skips(page: Page, server: Server) -> None:
    """Two clicks on Next are one step."""
    ada, attempt = begun(server, "double")
    walker = opened(page, server, attempt)
    page.locator(".card .steps .primary").dblclick()
    walker.wait_for(2)
    page.locator(".card label.option").nth(0).click()
    walker.saved()
    assert question(ada, attempt, 2).value is not None
    assert page.get_by_text("Question 2 of 4").is_visible()


def test_with_the_keyboard_to_the_result(page: Page, server: Server) -> None:
    """Letters, Tab and Enter lead from the first question to the result."""
    _ada, attempt = begun(server, "typed", feedback="after_each_item", confidence="required")
    walker = opened(page, server, attempt)
    page.locator(".card input").first.focus()
    for number in range(1, 5):
        walker.wait_for(number)
        page.keyboard.press("b")
        _tab_to(page, "Fairly")
        page.keyboard.press("Enter")
        page.locator(".st-key-verdict").wait_for()
        page.locator('[role="status"]', has_text="the key is").wait_for()
        _tab_to(page, "See result" if number == 4 else "Next")
        page.keyboard.press("Enter")
    page.get_by_text("Question by question").wait_for()


FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.textContent ?? '';
}"""


def _tab_to(page: Page, label: str) -> None:
    """Press Tab until a button has the focus."""
    for _step in range(30):
        if re.fullmatch(label, page.evaluate(FOCUSED)):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {label}.")

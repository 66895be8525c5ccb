"""A tab whose session ended, while its person signs in again in another tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.walking import Walker
from tests.editions import front_digest, publish
from workflows.attempts.question import question
from workflows.attempts.start import start
from workflows.people import session

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.server import Server
    from workflows.act import Actor

pytestmark = pytest.mark.browser


def opened(page: Page, server: Server, slug: str, **rules: Any) -> tuple[Actor, str, Walker]:
    """Open question 1 of a new attempt, and end the session behind the page."""
    ada = session.enter(server.service, session.digest_of(server.token("ada")))
    key = publish(server.service, slug=slug, **rules)
    attempt = start(ada, key, front_digest(server.service, key))
    page.goto(f"{server.address}/attempt?attempt={attempt}&q=1")
    walker = Walker(page, server)
    walker.wait_for(1)
    held = {one.get("name"): one.get("value") for one in page.context.cookies()}
    digest = session.digest_of(str(held["session"]))
    session.sign_out(session.enter(server.service, digest))
    return ada, attempt, walker


def sign_in(page: Page) -> None:
    """Choose Ada on the page that asks who one is."""
    page.get_by_role("button", name="Ada Whitfield").click()
    page.locator("h1", has_text="Question").wait_for()


def test_the_waiting_answer_is_saved_and_next_goes_on(page: Page, server: Server) -> None:
    """The new tab signs in; the old one saves by itself, and its Next leads to question 2."""
    ada, attempt, walker = opened(page, server, "renewed")
    page.locator(".card label.option").nth(0).click()
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    sign_in(popup.value)
    page.bring_to_front()
    walker.saved()
    assert question(ada, attempt, 1).seq == 1
    walker.next()
    walker.wait_for(2)
    page.locator(".card label.option").nth(1).click()
    walker.saved()
    walker.next()
    walker.wait_for(3)


def test_a_next_without_an_answer_says_what_happened(page: Page, server: Server) -> None:
    """One sentence; one tap goes on at the same question with the other tab's session."""
    _ada, _attempt, walker = opened(page, server, "unanswered")
    other = page.context.new_page()
    other.goto(page.url)
    sign_in(other)
    walker.next()
    page.get_by_text("This page still belongs to the session before").wait_for()
    page.get_by_role("link", name="Go on where you were").click()
    walker.wait_for(1)
    walker.next()
    walker.wait_for(2)


def test_without_another_tab_the_way_on_asks_who_one_is(page: Page, server: Server) -> None:
    """The same tap leads by the sign-in to the same question; what was not saved is not shown."""
    ada, attempt, walker = opened(page, server, "alone", feedback="after_each_item")
    page.locator(".card label.option").nth(0).click()
    walker.button("Submit answer").click()
    page.get_by_role("link", name="Go on where you were").click()
    sign_in(page)
    walker.wait_for(1)
    assert question(ada, attempt, 1).seq == 0
    assert not page.locator(".card input").nth(0).is_checked()

"""A missed question returns after its interval, and stays away after two good answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.editions import publish
from tests.people import signed_in
from tests.recalling import answered, dealt, wished

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.server import Server
    from workflows.service import Service

pytestmark = pytest.mark.browser
WHO = "rita.return@example.edu"


def ago(server: Server, days: int) -> Service:
    """Return the server's service as it was some days ago, by its own clock."""
    now = server.service.now
    return replace(server.service, now=lambda: now() - timedelta(days=days))


def choose(page: Page, text: str) -> None:
    """Choose an option by its text, wherever it stands, and be sure of it."""
    page.locator(".card label.option", has_text=text).click()
    page.locator(".card button.rating", has_text="Sure").click()
    page.locator(".st-key-verdict").wait_for()


def test_a_missed_question_returns_and_leaves_after_two_good_answers(
    tab: Callable[..., Page], server: Server
) -> None:
    """One was answered well once before, the other returns for the first time."""
    page = tab(WHO, 390)
    for name, item, days in (("known", "item-1", 29), ("missed", "item-2", 8)):
        key = publish(server.service, slug=f"recall-{name}", title="What returns")
        wished(signed_in(ago(server, days), WHO), key, item)
    before = signed_in(ago(server, 21), WHO)
    dealt(before)
    answered(before)
    page.goto(server.address)
    page.get_by_text("2 questions to go over this week.").wait_for()
    page.get_by_role("button", name="Go over them").click()
    page.get_by_role("button", name="Answer now").click()
    page.get_by_text("Vignette 1.").wait_for()
    choose(page, "Text a of 1")
    expect(page.get_by_text("this question stays away now")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Vignette 2.").wait_for()
    choose(page, "Text a of 2")
    expect(page.get_by_text("It returns on")).to_be_visible()
    page.get_by_role("button", name="See the week").click()
    page.get_by_text("That is all for this week.").wait_for()
    expect(page.get_by_text("of which 1 known by now")).to_be_visible()

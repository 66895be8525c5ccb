"""Whole ways by keyboard alone: a physician to the certificate, a reviewer to the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes import digest
from tests.browser.keyboard import Keyboard
from tests.browser.test_types import MULTIPLE, SINGLE
from tests.browser.walking import Walker
from tests.editions import publish
from tests.evidence import seen
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.evidence]

# Each type, the name of the stop where its answer begins, and the keys that give it.
KINDS = {
    "single_best_answer": (SINGLE, "A ?Right", ["a"]),
    "multiple_response": (MULTIPLE, "A ?One", ["a", "c"]),
    "extended_matching": (MATCHING, "Choose|.*pH 7.20", ["a", "Tab", "c"]),
    "ordered": (ORDERED, "Move down: First|Move down", ["Enter"]),
    "numeric": (NUMERIC, "Your answer", ["1", "8", "0"]),
    "true_false_cluster": (CLUSTER, "True", ["Space", "Tab", "Space", "ArrowRight"]),
}


def test_from_signing_in_to_the_certificate(page: Page, server: Server) -> None:
    """All six types are answered, the result evaluated, credit claimed: not one click."""
    held = [
        text.replace("id: three", f"id: kind-{at}") for at, (text, *_) in enumerate(KINDS.values())
    ]
    items = tuple(digest.frozen(item_of(text), {}) for text in held)
    key = publish(server.service, slug="by-keyboard", items=items, passing_percent="10")
    page.context.clear_cookies()
    page.goto(f"{server.address}/sign-in?next=/activities")
    keys, walker = Keyboard(page), Walker(page, server)
    keys.enter("Ada Whitfield")
    page.get_by_role("heading", name="Self-assessments").wait_for()
    keys.to("Skip to main content")
    page.goto(f"{server.address}/activity?id={key}")
    page.get_by_role("button", name="I have read this. Start").wait_for()
    keys.enter("I have read this. Start")
    total = walker.at()[1]
    for number in range(1, total + 1):
        _answer(keys, walker, number)
        keys.enter("Review and submit" if number == total else "Next")
    page.get_by_text("6 of 6 questions are answered.").wait_for()
    keys.enter("Submit for marking")
    page.get_by_text("Question by question").wait_for()
    keys.enter("Evaluate and claim credit")
    page.get_by_role("button", name="Send and go to the claim").wait_for()
    keys.enter("Yes", "Space")
    keys.enter("Send and go to the claim")
    page.get_by_role("button", name="I attest and claim").wait_for()
    keys.to("0.25")  # one stop for all amounts: the arrows lead from one to the next
    keys.press("ArrowRight", "ArrowRight", "ArrowRight", "Space")
    keys.enter("I attest and claim")
    page.get_by_role("link", name="Open certificate").wait_for()
    with page.expect_popup() as opened:
        keys.enter("Open certificate")
    opened.value.close()
    assert not keys.unseen, "\n".join(keys.unseen)
    assert walker.taps == 0
    seen(
        "Accessibility", "accessible: keyboard",
        "A physician gets from signing in to the certificate by keyboard alone, the focus in sight",
        "make evidence ONLY=keyboard", stops=len(keys.stops), unseen=len(keys.unseen), clicks=0,
    )  # fmt: skip


def _answer(keys: Keyboard, walker: Walker, number: int) -> None:
    """Answer the question on screen, from its lead-in on, which has the focus."""
    walker.wait_for(number)
    lead_in = keys.page.locator(".card legend")
    lead_in.evaluate(
        "one => new Promise(done => { const at = setInterval(() => {"
        " if (one.getRootNode().activeElement === one) { clearInterval(at); done(); } }); })"
    )
    _text, first, pressed = KINDS[walker.item(number).type]
    keys.to(first)
    keys.press(*pressed)
    walker.saved()

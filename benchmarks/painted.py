"""From the click to the next question painted in Chromium, against the default floor page."""

from __future__ import annotations

from itertools import pairwise
from statistics import quantiles
from typing import TYPE_CHECKING

from benchmarks.browser import chromium, signed_in
from benchmarks.goal import Goal
from benchmarks.ground import QUESTIONS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from benchmarks.ground import Ground, Physician
    from benchmarks.server import Server

ROUNDS = 6
P50, P95 = 1.25, 1.5
# The clock starts with the click itself and stops two frames after the words are in the page.
STOPWATCH = """
window.until = words => new Promise(done => {
  let start;
  const click = event => { start = event.timeStamp; };
  addEventListener('click', click, { capture: true, once: true });
  const watch = new MutationObserver(() => {
    if (start === undefined || !document.body.textContent.includes(words)) return;
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
});
"""


def measure(service: Server, bare: Server, ground: Ground) -> list[Goal]:
    """Click through both pages in turn, some 100 times each."""
    floor: list[float] = []
    ours: list[float] = []
    with chromium() as browser:
        for who in ground.physicians[-ROUNDS:]:
            floor += _floor(browser, bare)
            ours += _attempt(browser, service, who)
    return [_goal("p50", 50, P50, floor, ours), _goal("p95", 95, P95, floor, ours)]


def _goal(name: str, at: int, limit: float, floor: list[float], ours: list[float]) -> Goal:
    below, here = quantiles(floor, n=100)[at - 1], quantiles(ours, n=100)[at - 1]
    detail = f"{here:.0f} ms where the default floor takes {below:.0f}"
    what = f"Click to next question painted, {name} of {len(ours)}"
    return Goal(what, here / below, limit, "floors", detail=detail)


def _floor(browser: Browser, bare: Server) -> list[float]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(STOPWATCH)
    page.goto(bare.url)
    page.get_by_text("Question number 0").wait_for()
    times = []
    for number in range(QUESTIONS):
        page.get_by_text(f"B. Option B of {number}", exact=True).click()
        times.append(_timed(page, "Submit", f"Question number {number + 1}"))
    context.close()
    return times[1:]  # the first click also loads what later ones have


def _attempt(browser: Browser, service: Server, who: Physician) -> list[float]:
    context = signed_in(browser, service, who)
    page = context.new_page()
    page.add_init_script(STOPWATCH)
    page.goto(f"{service.url}/attempt?attempt={who.attempts['after_submission']}&q=1")
    page.get_by_text(f"Question 1 of {QUESTIONS}").wait_for()
    times = []
    for here, following in pairwise(range(1, QUESTIONS + 1)):
        page.locator(".card input").nth(here % 4).click()
        page.locator(".card .status.good").wait_for()
        times.append(_timed(page, "Next", f"Question {following} of {QUESTIONS}"))
    context.close()
    return times[1:]


def _timed(page: Page, button: str, words: str) -> float:
    page.evaluate("words => { window.waiting = until(words); }", words)
    page.get_by_role("button", name=button, exact=True).click()
    return float(page.evaluate("waiting"))

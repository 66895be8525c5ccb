"""A deep link on a slow telephone link: until its question can be answered, cold and warm."""

from __future__ import annotations

from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.browser import profile
from benchmarks.goal import Goal

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from benchmarks.ground import Ground, Physician
    from benchmarks.server import Server

ROUNDS = 3
AGAIN = 4  # visits after the first; the next one is the first that finds scripts compiled
COLD, WARM = 8.0, 3.0  # seconds
DOWN, UP, LATENCY, SLOWER = 1.6e6 / 8, 0.75e6 / 8, 150, 4  # bytes a second, ms, times
# From the start of the navigation to two frames after the card's options are in the page.
STOPWATCH = """
const look = () => [...document.querySelectorAll('[class*="st-key-"] *')]
  .some(one => one.shadowRoot?.querySelector('.option'));
window.shown = new Promise(done => {
  const wait = () => look()
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
    : requestAnimationFrame(wait);
  wait();
});
"""


def measure(service: Server, ground: Ground) -> list[Goal]:
    """Open the link with an empty profile, then again and again in new tabs of it."""
    cold, warm = [], []
    for who in ground.physicians[:ROUNDS]:
        first, _second, *later = _visits(service, who)
        cold.append(first)
        warm += later
    link = "1.6 Mb/s, 150 ms, processor 4 times slower"
    return [
        Goal("Deep link to its first question on a phone, cold", median(cold), COLD, "s"),
        Goal("The same, warm", median(warm), WARM, "s", detail=link),
    ]


def _visits(service: Server, who: Physician) -> list[float]:
    link = f"{service.url}/attempt?attempt={who.attempts['after_submission']}"
    with TemporaryDirectory() as folder, profile(folder, service, who) as browser:
        return [_visit(browser, link) for _ in range(1 + AGAIN)]


def _visit(browser: BrowserContext, link: str) -> float:
    page = browser.new_page()
    page.add_init_script(STOPWATCH)
    wire = browser.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": DOWN,
            "uploadThroughput": UP,
        },
    )
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(link, wait_until="commit")
    spent = float(page.evaluate("window.shown")) / 1000
    page.close()
    return spent

"""A deep link on a slow telephone link: until its question can be read, cold and warm."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.browser import chromium, signed_in
from benchmarks.goal import Goal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

    from benchmarks.ground import Ground, Physician
    from benchmarks.server import Server

ROUNDS = 3
COLD, WARM = 8.0, 3.0  # seconds
DOWN, UP, LATENCY, SLOWER = 1.6e6 / 8, 0.75e6 / 8, 150, 4  # bytes a second, ms, times


def measure(service: Server, ground: Ground) -> list[Goal]:
    """Open the link with an empty cache, then in a new tab of the same browser."""
    cold, warm = [], []
    with chromium() as browser:
        for who in ground.physicians[:ROUNDS]:
            first, second = _visits(browser, service, who)
            cold.append(first)
            warm.append(second)
    link = "1.6 Mb/s, 150 ms, processor 4 times slower"
    return [
        Goal("Deep link to its first question on a phone, cold", median(cold), COLD, "s"),
        Goal("The same, warm", median(warm), WARM, "s", detail=link),
    ]


def _visits(browser: Browser, service: Server, who: Physician) -> tuple[float, float]:
    context = signed_in(browser, service, who)
    link = f"{service.url}/attempt?attempt={who.attempts['after_submission']}"
    times = _visit(context, link), _visit(context, link)
    context.close()
    return times


def _visit(context: BrowserContext, link: str) -> float:
    page = context.new_page()
    wire = context.new_cdp_session(page)
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
    start = time.monotonic()
    page.goto(link, wait_until="commit")
    page.locator(".card .option").first.wait_for(timeout=60_000)
    spent = time.monotonic() - start
    page.close()
    return spent

"""From a click to the next question painted, and the server's CPU for it, against the bare page."""

from __future__ import annotations

import shutil
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.served import Served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

QUESTIONS = 20
TUNED = ("--runner.postScriptGC", "false", "--runner.fastReruns", "false")
# Clicks, then waits in the page itself until the next number stands there and two frames passed.
PAINT = """([button, number]) => new Promise(done => {
  const find = () => {
    for (const host of [document, ...[...document.querySelectorAll('*')]
      .map(one => one.shadowRoot).filter(Boolean)]) {
      const found = [...host.querySelectorAll('button')].find(one => one.textContent === button);
      if (found) return found;
    }
  };
  const began = performance.now();
  find().click();
  const look = () => document.body.innerText.includes(`Question ${number} of 20`)
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)))
    : setTimeout(look, 1);
  look();
})"""


@dataclass(frozen=True)
class Clicks:
    """What one round of clicks took: milliseconds to paint, and of the server's CPU."""

    paints: tuple[float, ...]
    cpu: float  # a question

    @property
    def median(self) -> float:
        """Half of the clicks were painted sooner."""
        return statistics.median(self.paints)

    @property
    def p95(self) -> float:
        """One click in twenty took longer."""
        return statistics.quantiles(self.paints, n=20)[-1]


def floor(page: Page, served: Served) -> Clicks:
    """Click through the bare page."""
    page.goto(served.address)
    page.get_by_text("Question 1 of 20").wait_for()
    page.wait_for_load_state("networkidle")
    before, paints = served.cpu(), []
    for number in range(2, QUESTIONS + 1):
        letter = "ABCD"[number % 4]
        page.get_by_text(f"{letter}. option {letter} of {number - 1}", exact=True).click()
        paints.append(float(page.evaluate(PAINT, ["Submit", number])))
    return Clicks(tuple(paints), (served.cpu() - before) / len(paints))


def product(page: Page, served: Served, attempt: str, token: str) -> Clicks:
    """Answer each question (saved by POST) and click Next."""
    page.context.add_cookies([{"name": "session", "value": token, "url": served.address}])
    page.goto(f"{served.address}/attempt?attempt={attempt}&q=1")
    page.locator(".card .steps").wait_for()
    page.wait_for_load_state("networkidle")
    before, paints = served.cpu(), []
    for number in range(2, QUESTIONS + 1):
        page.locator(".card label.option").nth(number % 4).click()
        page.locator(".card .status.good").wait_for()
        paints.append(float(page.evaluate(PAINT, ["Next", number])))
        page.locator(f'.card input[name="option-{number}"]').first.wait_for()
    return Clicks(tuple(paints), (served.cpu() - before) / len(paints))


def measure(
    database: str, attempts: list[tuple[str, str]], empty: Path
) -> tuple[dict[str, list[Clicks]], float]:
    """Measure default floor, tuned floor and product in turns; also the product's start."""
    script = str(empty / "floor.py")
    found: dict[str, list[Clicks]] = {"default": [], "tuned": [], "product": []}
    path = next(
        (one for name in ("chromium", "google-chrome") if (one := shutil.which(name))), None
    )
    with (
        sync_playwright() as playwright,
        Served(script, cwd=empty) as default,
        Served(script, *TUNED, cwd=empty, TUNED="1") as tuned,
        Served("streamlit_app.py", DATABASE_URL=database, APP_MODE="demo") as served,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for attempt, token in attempts:
            pages = [browser.new_context().new_page() for _ in range(3)]
            found["default"].append(floor(pages[0], default))
            found["tuned"].append(floor(pages[1], tuned))
            found["product"].append(product(pages[2], served, attempt, token))
            for page in pages:
                page.context.close()
        browser.close()
        return found, served.start_seconds

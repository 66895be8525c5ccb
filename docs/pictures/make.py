"""Draw every screen of the demonstration, wide and narrow, light and dark: `make pictures`."""

from __future__ import annotations

import io
import shutil
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from docs.pictures.walk import Shot, shots
from storage.migrate import migrate
from tests.server import Server
from workflows.operations.demonstration import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

HERE = Path(__file__).parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SIZES = {1280: 900, 390: 844}
TALLEST = 1500  # pixels; what lies below is no news
COLORS = 128  # of a picture's palette: text and surfaces stay as they are


@dataclass
class Looks:
    """Every way to look at the demonstration: people, widths, and schemes."""

    browser: Browser
    server: Server

    def __post_init__(self) -> None:
        """Nobody has a browser open yet."""
        self._open: dict[tuple[str | None, int, str], BrowserContext] = {}

    def of(self, who: str | None) -> Iterator[tuple[int, str, Page]]:
        """Give a tab of a person for each width and scheme."""
        for width, scheme in product(SIZES, ("light", "dark")):
            page = self._context(who, width, scheme).new_page()
            yield width, scheme, page
            page.close()  # first: back on the network it would save what it shows as not saved
            page.context.set_offline(False)

    def _context(self, who: str | None, width: int, scheme: str) -> BrowserContext:
        if (who, width, scheme) not in self._open:
            context = self.browser.new_context(
                viewport={"width": width, "height": SIZES[width]},
                color_scheme="dark" if scheme == "dark" else "light",
                timezone_id="America/Detroit",
                reduced_motion="reduce",
            )
            if who is not None:
                token = self.server.token(who)
                context.add_cookies(
                    [{"name": "session", "value": token, "url": self.server.address}]
                )
            self._open[who, width, scheme] = context
        return self._open[who, width, scheme]


def show(page: Page, address: str, shot: Shot) -> None:
    """Bring a screen into its state and wait until it is whole."""
    page.goto(address + shot.address)
    if shot.offline:
        page.locator(".card label.option").first.wait_for()
        page.context.set_offline(True)
        page.locator(".card label.option").first.click()
    page.get_by_text(shot.shows).first.wait_for()
    page.wait_for_function(
        "() => document.querySelector('[data-test-script-state=\"running\"]') === null"
        " && document.querySelector('[data-testid=\"stSkeleton\"]') === null"
        " && [...document.images].every(one => one.complete) && document.fonts.ready"
    )


def grow(page: Page, width: int) -> None:
    """Make the window as high as the page, within reason."""
    high = page.evaluate(
        "() => (document.querySelector('[data-testid=\"stMain\"]')"
        " ?? document.documentElement).scrollHeight"
    )
    page.set_viewport_size({"width": width, "height": max(SIZES[width], min(high, TALLEST))})


def packed(png: bytes) -> bytes:
    """Return a picture with a palette: a quarter of the size."""
    plain = Image.open(io.BytesIO(png)).convert("RGB")
    few = plain.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def draw(server: Server, looks: Looks) -> None:
    """Write every picture."""
    for shot in shots(server.service):
        for width, scheme, page in looks.of(shot.who):
            show(page, server.address, shot)
            grow(page, width)
            picture = packed(page.screenshot(animations="disabled"))
            (HERE / f"{shot.name}-{width}-{scheme}.png").write_bytes(picture)
        print(shot.name)


def main() -> None:
    """Start the demonstration in a folder of its own, draw it, and leave nothing behind."""
    for old in HERE.glob("*.png"):
        old.unlink()
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "service.sqlite")
        migrate(server.engine)
        for _line in fill(server.service):
            pass
        server.start()
        try:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
            draw(server, Looks(browser, server))
            browser.close()
        finally:
            server.stop()
            server.engine.dispose()


if __name__ == "__main__":
    main()

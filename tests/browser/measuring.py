"""What a page looks like to somebody who enlarges it, spreads its text or cannot bear movement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def measured(page: Page, what: str, given: bool | None = None) -> Any:
    """Return what a function of measuring.js finds on a page."""
    if page.evaluate("typeof measuring === 'undefined'"):
        page.evaluate(SCRIPT)
    return page.evaluate(f"given => measuring.{what}(given)", given)

"""A browser and its system in plain words, as a person knows their own device again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

# In this order: most browsers also name those whose pages they want to be shown.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",  # codespell:ignore cros
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def device_of(request: Request) -> str:
    """Return "Firefox on Windows"; of what the browser says nothing else is kept."""
    said = request.headers.get("user-agent", "")
    browser = next((name for mark, name in BROWSERS.items() if mark in said), "A browser")
    system = next((name for mark, name in SYSTEMS.items() if mark in said), "an unknown device")
    return f"{browser} on {system}"

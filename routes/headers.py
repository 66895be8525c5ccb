"""Security headers on every answer; scripts run only from our own files."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from settings import Settings

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def script_hashes(page: str) -> tuple[str, ...]:
    """Return the hashes of a page's inline scripts in the words of a content security policy."""
    digests = (hashlib.sha256(one.encode()).digest() for one in INLINE.findall(page))
    return tuple(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests)


def policy(settings: Settings, hashes: tuple[str, ...], forms: tuple[str, ...] = ()) -> str:
    """Return the content security policy; `forms` are hosts that a form may lead on to."""
    host = urlsplit(settings.public_url).netloc
    socket = f"{'wss' if settings.secure else 'ws'}://{host}"
    rules = {
        "default-src": "'self'",
        # blob: is how a component's own script reaches the page.
        "script-src": " ".join(("'self'", "blob:", *hashes)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        # Older Safari does not count a socket of the same host as 'self'.
        "connect-src": f"'self' {socket}",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": " ".join(("'self'", *forms)),
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def always(settings: Settings) -> dict[str, str]:
    """Return the headers of every answer."""
    headers = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
    if settings.secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def of_documents(settings: Settings, index: str) -> dict[str, str]:
    """Return the headers of what runs scripts or is framed."""
    return {
        "Content-Security-Policy": policy(settings, script_hashes(index)),
        "X-Frame-Options": "DENY",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
    }


class Headers:
    """ASGI middleware that adds the headers, also to refusals of the gate behind it."""

    def __init__(self, app: ASGIApp, settings: Settings, index: str) -> None:
        self._app = app
        self._always = always(settings)
        # Only a document runs scripts or is framed; sixty scripts need not each repeat it.
        self._documents = of_documents(settings, index)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to its answer."""
        if scope["type"] == "websocket":
            return await self._app(scope, receive, send)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        return await self._app(scope, receive, with_headers)

    def _add(self, headers: MutableHeaders, path: str) -> None:
        headers.update(self._always)
        if not path.startswith("/static/"):
            for name, value in self._documents.items():
                headers.setdefault(name, value)  # a page may bring a policy of its own

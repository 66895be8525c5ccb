"""Each request has a number: the proxy's, or one of ours; the answer carries it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from workflows import reference

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-ID"


class Numbered:
    """ASGI middleware that stands before everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give the request its number."""
        if scope["type"] not in {"http", "websocket"}:
            return await self._app(scope, receive, send)
        number = reference.begin(Headers(scope=scope).get(HEADER, ""))

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = number
            await send(message)

        return await self._app(scope, receive, answer)

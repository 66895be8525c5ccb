"""The body of a request, read no further than what can belong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.refused import TooLarge

if TYPE_CHECKING:
    from starlette.requests import Request

LIMIT = 64 * 1024  # bytes: a long note in any script fits


async def body_of(request: Request) -> bytes:
    """Return the whole body of a request.

    Raises:
        TooLarge: there is more than anything here takes; the rest was not read.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LIMIT:
            raise TooLarge(LIMIT)
    return bytes(body)

"""A person's deadlines for a calendar that subscribed: open to whoever has the private address."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from workflows.service import Service

CALENDAR = "text/calendar; charset=utf-8"
ASK_FIRST = "private, no-cache"
GONE = "There is no calendar at this address. Make a new address in Profile."


def routes(service: Service, look: Callable[[Service, str], bytes | None]) -> list[Route]:
    """Return the route; `look` finds the deadlines behind a token."""

    def show(request: Request) -> Response:
        content = look(service, request.path_params["token"])
        if content is None:  # in the same words whether it ended or never was
            return PlainTextResponse(GONE, 404, {"Cache-Control": "no-store"})
        tag = f'"{hashlib.sha256(content).hexdigest()}"'
        headers = {"Cache-Control": ASK_FIRST, "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(None, 304, headers)
        return Response(content, 200, headers, CALENDAR)

    return [Route("/feed/{token}.ics", show, methods=["GET"])]

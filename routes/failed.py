"""How a fault of the program leaves by HTTP: calmly, with a number that the server's log knows."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from routes.numbered import HEADER
from routes.page import element, page
from workflows import reference
from workflows.counted import failed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

journal = logging.getLogger("service")


def answering(headers: Mapping[str, str]) -> Callable[[Request, Exception], Response]:
    """Return the last of all handlers; it stands outside everything that adds `headers`."""

    def answer(request: Request, error: Exception) -> Response:
        number = reference.current()
        kind = type(error).__name__
        failed("request", error)
        # The server logs the trace itself, right after this line.
        journal.error("%s: %s %r failed: %s", number, request.method, _place(request), kind)
        said = (
            f"Something went wrong on our side, and it was noted as {number}."
            " Nothing that was saved is lost. Try again; if it happens again, tell the office"
            " that number."
        )
        reply = _for_people(said) if request.method == "GET" else _for_scripts(said)
        reply.headers.update({**headers, HEADER: number})
        return reply

    return answer


def _place(request: Request) -> str:
    """Return the address as its route has it: who has a link that was sent needs nothing else."""
    route = request.scope.get("route")
    return str(getattr(route, "path", request.url.path))


def _for_people(said: str) -> Response:
    way_on = element("p", element("a", "Go to the first page", href="/"))
    return page("This did not work", element("p", said), way_on, status=500)


def _for_scripts(said: str) -> Response:
    return JSONResponse({"message": said}, 500, {"Cache-Control": "no-store"})

"""Whether the service can do its work, for a proxy that asks every few seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse
from starlette.routing import Route

from workflows.health import is_well

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service


def routes(service: Service) -> list[Route]:
    """Return the route."""

    def handle(_request: Request) -> Response:
        well = is_well(service)
        words = "ok" if well else "The database does not answer."
        return PlainTextResponse(words, 200 if well else 503, {"Cache-Control": "no-store"})

    return [Route("/healthz", handle, methods=["GET"])]

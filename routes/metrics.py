"""Numbers for a monitor: for whoever shows the token, or without one for this machine alone."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from routes.gate import LOOPBACK, host_of, is_local
from workflows.operations.gauges import Gauges
from workflows.people.session import system

if TYPE_CHECKING:
    from starlette.requests import Request

    from workflows.service import Service

FORM = "text/plain; version=0.0.4; charset=utf-8"
# A proxy on this machine comes from loopback, too: what it brings is somebody else's.
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def routes(service: Service) -> list[Route]:
    """Return the route."""
    gauges = Gauges(system(service))
    token = service.settings.keeping.metrics_token

    def handle(request: Request) -> Response:
        if not _may(request, token):
            return PlainTextResponse("Not found.", 404, {"Cache-Control": "no-store"})
        return Response(gauges.page(), media_type=FORM, headers={"Cache-Control": "no-store"})

    return [Route("/metrics", handle, methods=["GET"])]


def _may(request: Request, token: str | None) -> bool:
    if token is not None:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    forwarded = any(name in request.headers for name in FORWARDED)
    return is_local(request.scope) and host_of(request.headers) in LOOPBACK and not forwarded

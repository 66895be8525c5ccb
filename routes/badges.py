"""Badges: the file for its owner, and what anybody checks one by, key and status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from routes.door import actor_of
from routes.files import download
from workflows.credit.badges import badge

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from workflows.service import Service

TOKEN = "application/vc+jwt"  # noqa: S105  (a media type)
MINUTES = "public, max-age=300"


def routes(
    service: Service,
    identity: Callable[[Service], dict[str, Any] | None],
    standing: Callable[[Service, str], str | None],
) -> list[Route]:
    """Return the routes; what anybody may ask is looked up by the two functions."""

    def own(request: Request) -> Response:
        paper = badge(actor_of(service, request), request.path_params["public_id"])
        return download(paper.content, TOKEN, paper.name)

    def key(_request: Request) -> Response:
        found = identity(service)
        if found is None:
            return _none()
        return Response(json.dumps(found), 200, {"Cache-Control": MINUTES}, "application/did+json")

    def status(request: Request) -> Response:
        found = standing(service, request.path_params["code"])
        return Response(found, 200, {"Cache-Control": MINUTES}, TOKEN) if found else _none()

    def page(request: Request) -> Response:
        # What a badge gives as its own address: the page that says whether it holds.
        return RedirectResponse(f"/verify/{request.path_params['code']}", 303)

    return [
        Route("/.well-known/did.json", key, methods=["GET"]),
        Route("/badge/status/{code}", status, methods=["GET"]),
        Route("/badge/{code}", page, methods=["GET"]),
        Route("/certificate/{public_id}.jwt", own, methods=["GET"]),
    ]


def _none() -> Response:
    return PlainTextResponse("Not found.", 404, {"Cache-Control": "no-store"})

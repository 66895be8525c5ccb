"""Files that need permission: each is checked as the person who asks, and none is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from routes.door import actor_of
from workflows.content.figure import figure

if TYPE_CHECKING:
    from starlette.requests import Request

    from workflows.service import Service

# A figure's address is the digest of its bytes, so what it shows can never change.
FOREVER = "private, max-age=31536000, immutable"


def routes(service: Service) -> list[Route]:
    """Return the routes."""

    def show_figure(request: Request) -> Response:
        shown = figure(actor_of(service, request), request.path_params["digest"])
        return Response(shown.content, 200, {"Cache-Control": FOREVER}, shown.media_type)

    return [Route("/figure/{digest}", show_figure, methods=["GET"])]


def download(content: bytes, media_type: str, name: str, *, inline: bool = False) -> Response:
    """Return a file that belongs to one person: kept by no cache on the way.

    A `name` as `file_name` makes it, ASCII without quotes, needs no second form (RFC 6266).
    """
    how = "inline" if inline else "attachment"
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'{how}; filename="{name}"',
    }
    return Response(content, 200, headers, media_type)

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

# Whoever signs out leaves no figure behind that the next person at the device is shown: a browser
# asks each time, and with the digest as its tag hears "unchanged" instead of getting up to two
# megabytes again at every look back on a phone. Not no-store as the files that name a person are:
# what stays on the disk is a picture that everybody who may sign in is shown, without the question.
ASK_FIRST = "private, no-cache"


def routes(service: Service) -> list[Route]:
    """Return the routes."""

    def show_figure(request: Request) -> Response:
        digest = request.path_params["digest"]
        shown = figure(actor_of(service, request), digest)
        headers = {"Cache-Control": ASK_FIRST, "ETag": f'"{digest}"'}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(None, 304, headers)
        return Response(shown.content, 200, headers, shown.media_type)

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

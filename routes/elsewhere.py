"""Links that people were sent, on a replica without the bank folder: they lead on to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

ADDRESSES = ("/disclose/{token}", "/tester/{token}")


def routes(desk: str) -> list[Route]:
    """Return the routes; `desk` is the address of the node that has the folder."""

    def lead(request: Request) -> Response:
        place = f"{desk}{quote(request.url.path)}"
        return RedirectResponse(place, 303, {"Cache-Control": "no-store"})

    return [Route(one, lead, methods=["GET", "POST"]) for one in ADDRESSES]

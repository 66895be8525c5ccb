"""How a refusal leaves by HTTP: as JSON to scripts, as a page to people, always with its status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from routes.page import element, page
from workflows.refusals import Refused, Stale

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class BadRequest(Refused):
    """A request that is not what this address takes; the message is the whole explanation."""

    status = 400


class TooLarge(Refused):
    """A request with more in it than this address takes."""

    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(f"This is too large to save. Shorten it to {limit // 1024} KB.")


def answer(request: Request, refused: Refused) -> Response:
    """Return the answer to a request that was refused."""
    if request.method == "GET":
        return for_people(refused)
    return for_scripts(refused)


def for_scripts(refused: Refused) -> Response:
    """Return a refusal as JSON; a stale one carries what is in force."""
    body: dict[str, object] = {"message": str(refused)}
    if isinstance(refused, Stale):
        body |= {"current": refused.current, "seq": refused.seq}
    return JSONResponse(body, refused.status, {"Cache-Control": "no-store"})


def for_people(refused: Refused) -> Response:
    """Return a refusal as a page that says what to do."""
    return page(
        refused.title,
        element("p", str(refused)),
        element("p", element("a", "Go to the first page", href="/")),
        status=refused.status,
    )

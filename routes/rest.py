"""How long a browser may rest: what its page asks before it warns, and the button that goes on."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from routes.door import digest_of
from workflows.people.session import left, stay

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.people.session import Left
    from workflows.service import Service

SCRIPT = Path(__file__).with_suffix(".js").read_bytes()
ADDRESS = f"static/rest.{sha256(SCRIPT).hexdigest()[:16]}.js"


def routes(service: Service) -> list[Route]:
    """Return the routes: asking does not count as doing something, the button does."""

    def ask(request: Request) -> Response:
        return _answer(left(service, digest_of(request)))

    def go_on(request: Request) -> Response:
        return _answer(stay(service, digest_of(request)))

    return [
        Route("/session", ask, methods=["GET"]),
        Route("/session", go_on, methods=["POST"]),
    ]


def _answer(found: Left) -> Response:
    body = {"left": found.seconds, "warn": found.warning}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})

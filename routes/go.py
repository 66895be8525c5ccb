"""The public door behind an activity's short link, which leads through sign-in to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse
from starlette.routing import Route

from credit.calendar import written
from routes.door import actor_of
from routes.page import Html, element, page
from workflows.content.arrivals import SOURCES, arrive

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.content.arrivals import Behind
    from workflows.service import Service

TITLE = "Self-assessment"


def routes(service: Service, look: Callable[[Service, str], Behind | None]) -> list[Route]:
    """Return the routes; `look` finds what is behind a code."""

    def door(request: Request) -> Response:
        # Open to all, so it counts nothing: that is done behind the gate, for whoever came in.
        found = look(service, request.path_params["code"])
        if found is None:
            return _unknown()
        if found.state != "open":
            return _over(found)
        source = _source(request)
        return _on(f"/arrive/{found.code}" + (f"?{urlencode({'from': source})}" if source else ""))

    def come(request: Request) -> Response:
        actor, code = actor_of(service, request), request.path_params["code"]
        if actor.idle:
            here = f"{request.url.path}?{request.url.query}".rstrip("?")
            return _on(f"/sign-in?next={quote(here, safe='')}")
        return _on(f"/activity?id={quote(arrive(actor, code, _source(request)), safe='')}")

    return [
        Route("/go/{code}", door, methods=["GET"]),
        Route("/arrive/{code}", come, methods=["GET"]),
    ]


def _source(request: Request) -> str:
    """Return where the link stood, "" if it does not say or nobody knows such a place."""
    said = request.query_params.get("from", "")
    return said if said in SOURCES else ""


def _on(address: str) -> Response:
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def _unknown() -> Response:
    return page(
        TITLE,
        element(
            "p",
            "There is no self-assessment behind this link. Compare the code with the paper: it has"
            " six letters and digits.",
        ),
        _list(),
        status=404,
    )


def _over(found: Behind) -> Response:
    said = f"ended on {written(found.ended_on)}"
    if found.state == "withdrawn":
        said = "was withdrawn by the office"
    return page(
        TITLE,
        element("p", f"“{found.title}” {said}. What you earned in it stays yours."),
        _newer(found.newer),
        _list(),
        status=410,
    )


def _newer(code: str | None) -> Html:
    if code is None:
        return Html("")
    return element("p", element("a", "Go to the one that took its place", href=f"/go/{code}"))


def _list() -> Html:
    return element(
        "p",
        element("a", "See all self-assessments", href="/activities"),
        " (needs a sign-in).",
    )

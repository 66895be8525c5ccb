"""The public page behind the link of a pilot's tester: it says what it opens, and opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.routing import Route

from credit.calendar import written
from routes import session_cookie
from routes.page import element, page
from routes.refused import for_people
from workflows.refusals import NotFound, Refused
from workflows.trying.tester import come_in, invited

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service
    from workflows.trying.tester import Invited

TITLE = "A self-assessment to try"


def routes(service: Service) -> list[Route]:
    """Return the routes."""

    def show(request: Request) -> Response:
        # Programs that look at the links of a message open nothing: that takes the button.
        found = invited(service, request.path_params["token"])
        return _asked(found) if found is not None else _unknown()

    async def enter(request: Request) -> Response:
        return await run_in_threadpool(_entered, service, request)

    return [
        Route("/tester/{token}", show, methods=["GET"]),
        Route("/tester/{token}", enter, methods=["POST"]),
    ]


def _entered(service: Service, request: Request) -> Response:
    try:
        token = come_in(service, request.path_params["token"])
    except NotFound:
        return _unknown()
    except Refused as refused:  # to a person, whose form this was
        return for_people(refused)
    answer = RedirectResponse("/pilot", 303, {"Cache-Control": "no-store"})
    session_cookie.lend(answer, service, request, token)
    return answer


def _asked(one: Invited) -> Response:
    return page(
        TITLE,
        element(
            "p",
            f"{one.name}, you are asked to take a self-assessment as a physician would, and to"
            " tell how long it took. You need no account. Only your time and your comment are"
            " kept, none of your answers, and it gives no credit.",
        ),
        element("form", element("button", "Open it"), method="post"),
        element(
            "p",
            f"This link is yours alone and works until {written(one.good_until)}. Whoever is"
            " signed in in this browser is signed out by it.",
            class_="soft",
        ),
    )


def _unknown() -> Response:
    """Answer a link that never was exactly as one that ran out or was ended."""
    return page(
        TITLE,
        element(
            "p",
            "This link does not work: it may be incomplete, have run out, or have been ended. Ask"
            " whoever sent it for another.",
        ),
        status=404,
    )

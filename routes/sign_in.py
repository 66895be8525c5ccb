"""Signing in and out without Streamlit; in the demonstration, one click on a named person."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from routes.body import body_of
from routes.gate import safe_next, token_in
from routes.page import Html, element, hidden, joined, page
from workflows.people import demo, session
from workflows.refusals import NotFound, Refused, SignedOut

if TYPE_CHECKING:
    from starlette.requests import Request

    from settings import Settings
    from workflows.people.demo import Named
    from workflows.service import Service

DAY = 86_400  # seconds


class NoSignIn(Refused):
    """Nothing is set up to sign in with."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            "No way to sign in is set up here. The demonstration's named people exist only where"
            " the service runs in demonstration mode (APP_MODE=demo)."
        )


class SignIn:
    """The pages /sign-in and /sign-out."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._settings = service.settings

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/sign-in", self.show, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route("/sign-out", self.ask, methods=["GET"]),
            Route("/sign-out", self.leave, methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """Show who one may be."""
        self._require_demo()
        place = safe_next(request.query_params.get("next"))
        return page(
            "Who are you today?",
            element(
                "p",
                "This is a demonstration: the people are made up and nothing counts as credit."
                " Choose one to go in; you can change at any time.",
            ),
            joined(_choice(one, place) for one in demo.PEOPLE),
            element(
                "p",
                element("a", "Check a certificate", href="/verify"),
                " · ",
                element("a", "MOC explained", href="/moc"),
                " (both need no sign-in).",
                class_="soft",
            ),
        )

    async def enter(self, request: Request) -> Response:
        """Open a session for the chosen person and go where they wanted to."""
        self._require_demo()
        form = dict(parse_qsl((await body_of(request)).decode("latin-1")))
        named = demo.by_key(form.get("person", ""))
        place = safe_next(form.get("next"))
        if named is None:
            raise NotFound("person")  # noqa: EM101  (the word is shown as it stands)
        await run_in_threadpool(end_session, self._service, request)
        token = await run_in_threadpool(session.sign_in, self._service, demo.ISSUER, named.email)
        answer = RedirectResponse(place, 303, {"Cache-Control": "no-store"})
        set_cookie(answer, self._settings, token, self._settings.learner_days * DAY)
        return answer

    def ask(self, _request: Request) -> Response:
        """Ask before signing out: a link must not do it."""
        return page(
            "Sign out?",
            element("p", "Your answers are saved. You come back to where you were."),
            element("form", element("button", "Sign out"), method="post", action="/sign-out"),
            element("p", element("a", "Stay signed in", href="/")),
        )

    def leave(self, request: Request) -> Response:
        """End the session and forget the cookie."""
        end_session(self._service, request)
        # What the browser kept of a form that was not sent goes too: the next person may sit here.
        headers = {"Cache-Control": "no-store", "Clear-Site-Data": '"storage"'}
        answer = RedirectResponse("/sign-in", 303, headers)
        set_cookie(answer, self._settings, "", 0)
        return answer

    def _require_demo(self) -> None:
        if not self._settings.demo:
            raise NoSignIn


def end_session(service: Service, request: Request) -> None:
    """End the session that a browser comes with, if there is one."""
    token = token_in(request.headers, service.settings.cookie)
    if token is None:
        return
    try:
        session.sign_out(session.enter(service, session.digest_of(token)))
    except SignedOut:
        return  # it had ended already


def set_cookie(answer: Response, settings: Settings, token: str, seconds: int) -> None:
    """Give a browser the token of its session, or with no seconds take it."""
    answer.set_cookie(
        settings.cookie,
        token,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.secure,
    )


def _choice(one: Named, place: str) -> Html:
    return element(
        "form",
        hidden("person", one.key),
        hidden("next", place),
        element(
            "button",
            element("strong", one.profile.shown),
            element("span", one.does),
            class_="person",
        ),
        method="post",
        action="/sign-in",
    )

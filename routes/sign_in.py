"""Signing in and out without Streamlit: at the institution, or as a named demonstration person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from routes import session_cookie
from routes.body import body_of
from routes.device import device_of
from routes.gate import safe_next, token_in
from routes.headers import policy
from routes.page import Html, element, hidden, joined, page
from workflows.people import demo, session
from workflows.people.profile import see
from workflows.refusals import NotFound, Refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from routes.provider import Provider
    from workflows.people.demo import Named
    from workflows.service import Service


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

    def __init__(self, service: Service, provider: Provider | None = None) -> None:
        self._service = service
        self._settings = service.settings
        self._provider = provider

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/sign-in", self.show, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route("/sign-out", self.ask, methods=["GET"]),
            Route("/sign-out", self.leave, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show where to sign in; in the demonstration, who one may be."""
        place = safe_next(request.query_params.get("next"))
        again = request.query_params.get("again") == "1"
        if self._provider is not None:
            label = self._provider.sign_on.label
            return await self._leading_on(_single_sign_on(label, place, again=again))
        self._require_demo()
        named = await run_in_threadpool(self._named, request) if again else None
        if named is not None:
            return _still_there(named, place)
        return page(
            "Who are you today?",
            element(
                "p",
                "This is a demonstration: the people are made up and nothing counts as credit."
                " Choose one to go in; you can change at any time.",
            ),
            joined(_choice(one, place) for one in demo.PEOPLE),
            _open_to_all(),
        )

    async def enter(self, request: Request) -> Response:
        """Open a session for the chosen person and go where they wanted to."""
        self._require_demo()
        form = dict(parse_qsl((await body_of(request)).decode("latin-1")))
        named = demo.by_key(form.get("person", ""))
        place = safe_next(form.get("next"))
        if named is None:
            raise NotFound("person")  # noqa: EM101  (the word is shown as it stands)
        await run_in_threadpool(session_cookie.end, self._service, request)
        enter = partial(session.sign_in, device=device_of(request))
        token = await run_in_threadpool(enter, self._service, demo.ISSUER, named.email)
        answer = RedirectResponse(place, 303, {"Cache-Control": "no-store"})
        session_cookie.hand_out(answer, self._settings, token)
        return answer

    async def ask(self, _request: Request) -> Response:
        """Ask before signing out: a link must not do it."""
        return await self._leading_on(
            page(
                "Sign out?",
                element("p", "Your answers are saved. You come back to where you were."),
                element("form", element("button", "Sign out"), method="post", action="/sign-out"),
                element("p", element("a", "Stay signed in", href="/")),
            )
        )

    async def leave(self, request: Request) -> Response:
        """End the session and forget the cookie; then the one at the provider, where it can be."""
        await run_in_threadpool(session_cookie.end, self._service, request)
        way_out = await self._provider.way_out() if self._provider is not None else None
        # What the browser kept of a form that was not sent goes too: the next person may sit here.
        headers = {"Cache-Control": "no-store", "Clear-Site-Data": '"storage"'}
        answer = RedirectResponse(way_out or "/sign-in", 303, headers)
        session_cookie.take_back(answer, self._settings)
        return answer

    async def _leading_on(self, answer: Response) -> Response:
        """Let the forms of a page lead on to the provider, which browsers ask the policy about."""
        if self._provider is not None:
            forms = await self._provider.origins()
            answer.headers["Content-Security-Policy"] = policy(self._settings, (), forms)
        return answer

    def _named(self, request: Request) -> Named | None:
        """Return which of the demonstration's people this browser belongs to."""
        token = token_in(request.headers, self._settings.cookie)
        try:
            actor = session.enter(self._service, session.digest_of(token or ""))
            addresses = see(actor).addresses
        except Refused:
            return None
        return next((one for one in demo.PEOPLE if one.email in addresses), None)

    def _require_demo(self) -> None:
        if not self._settings.demo:
            raise NoSignIn


def _still_there(one: Named, place: str) -> Response:
    """Ask the person of a session whether they are there, as a password would."""
    return page(
        "Is it you?",
        element("p", "In the demonstration one click is enough. What you typed waits for you."),
        _choice(one, place),
    )


def _single_sign_on(label: str, place: str, *, again: bool) -> Response:
    why = (
        "Your institution asks you once more who you are; what you typed waits for you here."
        if again
        else "Your institution knows who you are; you come back here at once."
    )
    return page(
        "Sign in again" if again else "Sign in",
        element("p", why),
        element(
            "form",
            hidden("next", place),
            hidden("again", "1" if again else ""),
            element("button", f"Sign in with {label}"),
            method="post",
            action="/sign-in/oidc",
        ),
        element(
            "p",
            "On a computer that others use, sign out when you are done, and close the browser.",
            class_="soft",
        ),
        _open_to_all(),
    )


def _open_to_all() -> Html:
    return element(
        "p",
        element("a", "Check a certificate", href="/verify"),
        " · ",
        element("a", "MOC explained", href="/moc"),
        " (both need no sign-in).",
        class_="soft",
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

"""Signing in and out without Streamlit: at the institution, or as a named demonstration person."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from routes import account_forms as forms
from routes import session_cookie
from routes.accounts import Hashing, fields_of, note_failed, place_of
from routes.body import body_of
from routes.device import device_of
from routes.gate import safe_next, token_in
from routes.page import Html, element, hidden, joined
from workflows.people import demo, session
from workflows.people.local import enter
from workflows.people.local.enter import NotSignedIn
from workflows.people.profile import see
from workflows.refusals import NotFound, Refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from routes.provider import Provider
    from workflows.people.demo import Named
    from workflows.service import Service


journal = logging.getLogger("service")


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
        self._hashing = Hashing()

    def routes(self) -> list[Route]:
        """Return the routes."""
        by_password = Route("/sign-in/password", self.enter_by_password, methods=["POST"])
        return [
            *([by_password] if self._settings.local_accounts else []),
            Route("/sign-in", self.show, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route("/sign-out", self.ask, methods=["GET"]),
            Route("/sign-out", self.leave, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show where to sign in; in the demonstration, who one may be."""
        place = safe_next(request.query_params.get("next"))
        again = request.query_params.get("again") == "1"
        named = None
        if again and self._settings.demo:
            named = await run_in_threadpool(self._named, request)
        if named is not None:
            return await self._leading_on("Is it you?", *_still_there(named, place))
        return await self._shown(place, again=again)

    async def _shown(
        self, place: str, said: str = "", typed: str = "", status: int = 200, *, again: bool = False
    ) -> Response:
        """Show every way in; `said` is why the way by password, with `typed`, led nowhere.

        `again`: whoever comes is signed in, and is asked once more who they are.
        """
        local = forms.sign_in(place, said, typed) if self._settings.local_accounts else None
        if self._provider is not None or (local is not None and not self._settings.demo):
            ways = _ways_in(self._provider, place, local, again=again)
            title = "Sign in again" if again else "Sign in"
            return await self._leading_on(title, *ways, status=status)
        self._require_demo()
        more = (element("h2", "With a password"), local) if local is not None else ()
        people = (
            element(
                "p",
                "This is a demonstration: the people are made up and nothing counts as credit."
                " Choose one to go in; you can change at any time.",
            ),
            joined(_choice(one, place) for one in demo.PEOPLE),
        )
        # What was just tried comes first.
        inside = (*more, *people) if said else (*people, *more)
        return await self._leading_on("Who are you today?", *inside, _open_to_all(), status=status)

    async def enter_by_password(self, request: Request) -> Response:
        """Open a session for whoever knows an account's password."""
        given = await fields_of(request)
        typed, place = given.get("address", ""), safe_next(given.get("next"))
        try:
            token = await self._hashing.run(
                partial(enter.enter, device=device_of(request)),
                self._service,
                typed,
                given.get("password", ""),
                place_of(request),
            )
        except NotSignedIn as refused:
            note_failed("signing in by password", refused)
            return await self._shown(place, str(refused), typed, refused.status)
        answer = RedirectResponse(place, 303, {"Cache-Control": "no-store"})
        await run_in_threadpool(session_cookie.hand_out, answer, self._service, request, token)
        return answer

    async def enter(self, request: Request) -> Response:
        """Open a session for the chosen person and go where they wanted to."""
        self._require_demo()
        form = dict(parse_qsl((await body_of(request)).decode("latin-1")))
        named = demo.by_key(form.get("person", ""))
        place = safe_next(form.get("next"))
        if named is None:
            raise NotFound("person")  # noqa: EM101  (the word is shown as it stands)
        enter = partial(session.sign_in, device=device_of(request))
        token = await run_in_threadpool(enter, self._service, demo.ISSUER, named.email)
        answer = RedirectResponse(place, 303, {"Cache-Control": "no-store"})
        await run_in_threadpool(session_cookie.hand_out, answer, self._service, request, token)
        return answer

    async def ask(self, _request: Request) -> Response:
        """Ask before signing out: a link must not do it."""
        return await self._leading_on(
            "Sign out?",
            element("p", "Your answers are saved. You come back to where you were."),
            element("form", element("button", "Sign out"), method="post", action="/sign-out"),
            element("p", element("a", "Stay signed in", href="/")),
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

    async def _leading_on(self, title: str, *inside: Html, status: int = 200) -> Response:
        """Let the forms of a page lead on to the provider, which browsers ask the policy about."""
        provider = self._provider
        leading = await provider.origins() if provider is not None else ()
        return forms.with_script(self._settings, title, *inside, status=status, forms=leading)

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


def _still_there(one: Named, place: str) -> tuple[Html, ...]:
    """Ask the person of a session whether they are there, as a password would."""
    return (
        element("p", "In the demonstration one click is enough. What you typed waits for you."),
        _choice(one, place),
        _back(place),
    )


def _ways_in(
    provider: Provider | None, place: str, local: Html | None, *, again: bool
) -> list[Html]:
    """Return the institution's way in first, where there is one, then the one by password."""
    inside = []
    if again and provider is None:
        inside.append(element("p", "Enter your password once more; what you typed waits for you."))
    if provider is not None:
        inside += [element("p", _why(again=again)), _to_the_provider(provider, place, again=again)]
    if local is not None:
        title = element("h2", "Or with a password") if provider is not None else Html("")
        inside += [title, local]
    if again:
        inside.append(_back(place))
    shared = "On a computer that others use, sign out when you are done, and close the browser."
    return [*inside, element("p", shared, class_="soft"), _open_to_all()]


def _back(place: str) -> Html:
    """Return the way back for whoever thinks better of it: they are signed in still."""
    return element("p", element("a", "Back, without signing in again", href=place))


def _why(*, again: bool) -> str:
    if again:
        return "Your institution asks you once more who you are; what you typed waits for you here."
    return "Your institution knows who you are; you come back here at once."


def _to_the_provider(provider: Provider, place: str, *, again: bool) -> Html:
    return element(
        "form",
        hidden("next", place),
        hidden("again", "1" if again else ""),
        element("button", f"Sign in with {provider.sign_on.label}"),
        method="post",
        action="/sign-in/oidc",
    )


def _open_to_all() -> Html:
    return element(
        "p",
        element("a", "Check a certificate", href="/verify"),
        " · ",
        element("a", "MOC explained", href="/moc"),
        " · ",
        element("a", "About our program", href="/about"),
        " · ",
        element("a", "Contact", href="/contact"),
        " (none of them needs a sign-in).",
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

"""Accounts with a password: asking for one by mail, and opening the link that comes."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.responses import RedirectResponse
from starlette.routing import Route

from routes import account_forms as forms
from routes import session_cookie
from routes.body import body_of
from routes.device import device_of
from routes.page import Html, element, hidden, joined, void
from workflows.counted import not_signed_in
from workflows.people.local import letter, settle
from workflows.people.local.enter import admit
from workflows.people.local.letter import NoLonger
from workflows.people.local.throttle import client_of
from workflows.people.profile import LONGEST
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.act import Actor
    from workflows.people.local.letter import ASKED, Opened
    from workflows.service import Service

journal = logging.getLogger("service")
NO_STORE = {"Cache-Control": "no-store"}
# Work on passwords takes memory and a processor: as much of it at once as a small machine bears,
# and none of the threads that everybody else's requests need.
AT_ONCE = 4
MOST_FIELDS = 20
T = TypeVar("T")
Fields = dict[str, str]
REGISTER = (
    "For physicians and others who have no sign-in at an institution here. Enter the e-mail address"
    " that you read; we send you a link to go on with."
)
RESET = (
    "Enter the e-mail address that you sign in with; we send you a link to choose a new password."
    " Every browser that is signed in to your account is then signed out."
)
ASKING: dict[ASKED, tuple[str, str]] = {
    "register": ("Create an account", REGISTER),
    "reset": ("Choose a new password", RESET),
}
TITLES = {
    "new": "Create your account",
    "connect": "Is this account yours?",
    "exists": "Choose a new password",
    "reset": "Choose a new password",
    "move": "Confirm your new address",
}


async def fields_of(request: Request) -> Fields:
    """Return the fields of a form that was sent."""
    text = (await body_of(request)).decode("latin-1")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


def place_of(request: Request) -> str:
    """Return the place on the network that a request comes from, as the server knows it."""
    return client_of(request.client.host if request.client is not None else "")


def note_failed(what: str, refused: Refused) -> None:
    """Count a proof of who somebody is that came to nothing, and tell the journal, of nobody."""
    not_signed_in(type(refused))
    journal.warning("%s failed: %s", what, type(refused).__name__)


class Hashing:
    """Runs what works on passwords, a few at once."""

    def __init__(self) -> None:
        self._limit = CapacityLimiter(AT_ONCE)

    async def run(self, function: Callable[..., T], *given: str | Service | Actor) -> T:
        """Return what the function does, when its turn has come."""
        return await to_thread.run_sync(partial(function, *given), limiter=self._limit)


async def let_in(service: Service, request: Request, subject: str, place: str) -> Response:
    """Open a session under a new token; the one that this browser had ends."""
    opened = partial(admit, service, subject, device=device_of(request))
    token = await to_thread.run_sync(opened)
    answer = RedirectResponse(place, 303, NO_STORE)
    await to_thread.run_sync(session_cookie.hand_out, answer, service, request, token)
    return answer


def mailbox(service: Service) -> Html:
    """Say where mail is in the demonstration, which sends none."""
    said = element("p", forms.MAILBOX, class_="soft")
    return said if service.settings.demo else Html("")


class Accounts:
    """The pages /register, /reset and /link."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._settings = service.settings
        self._hashing = Hashing()

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/register", self.register, methods=["GET", "POST"]),
            Route("/reset", self.reset, methods=["GET", "POST"]),
            Route("/link", self.enter_code, methods=["GET"]),
            Route("/link", self.confirm, methods=["POST"]),
        ]

    async def register(self, request: Request) -> Response:
        """Ask for an address, and mail it a link."""
        return await self._ask(request, "register")

    async def reset(self, request: Request) -> Response:
        """Ask for an address, and mail it a link if an account is signed in to by it."""
        return await self._ask(request, "reset")

    async def _ask(self, request: Request, kind: ASKED) -> Response:
        if request.method != "POST":
            return self._asking(kind)
        typed = (await fields_of(request)).get("address", "")
        try:
            to = await to_thread.run_sync(letter.ask, self._service, kind, typed, place_of(request))
        except Refused as refused:
            return self._asking(kind, str(refused), typed, refused.status)
        return self._sent(kind, to)

    def _asking(self, kind: ASKED, said: str = "", typed: str = "", status: int = 200) -> Response:
        title, why = ASKING[kind]
        return self._page(
            title,
            element("p", why),
            forms.fault(said),
            element(
                "form",
                forms.address(typed),
                element("button", "Send me the link"),
                method="post",
                action=f"/{kind}",
            ),
            element("p", element("a", "Back to signing in", href="/sign-in"), class_="soft"),
            status=status,
        )

    def _sent(self, kind: ASKED, to: str) -> Response:
        """Say that mail is on its way: the same to everybody, whoever has an account."""
        about = (
            "If an account is signed in to by it, the link is there within a few minutes, and"
            " counts for one hour."
            if kind == "reset"
            else "The link is there within a few minutes, and counts for 24 hours."
        )
        return self._page(
            "Look into your mail",
            element("p", "We write to ", element("strong", to), f". {about}", class_="box"),
            element(
                "p",
                "Nothing comes? Look among unwanted mail, check the address above, and ask again"
                " after an hour if you asked several times; only the newest link counts.",
            ),
            mailbox(self._service),
            element("p", element("a", "Back to signing in", href="/sign-in"), class_="soft"),
        )

    async def enter_code(self, _request: Request) -> Response:
        """Take the code that stands in the link; whatever only opens links changes nothing."""
        return self._code()

    def _code(self, said: str = "", status: int = 200) -> Response:
        return self._page(
            "Open your link",
            forms.fault(said),
            element(
                "form",
                element("label", "The code from the mail", for_="code"),
                void(
                    "input",
                    id="code",
                    name="token",
                    autocomplete="off",
                    autocapitalize="none",
                    spellcheck="false",
                    required="",
                ),
                element("button", "Go on"),
                method="post",
                action="/link",
            ),
            element(
                "p",
                element("a", "Another link to create an account", href="/register"),
                " · ",
                element("a", "to choose a new password", href="/reset"),
                class_="soft",
            ),
            status=status,
        )

    async def confirm(self, request: Request) -> Response:
        """Show what a link does; with what was asked for there, do it."""
        given = await fields_of(request)
        token = given.get("token", "").strip()
        try:
            found = await to_thread.run_sync(letter.opened, self._service, token)
            if given.get("do") == "move" and found.does == "move":
                await to_thread.run_sync(settle.move, self._service, token)
                return self._moved(found)
            if given.get("do") == "set" and found.does != "move":
                return await self._settle(request, found, given)
        except NoLonger as over:
            note_failed("opening a mailed link", over)
            return self._code(f"{over.title}. {over}", over.status)
        return self._form(found, token)

    async def _settle(self, request: Request, found: Opened, given: Fields) -> Response:
        token = given["token"].strip()
        name, password = given.get("name", ""), given.get("password", "")
        try:
            subject = await self._hashing.run(settle.settle, self._service, token, password, name)
        except NoLonger:
            raise
        except Refused as refused:
            return self._form(found, token, str(refused), name, refused.status)
        return await let_in(self._service, request, subject, "/")

    def _form(
        self, found: Opened, token: str, said: str = "", name: str = "", status: int = 200
    ) -> Response:
        fields = [hidden("token", token), hidden("do", "move" if found.does == "move" else "set")]
        if found.does == "new":
            fields.append(_name(name))
        if found.does != "move":
            # Password managers keep the password under it.
            fields += [
                forms.address(found.address, readonly=""),
                forms.secret("password", "New password", "new-password", forms.HINT),
            ]
        button = {"move": "Yes, sign me in by it", "connect": "It is mine: set the password"}
        return self._page(
            TITLES[found.does],
            _why(found),
            forms.fault(said),
            element(
                "form",
                *fields,
                element("button", button.get(found.does, "Save and sign in")),
                method="post",
                action="/link",
            ),
            status=status,
        )

    def _moved(self, found: Opened) -> Response:
        return self._page(
            "Your address was changed",
            element("p", "From now on you sign in with ", element("strong", found.address), "."),
            element("p", element("a", "Sign in", class_="button", href="/sign-in")),
        )

    def _page(self, title: str, *inside: Html, status: int = 200) -> Response:
        return forms.with_script(self._settings, title, *inside, status=status)


def _name(value: str) -> Html:
    return joined(
        (
            element("label", "Your name, as it should stand on certificates", for_="name"),
            void(
                "input",
                id="name",
                name="name",
                autocomplete="name",
                maxlength=str(LONGEST),
                required="",
                value=value,
            ),
        )
    )


def _why(found: Opened) -> Html:
    if found.does == "connect":
        who = f", in the name of {found.name}" if found.name else ""
        said = (
            f"An account with your e-mail address is here already{who}. If it is yours, choose a"
            " password for it: your records and credit in it stay yours. If it is not, close this"
            " page and ask the office: nothing has been changed."
        )
    elif found.does == "move":
        whose = f" in the name of {found.name}" if found.name else ""
        said = (
            f"The account{whose} is signed in to by {found.address} from now on, on every device."
            " If it is not yours, close this page: nothing has been changed."
        )
    elif found.does == "new":
        said = "Your address is confirmed. The rest is asked where it is needed."
    else:
        said = "Whoever is signed in to your account is signed out then, on every device."
    return element("p", said)

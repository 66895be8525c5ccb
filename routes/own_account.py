"""The page on which people change the password and the address that they sign in by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.responses import RedirectResponse
from starlette.routing import Route

from routes import account_forms as forms
from routes.accounts import NO_STORE, Hashing, fields_of, let_in, mailbox, note_failed, place_of
from routes.door import actor_of
from routes.page import Html, element, hidden, void
from workflows.people.local import own
from workflows.people.local.enter import NotSignedIn
from workflows.refusals import Refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service


class OwnAccount:
    """The page /account."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._settings = service.settings
        self._hashing = Hashing()

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/account", self.show, methods=["GET"]),
            Route("/account", self.change, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show how the person signs in, and what of it can be changed."""
        actor = await to_thread.run_sync(actor_of, self._service, request)
        held = await to_thread.run_sync(own.see, actor)
        return self._account(held)

    async def change(self, request: Request) -> Response:
        """Change the password or the address, or take the password away."""
        given, place = await fields_of(request), place_of(request)
        actor = await to_thread.run_sync(actor_of, self._service, request)
        held = await to_thread.run_sync(own.see, actor)
        password = given.get("password", "")
        try:
            match given.get("do"):
                case "password":
                    new = given.get("new", "")
                    subject = await self._hashing.run(own.change, actor, password, new, place)
                    return await let_in(self._service, request, subject, "/account")
                case "address":
                    to = given.get("address", "")
                    to = await self._hashing.run(own.ask_move, actor, password, to, place)
                    return self._move_sent(to)
                case "drop":
                    await self._hashing.run(own.drop, actor, password, place)
        except Refused as refused:
            if isinstance(refused, NotSignedIn):
                note_failed("changing an account by password", refused)
            return self._account(held, str(refused), refused.status)
        return RedirectResponse("/account", 303, NO_STORE)

    def _move_sent(self, to: str) -> Response:
        return self._page(
            "Look into your mail",
            element(
                "p",
                "We write to ",
                element("strong", to),
                ". Until you open the link that comes there, you sign in as before.",
                class_="box",
            ),
            mailbox(self._service),
            element("p", element("a", "Back", href="/account")),
        )

    def _account(self, held: own.Own, said: str = "", status: int = 200) -> Response:
        back = element("p", element("a", "Back to Profile", href="/profile"), class_="soft")
        if held.address is None:
            why = (
                "You have no password here: you sign in at your institution, and change how you do"
                " that there. If you want one too, "
            )
            way = element("a", "ask for a link by mail", href="/register")
            return self._page(
                "Password and address", element("p", why, way, "."), back, status=status
            )
        return self._page(
            "Password and address",
            element("p", "You sign in with ", element("strong", held.address), " and a password."),
            forms.fault(said),
            _change_password(held.address),
            _change_address(),
            _drop() if held.elsewhere else Html(""),
            back,
            status=status,
        )

    def _page(self, title: str, *inside: Html, status: int = 200) -> Response:
        return forms.with_script(self._settings, title, *inside, status=status)


def _post(do: str, title: str, *fields: Html, button: str) -> Html:
    return element(
        "section",
        element("h2", title),
        element(
            "form",
            hidden("do", do),
            *fields,
            element("button", button),
            method="post",
            action="/account",
        ),
    )


def _change_password(address: str) -> Html:
    known = void(
        "input", type="email", autocomplete="username", value=address, readonly="", hidden=""
    )
    return _post(
        "password",
        "Change the password",
        known,
        _now("password"),
        forms.secret("new", "New password", "new-password", forms.HINT),
        element("p", "Other devices are signed out.", class_="hint"),
        button="Change the password",
    )


def _change_address() -> Html:
    return _post(
        "address",
        "Change the e-mail address",
        forms.address(label="New e-mail address", autocomplete="email"),
        _now("address"),
        button="Send a link to the new address",
    )


def _drop() -> Html:
    why = (
        "You can sign in at your institution, too. Duties here need that you sign in there only."
        " All devices are signed out, this one too."
    )
    return _post(
        "drop",
        "Take the password away",
        element("p", why),
        _now("drop"),
        button="Take it away",
    )


def _now(form: str) -> Html:
    """Return the field of the present password, one in each form."""
    return forms.secret("password", "Current password", "current-password", form=form)

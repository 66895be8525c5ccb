"""Signing in at the identity provider: there, back, the one question in between, and out again."""

from __future__ import annotations

import hmac
import logging
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from routes import session_cookie, ticket
from routes.body import body_of
from routes.device import device_of
from routes.gate import safe_next
from routes.page import element, hidden, page
from routes.ticket import LINK, SIGN_IN, Tickets
from routes.trouble import NotAnew, NotFinished, Outdated, Trouble, Untrusted
from routes.vouching import SKEW, leaving, vouched
from workflows import reference
from workflows.counted import not_signed_in
from workflows.people import session
from workflows.people.arrive import Vouched, arrive
from workflows.people.dismiss import dismiss, provider_session
from workflows.people.link import link
from workflows.people.once import once
from workflows.people.session import Vouching
from workflows.refusals import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from routes.provider import Provider
    from routes.vouching import Said
    from workflows.people.arrive import Candidate
    from workflows.service import Service

journal = logging.getLogger("service")
LONGEST_NEXT = 1000  # characters, so that a cookie holds the rest too: browsers drop those of 4 KB
NO_STORE = {"Cache-Control": "no-store"}
Held = dict[str, str]


class SingleSignOn:
    """The addresses below /sign-in that lead to the provider and back."""

    def __init__(self, service: Service, provider: Provider) -> None:
        self._service = service
        self._provider = provider
        self._tickets = Tickets(provider.sign_on.client_secret)

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/sign-in/oidc", self.begin, methods=["POST"]),
            Route("/sign-in/callback", self.finish, methods=["GET"]),
            Route("/sign-in/link", self.confirm, methods=["POST"]),
            Route("/sign-in/backchannel", self.left, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """Send somebody to the provider; their browser holds what the answer must fit."""
        form = dict(parse_qsl((await body_of(request)).decode("latin-1")))
        held = {one: secrets.token_urlsafe(32) for one in ("state", "nonce", "verifier")}
        place = _short(safe_next(form.get("next")))
        anew = form.get("again") == "1"
        try:
            way = await self._provider.way_in(**held, anew=anew)
        except Trouble as trouble:
            return _failed(trouble, place)
        answer = RedirectResponse(way, 303, NO_STORE)
        held |= {"next": place, "again": "1" if anew else ""}
        self._tickets.put(answer, SIGN_IN, held, self._service.now())
        return answer

    async def finish(self, request: Request) -> Response:
        """Let in whoever comes back, if the provider vouches for them to this very browser."""
        held = self._tickets.held(request, SIGN_IN, self._service.now())
        if held is None:
            return _failed(Outdated("no ticket"))
        if not _same(request.query_params.get("state"), held["state"]):
            return _failed(Outdated("another state"), held["next"])
        try:
            answer = await self._arrived(request, held)
        except (Trouble, Refused) as failure:
            answer = _failed(failure, held["next"])
        ticket.drop(answer, SIGN_IN)  # it counted, whatever came of it
        return answer

    async def confirm(self, request: Request) -> Response:
        """Connect the account that the person said is theirs, and let them in."""
        held = self._tickets.held(request, LINK, self._service.now())
        form = dict(parse_qsl((await body_of(request)).decode("latin-1")))
        if held is None or not _same(form.get("token"), held["token"]):
            return _failed(Outdated("no question was asked here"))
        try:
            await run_in_threadpool(self._link, held)
            answer = await run_in_threadpool(self._enter, request, held)
        except Refused as refused:
            answer = _failed(refused, held["next"])
        ticket.drop(answer, LINK)
        return answer

    async def left(self, request: Request) -> Response:
        """End the sessions of somebody who signed out elsewhere: the provider itself calls this."""
        form = dict(parse_qsl((await body_of(request)).decode("latin-1")))
        try:
            who, key = await leaving(self._provider, form.get("logout_token", ""))
            await run_in_threadpool(dismiss, session.system(self._service), who, key)
        except (Trouble, Refused) as failure:
            journal.warning("A provider's sign-out was refused: %s", _why(failure))
            return JSONResponse({"error": "invalid_request"}, 400, NO_STORE)
        return Response(status_code=200, headers=NO_STORE)

    async def _arrived(self, request: Request, held: Held) -> Response:
        code = await self._code(request)
        since = self._service.now()
        said = await vouched(self._provider, code, held["verifier"], held["nonce"])
        if held["again"]:
            _require_anew(said, begun=ticket.until(held) - ticket.LIFE)
        who, proved = said.who, said.authenticated_at
        key = once("state", held["state"], ticket.until(held))
        system = session.system(self._service)
        found = await run_in_threadpool(arrive, system, who, key)
        held = {
            **{one: held[one] for one in ("state", "next", "until")},
            **{one: getattr(who, one) for one in ("issuer", "subject", "address")},
            "session": provider_session(who.issuer, said.session) or "",
            "since": since.isoformat(),
            "proved": proved.isoformat() if proved is not None else "",
        }
        if found is not None:
            return self._ask(found, held)
        return await run_in_threadpool(self._enter, request, held)

    async def _code(self, request: Request) -> str:
        """Return what the provider gave the browser for us."""
        given = request.query_params
        named = given.get("iss")
        if named is None and (await self._provider.metadata()).names_itself:
            raise Untrusted("an answer without the issuer's name")
        if named not in {None, self._provider.sign_on.issuer}:
            raise Untrusted("an answer of another issuer")
        if "error" in given:
            raise NotFinished("the provider said so")
        if not given.get("code"):
            raise Untrusted("no code")
        return given["code"]

    def _ask(self, found: Candidate, held: Held) -> Response:
        """Ask whether the account with this address is theirs; until then nothing is written."""
        kept = {**held, "token": secrets.token_urlsafe(32), "person": found.person}
        answer = _question(found, kept["token"])
        self._tickets.put(answer, LINK, kept, self._service.now())
        return answer

    def _link(self, held: Held) -> None:
        who = Vouched(held["issuer"], held["subject"], address=held["address"])
        key = once("link", held["token"], ticket.until(held))
        link(session.system(self._service), held["person"], who, key, _vouching(held))

    def _enter(self, request: Request, held: Held) -> Response:
        """Open a session under a new token; the one that this browser had ends."""
        token = session.sign_in(
            self._service,
            held["issuer"],
            held["subject"],
            key=once("state", held["state"], ticket.until(held)),
            vouching=_vouching(held),
            device=device_of(request),
        )
        answer = RedirectResponse(held["next"], 303, NO_STORE)
        session_cookie.hand_out(answer, self._service, request, token)
        return answer


def _require_anew(said: Said, begun: datetime) -> None:
    """Refuse whoever did not prove who they are since they were sent there to do so."""
    proved = said.authenticated_at
    if proved is None or proved < begun - timedelta(seconds=SKEW):
        raise NotAnew("no new auth_time" if proved is not None else "no auth_time")


def _vouching(held: Held) -> Vouching:
    return Vouching(
        since=datetime.fromisoformat(held["since"]),
        session=held["session"] or None,
        authenticated_at=datetime.fromisoformat(held["proved"]) if held["proved"] else None,
    )


def _short(place: str) -> str:
    return place if len(place) <= LONGEST_NEXT else "/"


def _same(given: str | None, held: str) -> bool:
    return given is not None and hmac.compare_digest(given.encode(), held.encode())


def _question(found: Candidate, token: str) -> Response:
    name = f", in the name of {found.name}" if found.name else ""
    return page(
        "Is this account yours?",
        element(
            "p",
            "You sign in this way for the first time, and an account with your e-mail address is"
            f" here already: {found.address}{name}.",
        ),
        element("p", "If it is yours, connect it: your records and credit in it stay yours."),
        element(
            "form",
            hidden("token", token),
            element("button", "Yes, connect it and sign in"),
            method="post",
            action="/sign-in/link",
        ),
        element(
            "p",
            "If it is not, close this page and ask the office: nothing has been changed. ",
            element("a", "Back to signing in", href="/sign-in"),
            class_="soft",
        ),
    )


def _why(failure: Trouble | Refused) -> str:
    return failure.why if isinstance(failure, Trouble) else type(failure).__name__


def _failed(failure: Trouble | Refused, place: str = "/") -> Response:
    """Say what to do, with a number that the log knows; nothing of the provider's words."""
    number = reference.current()
    not_signed_in(type(failure))
    journal.warning("%s: signing in failed: %s", number, _why(failure))
    said = failure.said if isinstance(failure, Trouble) else str(failure)
    return page(
        "You are not signed in",
        element("p", said),
        element(
            "p",
            element("a", "Begin again", class_="button", href=f"/sign-in?next={quote(place)}"),
        ),
        element(
            "p",
            f"Nothing was changed. If it happens again, tell the office the number {number}.",
            class_="soft",
        ),
        status=failure.status,
    )

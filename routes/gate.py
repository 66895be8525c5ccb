"""The gate: nothing behind it is reached without a live session, by HTTP or by websocket."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from routes.refused import for_scripts
from workflows.content.incoming import may_send
from workflows.people.session import digest_of, is_live
from workflows.refusals import NotAllowed, SignedOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from workflows.service import Service

HEADER = b"x-session"
OPEN = (
    "/sign-in", "/healthz", "/verify", "/moc", "/contact", "/about", "/favicon.png",
    "/.well-known/did.json",
)  # fmt: skip
# Where people are sent to their institution's sign-in and come back, if there is one.
SINGLE_SIGN_ON = ("/sign-in/oidc", "/sign-in/callback", "/sign-in/link")
# What people do before they have signed in by a password, where they may have one.
BY_PASSWORD = ("/sign-in/password", "/register", "/reset", "/link")
# The provider calls this itself, so there is no page it could come from: its token is signed.
BACKCHANNEL = "/sign-in/backchannel"
OPEN_BELOW = ("/verify/", "/go/", "/feed/", "/badge/", "/static/", "/disclose/", "/tester/")
# Each of these is one act, which reads the session itself in its own transaction.
ACTS = frozenset({"/answer", "/aside", "/comment"})
# Streamlit answers these to anyone; nobody here needs them.
SHUT = ("/_stcore/metrics", "/_stcore/agent")
UPLOAD = "/_stcore/upload_file"  # only for those who may bring files in
READING = ("GET", "HEAD")
# Asked by machines beside ours, under whatever name they know it; /metrics has a guard of its own.
ASKED_INSIDE = frozenset({"/healthz", "/metrics"})
IN_THE_CLEAR = (
    "This service is reached by https alone, and its proxy has to say so in X-Forwarded-Proto."
)
LONGEST_NEXT = 2000
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def safe_next(text: str | None) -> str:
    """Return a place of our own to go to after signing in, whatever somebody put into a link."""
    inside = text and text.startswith("/") and not text.startswith("//") and "\\" not in text
    if text and inside and text.isascii() and text.isprintable() and len(text) <= LONGEST_NEXT:
        return text
    return "/"


def token_in(headers: Headers, cookie: str) -> str | None:
    """Return the session token a browser sent, None for none or several.

    Cut at semicolons, as browsers join cookies (RFC 6265, 4.2.1), and nowhere else: a cookie that
    another host of the domain set has its value taken for one of ours by parsers that end it at a
    space, and makes those that give up at its braces lose all of ours.
    """
    pairs = (one.strip(" \t").partition("=") for one in headers.get("cookie", "").split(";"))
    found = [value for name, _, value in pairs if name == cookie]
    return found[0] if len(found) == 1 else None


def is_own(headers: Headers, scheme: str) -> bool:
    """Whether a request that may change something comes from a page of this very host.

    A page that came in the clear is another's, even under our own name: anybody on the way wrote
    it.
    """
    return headers.get("origin", "") == f"{scheme}://{headers.get('host', '')}"


def is_encrypted(scope: Scope, headers: Headers) -> bool:
    """Whether the browser came by https, as this server or every proxy before it says."""
    told = {one.strip() for one in headers.get("x-forwarded-proto", "").split(",")}
    return scope["scheme"] in {"https", "wss"} or told == {"https"}


def host_of(headers: Headers) -> str:
    """Return the name of the host that was asked for, without its port; none for nonsense."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def is_local(scope: Scope) -> bool:
    """Whether both ends of a connection are this machine, whatever its Host header says."""
    ends = (scope.get("server"), scope.get("client"))
    return all(end is not None and _is_loopback(end[0]) for end in ends)


@lru_cache(maxsize=100)
def _is_loopback(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False  # a socket in the file system, behind which anybody may stand
    if isinstance(address, IPv6Address):
        return (address.ipv4_mapped or address).is_loopback
    return address.is_loopback


class Gate:
    """ASGI middleware that stands before Streamlit and before our own routes."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self._cookie = service.settings.cookie
        self._demo = service.settings.demo
        sign_on = service.settings.sign_on is not None
        self._backchannel = BACKCHANNEL if sign_on else None
        ways_in = (*SINGLE_SIGN_ON, BACKCHANNEL) if sign_on else ()
        by_password = BY_PASSWORD if service.settings.local_accounts else ()
        self._open = frozenset({*OPEN, *ways_in, *by_password})
        own = urlsplit(service.settings.public_url)
        self._scheme = own.scheme
        self._hosts = {own.hostname} | (LOOPBACK if service.settings.demo else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through as the person it belongs to, or answer it here."""
        if scope["type"] not in {"http", "websocket"}:
            return await self._app(scope, receive, send)
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() != HEADER]
        refusal = await self._refusal(scope)
        if refusal is None:
            return await self._app(scope, receive, send)
        if scope["type"] == "websocket":
            # Closing before accepting is what a server answers with 403.
            return await send({"type": "websocket.close", "code": 1008})
        return await refusal(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        if self._demo and not is_local(scope):
            return PlainTextResponse("The demonstration is for this machine alone.", 403)
        if path in ASKED_INSIDE:
            return None
        if refusal := self._from_elsewhere(scope, headers):
            return refusal
        if path.startswith(SHUT):
            return PlainTextResponse("Not found.", 404)
        if path in self._open or path.startswith(OPEN_BELOW):
            return None
        return await self._enter(scope, headers)

    def _from_elsewhere(self, scope: Scope, headers: Headers) -> Response | None:
        if self._scheme == "https" and not is_encrypted(scope, headers):
            return PlainTextResponse(IN_THE_CLEAR, 400)
        if host_of(headers) not in self._hosts:
            return PlainTextResponse("This address is not served here.", 400)
        changing = scope["type"] == "websocket" or scope["method"] not in READING
        if scope["path"] == self._backchannel and scope["type"] == "http":
            return None
        if changing and not is_own(headers, self._scheme):
            return PlainTextResponse("This request comes from another site.", 403)
        return None

    async def _enter(self, scope: Scope, headers: Headers) -> Response | None:
        token, path = token_in(headers, self._cookie), scope["path"]
        digest = digest_of(token) if token else ""
        if not digest or not (path in ACTS or await self._is(is_live, digest)):
            return _signed_out(scope)
        if path.startswith(UPLOAD) and not await self._is(may_send, digest):
            return PlainTextResponse(str(NotAllowed("file.send")), 403)
        scope["headers"].append((HEADER, digest.encode()))
        return None

    async def _is(self, question: Callable[[Service, str], bool], digest: str) -> bool:
        return await run_in_threadpool(question, self._service, digest)


def _signed_out(scope: Scope) -> Response:
    path = scope["path"]
    if scope["type"] == "websocket" or path.startswith("/_stcore"):
        return PlainTextResponse(str(SignedOut()), 401)
    if path == "/sign-out":
        return RedirectResponse("/sign-in", 303, {"Cache-Control": "no-store"})
    if scope["method"] not in READING:
        return for_scripts(SignedOut())
    query = scope["query_string"].decode("latin-1")
    place = quote(f"{path}?{query}" if query else path, safe="")
    return RedirectResponse(f"/sign-in?next={place}", 303, {"Cache-Control": "no-store"})

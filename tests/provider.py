"""An identity provider that says whatever a test lets it say, over real HTTP; and who asks it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc.jwk import RSAKey
from joserfc.jws import serialize_compact
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from routes.gate import Gate
from routes.headers import Headers
from routes.provider import Provider
from routes.sign_in import SignIn
from routes.single_sign_on import SingleSignOn
from routes.table import REFUSALS
from routes.wire import Wire
from tests.sign_on import CLIENT, HOME, SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    import httpx

    from workflows.service import Service

LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
Answer = tuple[int, bytes]


class Made:
    """A provider on a port of its own; `reset` makes it an honest one again."""

    def __init__(self) -> None:
        self._keys = {name: RSAKey.generate_key(2048, {"kid": name}) for name in ("one", "two")}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def reset(self, now: Callable[[], datetime]) -> None:
        """Forget what the test before wanted."""
        self.now = now
        self.published = ["one"]  # names of keys
        self.asked: list[str] = []  # paths, in their order
        self.answers: dict[str, Callable[[], Answer]] = {}  # in place of the honest ones
        self.discovery: dict[str, Any] = {}  # over the honest one
        self.signed: Callable[[dict[str, Any]], str] = self.sign
        self.userinfo: dict[str, Any] = {}
        self._codes: dict[str, tuple[str, str, dict[str, Any]]] = {}

    def close(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()

    def grant(self, way_in: str, subject: str, **claims: Any) -> str:
        """Sign somebody in who was sent here; return where their browser is sent back to.

        A claim that is None is left out.
        """
        asked = {name: one[0] for name, one in parse_qs(urlsplit(way_in).query).items()}
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"] == f"{HOME}/sign-in/callback"
        code = secrets.token_urlsafe(8)
        held = self.claims(subject, **{"nonce": asked["nonce"], **claims})
        self._codes[code] = (asked["code_challenge"], subject, held)
        return f"/sign-in/callback?{urlencode({'code': code, 'state': asked['state']})}"

    def claims(self, subject: str, **more: Any) -> dict[str, Any]:
        """Return what a token says; None leaves a claim out."""
        now = int(self.now().timestamp())
        plain = {
            "iss": self.issuer,
            "sub": subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
        }
        return {name: one for name, one in {**plain, **more}.items() if one is not None}

    def logout(self, **claims: Any) -> str:
        """Return a logout token."""
        given = {"jti": secrets.token_hex(8), "events": {LOGOUT: {}}, "sub": None, **claims}
        return self.sign(self.claims("", **given))

    def sign(self, claims: dict[str, Any], key: str = "one", kid: str | None = None) -> str:
        """Return claims under the signature of a key, which is named as it is or otherwise."""
        header = {"alg": "RS256", "kid": kid or key}
        return serialize_compact(header, json.dumps(claims), self._keys[key])

    def unsigned(self, claims: dict[str, Any]) -> str:
        """Return claims that nobody signed."""
        return f"{_segment({'alg': 'none'})}.{_segment(claims)}."

    def by_public_key(self, claims: dict[str, Any]) -> str:
        """Return claims signed with the public key as if it were a shared secret."""
        text = f"{_segment({'alg': 'HS256', 'kid': 'one'})}.{_segment(claims)}"
        known = self._keys["one"].as_pem(private=False)
        made = hmac.new(known, text.encode(), hashlib.sha256).digest()
        return f"{text}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"

    def answer(self, path: str, form: dict[str, list[str]], authorization: str) -> Answer:
        """Answer one request."""
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]()
        if path == "/.well-known/openid-configuration":
            return _json(200, self._says() | self.discovery)
        if path == "/keys":
            keys = [self._keys[name].as_dict(private=False) for name in self.published]
            return _json(200, {"keys": [{"kty": "oct", "k": "AAAA"}, {"kty": "new"}, *keys]})
        if path == "/userinfo":
            return _json(200, self.userinfo)
        return self._token(form, authorization)

    def _says(self) -> dict[str, Any]:
        places = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "jwks_uri": "/keys",
            "end_session_endpoint": "/end",
        }
        return {"issuer": self.issuer} | {one: self.issuer + at for one, at in places.items()}

    def _token(self, form: dict[str, list[str]], authorization: str) -> Answer:
        client = base64.b64encode(f"{CLIENT}:{urlencode({'': SECRET})[1:]}".encode()).decode()
        challenge, _subject, claims = self._codes.pop(form["code"][0], ("", "", {}))
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        fits = base64.urlsafe_b64encode(digest).decode().rstrip("=") == challenge
        if not fits or authorization != f"Basic {client}":
            return _json(400, {"error": "invalid_grant", "error_description": "<b>no</b>"})
        token = {"access_token": "opaque", "token_type": "Bearer", "id_token": self.signed(claims)}
        return _json(200, token)


def _handler(made: Made) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._tell(made.answer(urlsplit(self.path).path, {}, ""))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = self.headers.get("Authorization", "")
            self._tell(made.answer(urlsplit(self.path).path, parse_qs(body), given))

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

        def _tell(self, answer: Answer) -> None:
            status, body = answer
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Location", "/keys")  # read where the status is a redirect
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                return  # whoever asked had enough

    return Handler


@contextmanager
def running() -> Iterator[Made]:
    """Give a provider, and stop it."""
    made = Made()
    yield made
    made.close()


def _segment(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _json(status: int, value: object) -> Answer:
    return status, json.dumps(value).encode()


def app_of(service: Service, patience: float = 10) -> Starlette:
    """Return the addresses of signing in behind the gate, and one page that needs a session."""
    sign_on = service.settings.sign_on
    assert sign_on is not None
    provider = Provider(sign_on, service.settings.public_url, service.now, Wire(patience))
    return Starlette(
        routes=[
            *SignIn(service, provider).routes(),
            *SingleSignOn(service, provider).routes(),
            Route("/inside", lambda _request: PlainTextResponse("You are in.")),
        ],
        middleware=[
            Middleware(Headers, settings=service.settings, index=""),
            Middleware(Gate, service=service),
        ],
        exception_handlers=REFUSALS,
    )


def browser_of(app: Starlette) -> TestClient:
    """Return a browser with cookies of its own."""
    return TestClient(app, base_url=HOME, follow_redirects=False, headers={"Origin": HOME})


def another(browser: TestClient) -> TestClient:
    """Return another browser before the same service."""
    app: Any = browser.app
    return browser_of(app)


def sent(browser: TestClient, place: str = "/inside") -> str:
    """Press the button, and return where the provider is."""
    reply = browser.post("/sign-in/oidc", data={"next": place})
    assert reply.status_code == 303
    return str(reply.headers["location"])


def back(browser: TestClient, made: Made, subject: str, **claims: Any) -> httpx.Response:
    """Sign in from the first page to the last."""
    reply: httpx.Response = browser.get(made.grant(sent(browser), subject, **claims))
    return reply

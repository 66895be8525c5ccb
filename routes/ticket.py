"""What a browser holds between two steps of signing in: signed, and soon worth nothing."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from itsdangerous import BadData, URLSafeSerializer

from routes.gate import token_in

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PURPOSE = b"self-assessment: tickets of a sign-in"  # HKDF's info (RFC 5869): one key, one use
LIFE = timedelta(minutes=10)
# The prefix binds it to this host, and to https, which production has.
SIGN_IN, LINK = "__Host-sign-in", "__Host-link"


class Tickets:
    """Cookies under one secret; what is signed for one step is worth nothing in another."""

    def __init__(self, secret: str) -> None:
        """Sign by a key of our own, made of the secret that the provider shares with us.

        Every replica makes the same one, and whoever learned it would know nothing of the secret.
        """
        kind = HKDF(hashes.SHA256(), length=32, salt=None, info=PURPOSE)
        self._key = kind.derive(secret.encode())

    def put(self, answer: Response, name: str, held: dict[str, str], now: datetime) -> None:
        """Let the browser hold something until the next step."""
        until = str(int((now + LIFE).timestamp()))
        text = str(self._signer(name).dumps({**held, "until": until}))
        _set(answer, name, text, int(LIFE.total_seconds()))

    def held(self, request: Request, name: str, now: datetime) -> dict[str, str] | None:
        """Return what this browser was given for a step; None if nothing that still counts."""
        text = token_in(request.headers, name)
        try:
            found = self._signer(name).loads(text or "")
        except BadData:
            return None
        held: dict[str, str] = found
        return held if now.timestamp() < int(held["until"]) else None

    def _signer(self, name: str) -> URLSafeSerializer:
        kind = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        return URLSafeSerializer(self._key, salt=name, signer_kwargs=kind)


def until(held: dict[str, str]) -> datetime:
    """Return the moment from which a ticket is worth nothing."""
    return datetime.fromtimestamp(int(held["until"]), UTC)


def drop(answer: Response, name: str) -> None:
    """Let the browser forget what it held."""
    _set(answer, name, "", 0)


def _set(answer: Response, name: str, text: str, seconds: int) -> None:
    answer.set_cookie(
        name, text, max_age=seconds, path="/", httponly=True, samesite="lax", secure=True
    )

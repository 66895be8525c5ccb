"""The identity provider: what it says of itself, its keys, the way there and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlsplit

import anyio
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, import_key

from routes.trouble import Trouble, Untrusted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from joserfc.jwk import Key

    from routes.wire import Wire
    from settings import SignOn

FRESH = timedelta(hours=1)  # how long what was read is taken for true
SOON = 2.0  # seconds for which a page waits that could go without
PAUSE = timedelta(minutes=1)  # between two readings because of a key that is not known
# Asked for its age, too, a sign-in is told with its moment: OpenID Connect Core, 3.1.2.1.
ANEW = {"prompt": "login", "max_age": "0"}
SCOPE = "openid profile email"
CURVES_AND_RSA = ("RSA", "EC", "OKP")  # never a shared secret, which could sign in its place


@dataclass(frozen=True)
class Metadata:
    """What a provider says of itself: addresses, and how it wants to be spoken to."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    end_session: str
    names_itself: bool  # each answer bears its name
    basic: bool  # it takes the secret in the header, else in the form


class Provider:
    """One provider, by its settings; the answers it gives are kept for an hour."""

    def __init__(
        self, sign_on: SignOn, public_url: str, now: Callable[[], datetime], wire: Wire
    ) -> None:
        self.sign_on = sign_on
        self.now = now
        self._home = public_url
        self._wire = wire
        self._metadata: tuple[datetime, Metadata] | None = None
        self._keys: tuple[datetime, KeySet] | None = None
        self._sought = now()
        self._seeking = anyio.Lock()

    @property
    def callback(self) -> str:
        """Where the provider sends people back to; it has to know this address."""
        return f"{self._home}/sign-in/callback"

    async def metadata(self) -> Metadata:
        """Return what the provider says of itself.

        Raises:
            Trouble: nothing, or nothing that may be believed.
        """
        now = self.now()
        if self._metadata is None or now - self._metadata[0] > FRESH:
            issuer = self.sign_on.issuer
            found = await self._wire.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            self._metadata = (now, _metadata(found, issuer))
        return self._metadata[1]

    async def keys(self, *, anew: bool = False) -> KeySet:
        """Return the provider's keys; `anew`: one was not among them, so read them again.

        Raises:
            Trouble: there are none.
        """
        if self._keys is None or self.now() - self._keys[0] > FRESH:
            return await self._read_keys()
        if anew:  # anybody can name a key that is none: many at once, and unanswered, count as one
            async with self._seeking:
                if self.now() - self._sought > PAUSE:
                    return await self._read_keys()
        return self._keys[1]

    async def _read_keys(self) -> KeySet:
        self._sought = now = self.now()
        found = await self._wire.get((await self.metadata()).keys)
        self._keys = (now, KeySet(list(_keys(found))))
        return self._keys[1]

    async def way_in(self, state: str, nonce: str, verifier: str, *, anew: bool = False) -> str:
        """Return where to send somebody to sign in; `anew`: although they are signed in there.

        Raises:
            Trouble: the provider does not say where.
        """
        return str(
            prepare_grant_uri(
                (await self.metadata()).authorization,
                self.sign_on.client_id,
                "code",
                redirect_uri=self.callback,
                scope=SCOPE,
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
                **(ANEW if anew else {}),
            )
        )

    async def way_out(self) -> str | None:
        """Return where to send somebody to sign out there too, if the provider has such a place."""
        found = await self._soon()
        place = found.end_session if found is not None else ""
        back = quote_plus(f"{self._home}/sign-in")
        mark = "&" if "?" in place else "?"
        client = quote_plus(self.sign_on.client_id)
        query = f"client_id={client}&post_logout_redirect_uri={back}"
        return f"{place}{mark}{query}" if place else None

    async def origins(self) -> tuple[str, ...]:
        """Return the hosts that a form of ours may lead on to."""
        found = await self._soon()
        if found is None:
            return (_origin(self.sign_on.issuer),)
        places = (found.authorization, found.end_session)
        return tuple(dict.fromkeys(_origin(one) for one in places if one))

    async def _soon(self) -> Metadata | None:
        """Return what the provider says of itself, for what goes on without it."""
        with anyio.move_on_after(SOON):
            try:
                return await self.metadata()
            except Trouble:
                return None
        return None

    async def tokens(self, code: str, verifier: str) -> tuple[str, str]:
        """Give a code for the ID token and the access token.

        Raises:
            Trouble: it is worth nothing.
        """
        found, own = await self.metadata(), self.sign_on
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.callback,
            "code_verifier": verifier,
        }
        auth = None
        if found.basic:  # both are written as in a form first: RFC 6749, 2.3.1
            auth = (quote_plus(own.client_id), quote_plus(own.client_secret))
        else:
            form |= {"client_id": own.client_id, "client_secret": own.client_secret}
        answer = await self._wire.post(found.token, form, auth)
        return _text(answer, "id_token"), _text(answer, "access_token")

    async def said_of(self, access_token: str, subject: str) -> dict[str, Any]:
        """Return what else the provider says of the person whose access token this is.

        Raises:
            Trouble: nothing, or it speaks of somebody else.
        """
        place = (await self.metadata()).userinfo
        if not place:
            return {}
        found = await self._wire.get(place, access_token)
        if found.get("sub") != subject:
            raise Untrusted("userinfo of another subject")
        return found


def _metadata(found: dict[str, Any], issuer: str) -> Metadata:
    if found.get("issuer") != issuer:
        raise Untrusted("discovery names another issuer than OIDC_ISSUER")
    ways = found.get("token_endpoint_auth_methods_supported")
    return Metadata(
        authorization=_place(found, "authorization_endpoint", issuer),
        token=_place(found, "token_endpoint", issuer),
        keys=_place(found, "jwks_uri", issuer),
        userinfo=_place(found, "userinfo_endpoint", issuer, needed=False),
        end_session=_place(found, "end_session_endpoint", issuer, needed=False),
        names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        basic=not isinstance(ways, list) or "client_secret_basic" in ways,
    )


def _place(found: dict[str, Any], name: str, issuer: str, *, needed: bool = True) -> str:
    """Return an address: as safe on the way as the issuer's, which settings require to be https."""
    text = found.get(name)
    if text is None and not needed:
        return ""
    allowed = ("https://", "http://") if issuer.startswith("http://") else ("https://",)
    plain = isinstance(text, str) and text.isascii() and text.isprintable() and " " not in text
    if not (plain and str(text).startswith(allowed) and _origin(str(text))):
        raise Untrusted(f"discovery has no usable {name}")
    return str(text)


def _origin(place: str) -> str:
    """Return scheme and host of an address, with nothing that a header could be bent with."""
    try:
        parts = urlsplit(place)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not host.replace(".", "").replace("-", "").isalnum():
        return ""
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}"


def _keys(found: dict[str, Any]) -> Iterator[Key]:
    """Yield the keys that can sign and that we can read; the others are none of ours."""
    listed = found.get("keys")
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict) or one.get("kty") not in CURVES_AND_RSA:
            continue
        if one.get("use", "sig") != "sig":
            continue
        try:
            yield import_key(one)
        except (JoseError, ValueError, TypeError):
            continue


def _text(found: dict[str, Any], name: str) -> str:
    text = found.get(name)
    if not isinstance(text, str) or not (text.isascii() and text.isprintable()):
        raise Untrusted(f"no {name}")
    return text

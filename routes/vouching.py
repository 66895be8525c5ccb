"""What the provider's signed tokens say, once everything about them was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError

from routes.trouble import Untrusted
from workflows.people.arrive import Vouched
from workflows.people.dismiss import Leaving
from workflows.people.once import once

if TYPE_CHECKING:
    from joserfc.jwt import Token

    from routes.provider import Provider
    from workflows.people.once import Once

# By the provider's own key, never by a shared secret or by nothing.
ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "Ed25519",
    "EdDSA",
)
SKEW = 60  # seconds by which the provider's clock may differ from ours
LONGEST_LIFE = 600  # seconds for which a logout token is accepted
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
LONGEST = 255  # characters of a subject


@dataclass(frozen=True)
class Said:
    """What a provider says of somebody, of their session there, and of when it began."""

    who: Vouched
    session: str  # "": it does not name it
    authenticated_at: datetime | None


async def vouched(provider: Provider, code: str, verifier: str, nonce: str) -> Said:
    """Give a code for what the provider says of whoever came with it.

    Raises:
        Trouble: the code, or what came for it, is worth nothing.
    """
    raw, access = await provider.tokens(code, verifier)
    token = await _signed(provider, raw)
    claims = _id_claims(provider, token, access, nonce)
    subject = _name(claims, "sub")
    more = {}
    if "email" not in claims or "name" not in claims:
        more = await provider.said_of(access, subject)
    own = provider.sign_on
    # What makes sure of an address stands beside it: never in the one what is said of the other's.
    address = _verified_address(claims if "email" in claims else more, own.mail_domains)
    who = Vouched(own.issuer, subject, _called(claims) or _called(more), address)
    return Said(who, _name(claims, "sid", needed=False), _authenticated(provider, claims))


async def leaving(provider: Provider, raw: str) -> tuple[Leaving, Once]:
    """Return who left, by a logout token of the provider's, with what makes it count once.

    Raises:
        Trouble: it is none.
    """
    token = await _signed(provider, raw)
    _check(provider, token, {"jti": {"essential": True}})
    claims = token.claims
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT), dict):
        raise Untrusted("no logout token")
    if "nonce" in claims:  # an ID token is none, whatever else is in it
        raise Untrusted("a logout token with a nonce")
    if provider.now().timestamp() - claims["iat"] > LONGEST_LIFE:
        raise Untrusted("an old logout token")
    subject, name = (_name(claims, one, needed=False) for one in ("sub", "sid"))
    if not (subject or name):
        raise Untrusted("a logout token of nobody")
    until = datetime.fromtimestamp(claims["iat"] + 2 * LONGEST_LIFE, UTC)
    return Leaving(provider.sign_on.issuer, subject, name), once("logout", claims["jti"], until)


async def _signed(provider: Provider, raw: str) -> Token:
    """Return a token that one of the provider's keys signed; an unknown key may be a new one."""
    keys = await provider.keys()
    try:
        try:
            return jwt.decode(raw, keys, algorithms=ALGORITHMS)
        except InvalidKeyIdError:
            return jwt.decode(raw, await provider.keys(anew=True), algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Untrusted(type(error).__name__) from None


def _id_claims(provider: Provider, token: Token, access: str, nonce: str) -> dict[str, Any]:
    """Check an ID token: issuer, audience, party, times, nonce, and the access token beside it."""
    given = {"nonce": nonce, "client_id": provider.sign_on.client_id, "access_token": access}
    _check(provider, token, {}, given)
    return token.claims


def _check(
    provider: Provider,
    token: Token,
    more: dict[str, Any],
    given: dict[str, str] | None = None,
) -> None:
    own = provider.sign_on
    options = {
        "iss": {"essential": True, "value": own.issuer},
        "aud": {"essential": True, "value": own.client_id},
        "iat": {"essential": True},
        **more,
    }
    try:
        claims = CodeIDToken(token.claims, token.header, options, given or {})
        if given is None:  # a logout token needs neither a subject nor an end
            claims.ESSENTIAL_CLAIMS = []
        claims.validate(now=int(provider.now().timestamp()), leeway=SKEW)
    except ClaimError as error:
        raise Untrusted(f"{type(error).__name__} {error.claim}") from None
    except (ValueError, TypeError, KeyError):
        raise Untrusted("claims of another kind") from None


def _name(claims: dict[str, Any], name: str, *, needed: bool = True) -> str:
    text = claims.get(name)
    if text is None and not needed:
        return ""
    if not isinstance(text, str) or not (0 < len(text) <= LONGEST and text.isprintable()):
        raise Untrusted(f"no usable {name}")
    return text


def _authenticated(provider: Provider, claims: dict[str, Any]) -> datetime | None:
    """Return when the person proved there who they are; None where it is not told."""
    at = claims.get("auth_time")
    if at is None:
        return None
    if isinstance(at, bool) or not isinstance(at, int) or at < 0:
        raise Untrusted("no usable auth_time")
    now = provider.now()
    if at > now.timestamp() + SKEW:
        raise Untrusted("a sign-in in the future")
    return min(now, datetime.fromtimestamp(at, UTC))


def _called(claims: dict[str, Any]) -> str:
    """Return the person's name, if one is told."""
    parts = (claims.get(one) for one in ("given_name", "family_name"))
    whole = claims.get("name") or " ".join(one for one in parts if isinstance(one, str))
    return whole.strip() if isinstance(whole, str) else ""


def _verified_address(claims: dict[str, Any], own: tuple[str, ...]) -> str:
    """Return the e-mail address, only where the provider says that it made sure of it.

    Where it says nothing of that, the operator may: of domains whose addresses it gives itself.
    """
    address = claims.get("email")
    if not isinstance(address, str) or not address.isascii():
        return ""
    text = address.strip().lower()
    sure = claims.get("email_verified") is True
    silent = "email_verified" not in claims and text.rpartition("@")[2] in own
    return text if sure or silent else ""

"""A certificate as an Open Badge 3.0: a credential that programs read, signed as a VC-JWT.

1EdTech's Open Badges 3.0, 8.2 (JSON Web Token proof): the token's content is the credential itself,
with the registered claims beside it. Whose key signed it says the issuer's DID document, at the
host that did:web names; whether it still holds says a status list (W3C Bitstring Status List 1.0).
"""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from joserfc.jws import serialize_compact

from documents.badge_key import BadgeKey
from documents.sheet import DEMONSTRATION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from documents.payload import CertificatePayload

VC = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
PLACES = 131_072  # of a status list, at least
ALGORITHM = "RS256"


@dataclass(frozen=True)
class Issuer:
    """Who signs: the service at its public address."""

    home: str  # the service's public address, without a slash at its end
    key: BadgeKey

    @property
    def did(self) -> str:
        """The issuer's name: did:web of the host, a port written as did:web wants it."""
        return f"did:web:{quote(urlsplit(self.home).netloc, safe='')}"

    @property
    def method(self) -> str:
        """The name of the key within the issuer's document."""
        return f"{self.did}#{self.key.name}"

    def signed(self, content: dict[str, Any]) -> str:
        """Return content as a compact token."""
        header = {"alg": ALGORITHM, "typ": "JWT", "kid": self.method}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return serialize_compact(header, text.encode(), self.key.made, [ALGORITHM])


def did_document(issuer: Issuer) -> dict[str, Any]:
    """Return what stands at /.well-known/did.json: the public key, and what it is good for."""
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/suites/jws-2020/v1",
        ],
        "id": issuer.did,
        "verificationMethod": [
            {
                "id": issuer.method,
                "type": "JsonWebKey2020",
                "controller": issuer.did,
                "publicKeyJwk": issuer.key.public | {"kid": issuer.key.name, "alg": ALGORITHM},
            }
        ],
        "assertionMethod": [issuer.method],
    }


def badge(
    issuer: Issuer, payload: CertificatePayload, claimed: Sequence[str], issued: datetime
) -> str:
    """Return a certificate as a badge: what it says of the claim in words, and no more.

    Nobody's address or number is in it: whose it is says the name, as on the certificate.
    """
    name = f"{DEMONSTRATION}: {payload.title}" if payload.demonstration else payload.title
    own = f"{issuer.home}/badge/{payload.code}"
    credential = {
        "@context": [VC, OPEN_BADGES],
        "id": own,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "issuer": {
            "id": issuer.did, "type": ["Profile"], "name": payload.provider, "url": issuer.home,
        },
        "validFrom": _moment(issued),
        "credentialSubject": _subject(issuer, payload, name, claimed),
        "evidence": [
            {
                "id": payload.verify_url, "type": ["Evidence"],
                "name": "The certificate, as its provider shows it",
            }
        ],
        "credentialStatus": {
            "id": f"{_list_at(issuer, payload.code)}#0",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "0",
            "statusListCredential": _list_at(issuer, payload.code),
        },
    }  # fmt: skip
    return issuer.signed(credential | _registered(issuer, own, issued))


def _subject(
    issuer: Issuer, payload: CertificatePayload, name: str, claimed: Sequence[str]
) -> dict[str, Any]:
    held = f"Passed on {payload.completed_on.isoformat()}, and claimed: {'; '.join(claimed)}."
    notice = f"{DEMONSTRATION}. " if payload.demonstration else ""
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject", "hashed": False, "identityType": "name",
                "identityHash": payload.name,
            }
        ],
        "narrative": f"{notice}{held}",
        "achievement": {
            "id": f"{issuer.home}/activity?id={quote(payload.activity)}",
            "type": ["Achievement"],
            "achievementType": "Assessment",
            "name": name,
            "description": f"{notice}A self-assessment ({payload.format}) of {payload.provider}.",
            "criteria": {"narrative": "Pass the self-assessment, evaluate it and claim."},
        },
    }  # fmt: skip


def status_list(issuer: Issuer, code: str, *, holds: bool, now: datetime, lasts: timedelta) -> str:
    """Return whether a certificate holds as a status list with one place that is used.

    Each certificate has a list of its own, so that asking costs no look at any other.
    """
    own = _list_at(issuer, code)
    content = {
        "@context": [VC],
        "id": own,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": _moment(now),
        "validUntil": _moment(now + lasts),
        "credentialSubject": {
            "id": f"{own}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": _bits(revoked=not holds),
        },
    }
    ends = {"exp": int((now + lasts).timestamp())}
    return issuer.signed(content | _registered(issuer, own, now) | ends)


def _list_at(issuer: Issuer, code: str) -> str:
    return f"{issuer.home}/badge/status/{code}"


def _registered(issuer: Issuer, own: str, since: datetime) -> dict[str, Any]:
    """Return the claims that every reader of tokens knows (RFC 7519, 4.1)."""
    return {"iss": issuer.did, "jti": own, "nbf": int(since.timestamp())}


def _bits(*, revoked: bool) -> str:
    """Return the list's bits, the first one on the left, as the standard packs them (2.2)."""
    bits = bytearray(PLACES // 8)
    if revoked:
        bits[0] = 0x80
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"

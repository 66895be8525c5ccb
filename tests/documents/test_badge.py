"""A badge, read and checked by a library that shares nothing with ours: openbadgeslib."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from documents.badge import Issuer, badge, did_document, status_list
from documents.badge_key import opened
from tests.documents.keys import badge_key_in
from tests.documents.papers import CODE, certificate, participation

if TYPE_CHECKING:
    from collections.abc import Callable

    from openbadgeslib.ob3 import OpenBadgeCredential

    from documents.payload import CertificatePayload

HOME = "https://learn.example.org"
CLAIMED = ("2.50 AMA PRA Category 1 Credits™", "1.25 ABIM Medical Knowledge points")
ISSUED = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)  # the reader goes by the machine's own clock
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    """The service with a key; making one takes a moment."""
    return Issuer(HOME, opened(badge_key_in(tmp_path_factory.mktemp("key"))))


def made(issuer: Issuer, payload: CertificatePayload | None = None) -> str:
    """Return a badge."""
    return badge(issuer, payload or certificate(), CLAIMED, ISSUED)


def served(issuer: Issuer, *, holds: bool = True) -> Callable[[str], bytes]:
    """Return what answers in the place of the network."""
    now = datetime.now(UTC)
    answers = {
        f"{HOME}/.well-known/did.json": json.dumps(did_document(issuer)),
        f"{HOME}/badge/status/{CODE}": status_list(issuer, CODE, holds=holds, now=now, lasts=HOUR),
    }
    return lambda address: answers[address].encode()


def read(issuer: Issuer, token: str, *, holds: bool = True) -> OpenBadgeCredential:
    """Return what the reader makes of a badge: key, claims and status are looked at."""
    asks = served(issuer, holds=holds)
    reader = OB3Verifier.for_issuer_did("did:web:learn.example.org", asks)
    return reader.verify(token, check_status=True, download=asks)


def test_an_independent_reader_takes_it(issuer: Issuer) -> None:
    """By the key that the issuer's host shows, and by its status."""
    found = read(issuer, made(issuer))
    assert found.issuer.id == issuer.did == "did:web:learn.example.org"
    assert found.issuer.name == certificate().provider
    assert found.achievement.name == certificate().title
    assert found.issuance_date == ISSUED
    assert [one.to_dict()["identityHash"] for one in found.identifiers] == [certificate().name]
    assert found.evidence_url == certificate().verify_url


def test_it_says_what_was_claimed_and_no_more(issuer: Issuer) -> None:
    """In words, as the certificate does: no address, no number of a board, no score."""
    raw: dict[str, Any] = read(issuer, made(issuer)).raw or {}
    said = raw["credentialSubject"]["narrative"]
    day = certificate().completed_on.isoformat()
    assert said == f"Passed on {day}, and claimed: {'; '.join(CLAIMED)}."
    ids = [one.diplomate_id for one in certificate().points if one.diplomate_id]
    assert ids
    assert not [one for one in (*ids, "@") if one in json.dumps(raw).replace("@context", "")]


def test_a_demonstration_says_so(issuer: Issuer) -> None:
    """In its name, its description and what it says of its holder."""
    raw: dict[str, Any] = read(issuer, made(issuer, certificate(demonstration=True))).raw or {}
    subject = raw["credentialSubject"]
    said = (raw["name"], subject["narrative"], subject["achievement"]["description"])
    assert all(one.startswith("Demonstration, not for credit") for one in said)
    plain = made(issuer, participation())
    assert "Demonstration" not in str(read(issuer, plain).raw)


def test_a_changed_badge_is_refused(issuer: Issuer) -> None:
    """One more credit, in the same signature."""
    head, body, signature = made(issuer).split(".")
    content = base64.urlsafe_b64decode(body + "==")
    forged = base64.urlsafe_b64encode(content.replace(b"2.50", b"9.50")).decode().rstrip("=")
    assert forged != body
    with pytest.raises(OB3VerificationError, match="Invalid signature"):
        read(issuer, f"{head}.{forged}.{signature}")


def test_another_key_is_refused(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Although it claims to be of the same issuer."""
    other = Issuer(HOME, opened(badge_key_in(tmp_path_factory.mktemp("other"))))
    with pytest.raises(OB3VerificationError):
        read(issuer, made(other))


def test_what_was_replaced_or_withdrawn_is_refused(issuer: Issuer) -> None:
    """The list of its own says so, signed by the same key."""
    with pytest.raises(OB3VerificationError, match="revocation"):
        read(issuer, made(issuer), holds=False)


def test_a_host_with_a_port_is_written_as_the_method_asks(issuer: Issuer) -> None:
    """Its colon would part the name (did:web, 3.1)."""
    there = Issuer("http://127.0.0.1:8501", issuer.key)
    assert there.did == "did:web:127.0.0.1%3A8501"


def test_the_document_holds_no_secret(issuer: Issuer) -> None:
    """Of the key, only what everybody may see."""
    [method] = did_document(issuer)["verificationMethod"]
    assert method["publicKeyJwk"].keys() == {"kty", "n", "e", "kid", "alg"}

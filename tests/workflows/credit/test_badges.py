from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from joserfc.jws import deserialize_compact

from documents.badge_key import opened
from storage import things
from storage.connect import reading
from tests.amending import withdraw
from tests.documents.keys import badge_key_in
from tests.editions import publish
from tests.learning import completed
from tests.taking import lines
from workflows.credit.badges import BadgeReplaced, NoBadges, badge, identity, standing
from workflows.credit.claim import make
from workflows.credit.records import records
from workflows.credit.refusals import CertificateWithdrawn
from workflows.credit.reissue import reissue
from workflows.people.profile import see, write
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.act import Actor
    from workflows.service import Service


@pytest.fixture
def service(sqlite_service: Service) -> Service:
    """The service on SQLite: nothing here depends on the database."""
    return sqlite_service


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key; making one takes a moment."""
    return badge_key_in(tmp_path_factory.mktemp("key"))


def at(actor: Actor, file: Path) -> Actor:
    """Return a person at a service that has a key."""
    settings = replace(actor.service.settings, badge_key=file)
    return replace(actor, service=replace(actor.service, settings=settings))


def claimed(ada: Actor) -> tuple[str, str]:
    """Let Ada claim; return the completion and the certificate."""
    completion = completed(ada, publish(ada.service))
    make(ada, completion, quarters=3, boards={}, attested=True)
    [record] = records(ada).records
    return completion, str(record.certificate)


def content(token: str, file: Path) -> dict[str, Any]:
    """Return what a token says, if its signature holds."""
    found: dict[str, Any] = json.loads(deserialize_compact(token, opened(file).made).payload)
    return found


def code(service: Service, certificate: str) -> str:
    """Return the verification code of a certificate."""
    with reading(service.engine) as connection:
        row = things.find(connection, "certificate", certificate, None)
        assert row is not None
        return str(row.code)


def status(there: Actor, certificate: str, file: Path) -> str:
    """Return the list of bits that says whether a certificate holds."""
    token = standing(there.service, code(there.service, certificate))
    assert token is not None
    return str(content(token, file)["credentialSubject"]["encodedList"])


def test_a_certificate_is_there_as_a_badge(
    service: Service, ada: Actor, cora: Actor, file: Path
) -> None:
    """For its owner and the office; making it is logged, as printing is."""
    _, made = claimed(ada)
    paper = badge(at(ada, file), made)
    said = content(paper.content.decode(), file)
    assert said["credentialSubject"]["narrative"].endswith(
        "and claimed: 0.75 AMA PRA Category 1 Credits™."
    )
    assert paper.name == "badge-2026-12-01-a-small-self-assessment.jwt"
    assert badge(at(cora, file), made).content == paper.content
    printed = lines(service, "certificate.print")
    assert [one.data for one in printed] == [{"form": "badge"}] * 2


def test_without_a_key_there_are_none(ada: Actor) -> None:
    """Nor an issuer, nor a status."""
    _, made = claimed(ada)
    with pytest.raises(NoBadges):
        badge(ada, made)
    assert identity(ada.service) is None
    assert standing(ada.service, code(ada.service, made)) is None


def test_somebody_elses_is_unknown(ada: Actor, ben: Actor, file: Path) -> None:
    """As their certificate is."""
    _, made = claimed(ada)
    with pytest.raises(NotFound):
        badge(at(ben, file), made)


def test_what_was_withdrawn_holds_no_more(ada: Actor, cora: Actor, file: Path) -> None:
    """Its status says so from then on, and no other badge is made."""
    completion, made = claimed(ada)
    there = at(ada, file)
    before = status(there, made, file)
    withdraw(cora, completion, "Claimed in error.")
    assert status(there, made, file) != before
    with pytest.raises(CertificateWithdrawn):
        badge(there, made)


def test_what_was_replaced_holds_no_more(ada: Actor, file: Path) -> None:
    """The certificate in the new name does."""
    _, made = claimed(ada)
    there = at(ada, file)
    valid = status(there, made, file)
    held = see(ada)
    write(ada, held.seq, held.profile.model_copy(update={"legal_name": "Ada Whitfield-Ng"}))
    [new] = reissue(ada)
    assert status(there, made, file) != valid
    assert status(there, new, file) == valid
    with pytest.raises(BadgeReplaced):
        badge(there, made)
    said = content(badge(there, new).content.decode(), file)
    assert "Whitfield-Ng" in said["credentialSubject"]["identifier"][0]["identityHash"]


@pytest.mark.parametrize("wrong", ["", "0" * 32, "nonsense", "é" * 32])
def test_an_unknown_code_has_no_status(ada: Actor, file: Path, wrong: str) -> None:
    """A reader that cannot find it refuses the badge."""
    assert standing(at(ada, file).service, wrong) is None

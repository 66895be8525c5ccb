"""Printing certificates and transcripts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from documents.payload import CertificatePayload
from storage.connect import reading
from storage.tables import certificate as certificates
from tests.amending import withdraw
from tests.documents.keys import LONG, key_in
from tests.editions import publish
from tests.learning import completed
from tests.taking import lines
from workflows.credit import documents
from workflows.credit.claim import BoardClaim, make
from workflows.credit.records import EndBeforeStart, Period
from workflows.credit.refusals import CertificateWithdrawn, NoCertificates
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.act import Actor
    from workflows.service import Service

ABIM = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}


def claimed(actor: Actor, key: str) -> tuple[str, str]:
    """Pass, evaluate and claim; return the completion and its certificate."""
    completion = completed(actor, key)
    receipt = make(actor, completion, quarters=3, boards={}, attested=True)
    return completion, receipt.certificate


def payload(service: Service, certificate: str) -> CertificatePayload:
    """Return what a certificate says."""
    with reading(service.engine) as connection:
        found = connection.execute(
            select(certificates.c.payload).where(certificates.c.public_id == certificate)
        ).scalar_one()
    return CertificatePayload.model_validate_json(found)


def names(archive: bytes) -> set[str]:
    """Return the files of a zip."""
    with ZipFile(BytesIO(archive)) as opened:
        return set(opened.namelist())


def test_a_certificate_says_what_was_claimed(service: Service, ada: Actor) -> None:
    """The amount is the claim's and not the maximum; the day is the completion's."""
    _, made = claimed(ada, publish(service))
    paper = payload(service, made)
    assert (paper.credits_quarters, paper.designated_quarters) == (3, 4)
    assert (paper.kind, paper.name) == ("credit", "Ada Whitfield, MD")
    assert paper.completed_on == date(2026, 12, 1)
    assert paper.verify_url == f"http://127.0.0.1:8501/verify/{paper.code}"
    assert documents.certificate(ada, made).content.startswith(b"%PDF")


def test_a_demonstration_prints_nothing_that_looks_like_credit(
    service: Service, ada: Actor
) -> None:
    """Whatever the bank says; a service of its own mode prints what the bank says."""
    key = publish(service)  # terms without the mark
    completion, made = claimed(ada, key)
    assert payload(service, made).demonstration
    real = replace(service, settings=replace(service.settings, mode="production"))
    there = replace(ada, service=real)
    receipt = make(there, completion, quarters=3, boards=ABIM, attested=True)
    assert not payload(service, receipt.certificate).demonstration


def test_participation_gives_no_credit(service: Service, dan: Actor) -> None:
    """A physician assistant's paper holds neither credit nor points nor a designation."""
    _, made = claimed(dan, publish(service))
    paper = payload(service, made)
    assert (paper.kind, paper.credits_quarters, paper.points) == ("participation", 0, ())
    assert paper.hours_quarters == 3
    assert not any("Designates" in text for text in paper.statements)
    assert documents.certificate(dan, made).content.startswith(b"%PDF")


def test_each_print_is_logged(service: Service, ada: Actor, cora: Actor) -> None:
    """Who printed what, without a name."""
    key = publish(service)
    _, made = claimed(ada, key)
    documents.certificate(ada, made)
    documents.transcript(cora, "csv", person=ada.public_id)
    documents.certificates(cora, key, "pdf")
    assert lines(service, "certificate.print")[0].on == f"certificate:{made}"
    assert lines(service, "transcript.print")[0].actor == cora.public_id
    assert lines(service, "roster.print")[0].data["certificates"] == [made]
    assert "Whitfield" not in str(lines(service))


def test_a_transcript_covers_the_days_asked_for(service: Service, ada: Actor) -> None:
    """Both ends are included, and what lies outside is not."""
    claimed(ada, publish(service))
    day, next_day = date(2026, 12, 1), date(2026, 12, 2)
    title = b"A small self-assessment"
    assert title in documents.transcript(ada, "csv", Period(day, day)).content
    assert title not in documents.transcript(ada, "csv", Period(next_day, None)).content
    assert documents.transcript(ada, "pdf", Period(None, day)).content.startswith(b"%PDF")
    with pytest.raises(EndBeforeStart, match="1 Dec 2026"):
        Period(next_day, day)


def test_staff_print_all_or_those_chosen(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """One file for each person, named by the certificate."""
    key = publish(service)
    made = [claimed(one, key)[1] for one in (ada, dan)]
    everyone = documents.certificates(cora, key, "zip").content
    assert names(everyone) == {f"{one}.pdf" for one in made}
    assert names(documents.certificates(cora, key, "zip", made[:1]).content) == {f"{made[0]}.pdf"}


def test_only_the_newest_certificate_is_printed_in_bulk(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """A replaced one is not among them, and cannot be chosen."""
    key = publish(service)
    completion, old = claimed(ada, key)
    new = make(ada, completion, quarters=3, boards=ABIM, attested=True).certificate
    assert names(documents.certificates(cora, key, "zip").content) == {f"{new}.pdf"}
    with pytest.raises(NotFound):
        documents.certificates(cora, key, "zip", [old])


def test_a_withdrawn_certificate_is_not_printed(service: Service, ada: Actor, cora: Actor) -> None:
    """Neither alone, nor in bulk, nor in the transcript."""
    key = publish(service)
    completion, made = claimed(ada, key)
    withdraw(cora, completion, "Claimed in error.")
    with pytest.raises(CertificateWithdrawn):
        documents.certificate(ada, made)
    with pytest.raises(NoCertificates):
        documents.certificates(cora, key, "pdf")
    assert b"A small self-assessment" not in documents.transcript(ada, "csv").content


def test_a_transcript_of_nothing_says_so(ada: Actor) -> None:
    """Before anything is published there is a page, and a table without lines."""
    assert documents.transcript(ada, "pdf").content.startswith(b"%PDF")
    assert documents.transcript(ada, "csv").content.count(b"\n") == 1


def signing(ada: Actor, folder: Path, **changes: Any) -> Actor:
    """Return Ada at a service that has a key."""
    settings = replace(ada.service.settings, paper_key=key_in(folder, **changes))
    return replace(ada, service=replace(ada.service, settings=settings))


def test_papers_are_signed_where_there_is_a_key(
    service: Service, ada: Actor, cora: Actor, tmp_path: Path
) -> None:
    """Certificates one by one and together, and the transcript as a paper."""
    key = publish(service)
    _, made = claimed(ada, key)
    there, office = signing(ada, tmp_path), signing(cora, tmp_path)
    printed = (
        documents.certificate(there, made),
        documents.certificates(office, key, "pdf"),
        documents.transcript(there, "pdf"),
    )
    assert [b"/ETSI.CAdES.detached" in one.content for one in printed] == [True, True, True]
    assert b"/ETSI" not in documents.certificate(ada, made).content


@pytest.mark.parametrize("broken", ["expired", "gone"])
def test_a_paper_waits_for_no_signature(
    service: Service, ada: Actor, tmp_path: Path, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    """Whose key expired or went while the service ran prints without, and the log says so."""
    _, made = claimed(ada, publish(service))
    there = signing(ada, tmp_path, lasts=timedelta(days=30) if broken == "expired" else LONG)
    if broken == "gone":
        (tmp_path / "papers.p12").unlink()
    content = documents.certificate(there, made).content
    assert content.startswith(b"%PDF")
    assert b"/ETSI" not in content
    assert "made without a signature" in caplog.text

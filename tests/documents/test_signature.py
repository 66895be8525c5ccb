"""Signed papers: what stays as it was, what stands on them, and keys that sign nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from documents.bundle import certificates_zip
from documents.certificate import certificate_pdf, certificates_pdf
from documents.signature import FIELD, Key, KeyRefused, opened
from documents.transcript import transcript_pdf
from tests.documents.keys import NAMED, PASSWORD, key_in
from tests.documents.papers import certificate, participation, row

if TYPE_CHECKING:
    from documents.signature import Signer


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """The provider's."""
    return opened(key_in(tmp_path))


def signature_in(pdf: bytes) -> dict[str, object]:
    """Return the signature of a paper that has one field, and that one signed."""
    fields = PdfReader(BytesIO(pdf)).get_fields() or {}
    assert list(fields) == [FIELD]
    held: dict[str, object] = fields[FIELD]["/V"]
    return held


def test_a_certificate_says_who_signed_it_and_why(signer: Signer) -> None:
    """The provider in the signature, the certificate's holder on the page, and no change after."""
    pdf = certificate_pdf(certificate(), signer)
    held = signature_in(pdf)
    assert held["/Name"] == certificate().provider
    assert held["/Reason"] == "Issued by the provider"
    assert held["/SubFilter"] == "/ETSI.CAdES.detached"
    permitted = PdfReader(BytesIO(pdf)).root_object["/Perms"]["/DocMDP"]["/Reference"][0]  # type: ignore[index]
    assert permitted["/TransformParams"]["/P"] == 1
    assert f"Signed digitally by {NAMED}" in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_an_unsigned_certificate_speaks_of_no_signature() -> None:
    """Nothing on paper promises what is not in the file."""
    pdf = certificate_pdf(certificate())
    assert "digitally" not in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert not PdfReader(BytesIO(pdf)).get_fields()


def test_a_signed_paper_keeps_its_tags(signer: Signer) -> None:
    """The signature is appended: the structure that screen readers go by is the same."""
    pdf = certificate_pdf(certificate(), signer)
    root = PdfReader(BytesIO(pdf)).root_object
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/StructTreeRoot"]["/K"]["/S"] == "/Document"  # type: ignore[index]
    assert str(root["/Lang"]) == "en-US"


def test_every_paper_is_signed(signer: Signer) -> None:
    """Several in one file once, several in an archive each, and a transcript."""
    payloads = [certificate(), participation()]
    signature_in(certificates_pdf(payloads, signer))
    archive = certificates_zip([("a", payloads[0]), ("b", payloads[1])], signer)
    with ZipFile(BytesIO(archive)) as opened_archive:
        for name in opened_archive.namelist():
            signature_in(opened_archive.read(name))
    pages = transcript_pdf(
        "Ada", [row()], None, None, provider="School", made_on=date(2026, 11, 2), signer=signer
    )
    assert signature_in(pages)["/Reason"] == "Made from the provider's records"


def test_a_key_without_a_password_opens(tmp_path: Path) -> None:
    """Where the file's own rights guard it."""
    assert opened(key_in(tmp_path, password="")).named == NAMED


def test_a_wrong_password_is_said_and_not_repeated(tmp_path: Path) -> None:
    """The sentence goes into logs."""
    key = key_in(tmp_path)
    with pytest.raises(KeyRefused, match="password is another one") as refused:
        opened(Key(key.file, "guessed"))
    assert "guessed" not in str(refused.value)
    assert PASSWORD not in repr(key)


@pytest.mark.parametrize("content", [b"", b"nothing of the kind", b"\x30\x82\xff\xff"])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file, a text, the beginning of something."""
    file = tmp_path / "papers.p12"
    file.write_bytes(content)
    with pytest.raises(KeyRefused, match=r"no PKCS#12 file"):
        opened(Key(file, PASSWORD))


def test_a_missing_key_is_said() -> None:
    """With its file, for whoever looks for it."""
    with pytest.raises(KeyRefused, match=r"/nowhere/papers.p12 cannot be read"):
        opened(Key(Path("/nowhere/papers.p12"), PASSWORD))


def test_a_certificate_for_something_else_is_refused(tmp_path: Path) -> None:
    """Readers would call what it signs invalid."""
    with pytest.raises(KeyRefused, match="not for signing"):
        opened(key_in(tmp_path, signs=False))


def test_a_signer_knows_when_it_holds(tmp_path: Path) -> None:
    """From its first moment to its last."""
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    signer = opened(key_in(tmp_path, begins=begins, lasts=timedelta(days=1)))
    second = timedelta(seconds=1)
    moments = [begins - second, begins, begins + timedelta(days=1), begins + timedelta(1) + second]
    assert [signer.is_valid(one) for one in moments] == [False, True, True, False]

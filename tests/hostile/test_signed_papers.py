"""Signed papers in hostile hands: any change is seen, by readers that are not ours."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from asn1crypto.pem import unarmor
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from documents.certificate import certificate_pdf
from documents.signature import opened
from tests.documents.keys import key_in
from tests.documents.papers import certificate
from tests.evidence import seen, times

if TYPE_CHECKING:
    from pathlib import Path

    from pyhanko.sign.validation import PdfSignatureStatus

COMMAND = "make evidence ONLY=signed_papers"
RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the provider's certificate, and a paper that was signed with its key."""
    made = tmp_path_factory.mktemp("signed")
    (made / "paper.pdf").write_bytes(certificate_pdf(certificate(), opened(key_in(made))))
    return made


def signed_spans(pdf: bytes) -> tuple[range, range]:
    """Return the two spans of bytes that the signature covers."""
    found = RANGE.search(pdf)
    assert found is not None
    at, length, then, rest = (int(one) for one in found.groups())
    return range(at, at + length), range(then, then + rest)


def status(pdf: bytes, folder: Path) -> PdfSignatureStatus:
    """Validate a paper against the provider's certificate."""
    _, _, der = unarmor((folder / "certificate.pem").read_bytes())
    trusted = ValidationContext(trust_roots=[Certificate.load(der)], allow_fetching=False)
    signature = PdfFileReader(BytesIO(pdf)).embedded_signatures[0]
    return validate_pdf_signature(
        signature, trusted, key_usage_settings=None, diff_policy=DEFAULT_DIFF_POLICY
    )


def accepted(pdf: bytes, folder: Path) -> bool:
    """Whether a careful reader takes a paper: valid, trusted, and signed to its last byte."""
    try:
        found = status(pdf, folder)
    except Exception:  # noqa: BLE001  (a broken file breaks its reader in any way)
        return False
    return found.bottom_line and found.coverage == SignatureCoverageLevel.ENTIRE_FILE


def by_openssl(pdf: bytes, folder: Path, *, changed: bytes | None = None) -> int:
    """Let OpenSSL compare the signature with the bytes it covers; return its exit code."""
    first, second = signed_spans(pdf)
    held = pdf[first.stop + 1 : second.start - 1]
    (folder / "signature.der").write_bytes(bytes.fromhex(held.decode()))
    covered = (changed or pdf)[first.start : first.stop] + (changed or pdf)[second.start :]
    (folder / "covered").write_bytes(covered)
    command = (
        "openssl cms -verify -inform DER -binary -in signature.der -content covered"
        " -CAfile certificate.pem -purpose any -partial_chain -out /dev/null"
    )
    return subprocess.run(command.split(), cwd=folder, capture_output=True, check=False).returncode


def test_a_signed_paper_is_accepted(folder: Path) -> None:
    """Whole, by the provider, with nothing allowed after it."""
    found = status((folder / "paper.pdf").read_bytes(), folder)
    assert found.bottom_line
    assert found.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert found.docmdp_ok


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")
def test_openssl_accepts_it_too(folder: Path) -> None:
    """A reader that shares no line of code with who signed; and it sees a change."""
    pdf = (folder / "paper.pdf").read_bytes()
    assert by_openssl(pdf, folder) == 0
    assert by_openssl(pdf, folder, changed=pdf.replace(b"%PDF-1.", b"%PDF-2.", 1)) != 0


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="there is no pdfsig here")
def test_poppler_accepts_it_too(folder: Path) -> None:
    """What desktop readers are built on finds one valid signature over the whole file."""
    command = ["pdfsig", "-nssdir", "", "paper.pdf"]
    said = subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout.decode()
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "Signature #2" not in said


@pytest.mark.evidence
def test_no_flipped_bit_is_accepted(folder: Path) -> None:
    """Anywhere in what the signature covers."""
    pdf = (folder / "paper.pdf").read_bytes()
    first, second = signed_spans(pdf)
    places = [*first, *second]
    chance = random.Random(20261201)  # noqa: S311  (the same flips each time)
    flips = times(25, 300)
    taken = []
    for _ in range(flips):
        at, bit = chance.choice(places), chance.randrange(8)
        changed = bytearray(pdf)
        changed[at] ^= 1 << bit
        if accepted(bytes(changed), folder):
            taken.append((at, bit))
    assert taken == []
    seen("Hostile", "signed_papers", "A signed certificate with one bit changed is refused.",
         COMMAND, random_bit_flips=flips, bytes_covered=len(places), accepted=0)  # fmt: skip


def test_what_is_appended_is_not_accepted(folder: Path) -> None:
    """A later revision leaves the signed bytes whole: only who looks at all of the file sees it."""
    pdf = (folder / "paper.pdf").read_bytes()
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))  # some of it has no types
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    file = BytesIO()
    writer.write(file)
    assert file.getvalue().startswith(pdf)
    assert not accepted(file.getvalue(), folder)
    assert not accepted(pdf + b"\n% more\n", folder)


def test_another_key_is_not_the_providers(folder: Path, tmp_path: Path) -> None:
    """Anybody can sign a paper; only one certificate is the provider's."""
    forged = certificate_pdf(certificate(), opened(key_in(tmp_path)))
    assert accepted(forged, tmp_path)
    assert not accepted(forged, folder)

"""The provider's electronic signature under a paper (PAdES B-B, ETSI EN 319 142-1)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

FIELD = "ProviderSignature"
SIGNS = {"digital_signature", "non_repudiation"}  # one of these, where a certificate says for what


class KeyRefused(Exception):
    """A key that nothing can be signed with; the message says which and what to do."""


@dataclass(frozen=True)
class Key:
    """A PKCS#12 file with a private key and its certificate, and the password that opens it."""

    file: Path
    password: str = field(repr=False)


@dataclass(frozen=True)
class Signer:
    """A key that was opened, whom its certificate names, and from when to when it is valid."""

    named: str
    begins: datetime
    ends: datetime
    made: Any = field(repr=False)  # pyHanko's own, which has no types

    def is_valid(self, at: datetime) -> bool:
        """Whether a signature of this moment holds."""
        return self.begins <= at <= self.ends


@cache
def opened(key: Key) -> Signer:
    """Open a key, once in a process.

    Raises:
        KeyRefused: by its sentence, which holds neither password nor key.
    """
    # Only who signs pays for what it takes to sign: a second and a half of imports.
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415

    try:
        content = key.file.read_bytes()
    except OSError:
        message = f"{key.file} cannot be read; let the service's user read it."
        raise KeyRefused(message) from None
    try:
        made = SimpleSigner.load_pkcs12_data(
            content, other_certs=(), passphrase=key.password.encode() or None
        )
    except Exception:  # noqa: BLE001  (a file from elsewhere: whatever its parsers raise)
        made = None
    if made is None or made.signing_cert is None or made.signing_key is None:
        message = (
            f"{key.file} cannot be opened: it is no PKCS#12 file with a private key and its"
            " certificate, or the password is another one. Export it anew (.p12 or .pfx)."
        )
        raise KeyRefused(message)
    return _signer(key, made)


def _signer(key: Key, made: Any) -> Signer:  # noqa: ANN401  (pyHanko's own)
    certificate = made.signing_cert
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & SIGNS:
        message = (
            f"{key.file} holds a certificate that is not for signing. Ask the authority for one"
            " whose key usage is digital signature or non-repudiation."
        )
        raise KeyRefused(message)
    names = certificate.subject.native
    named = names.get("common_name") or names.get("organization_name") or "its holder"
    return Signer(str(named), certificate.not_valid_before, certificate.not_valid_after, made)


def signed(pdf: bytes, signer: Signer, *, provider: str, reason: str) -> bytes:
    """Return a PDF with a signature over every byte of it, after which no change is allowed.

    What was there stays as it is, tags included: the signature is appended, with this moment by
    the machine's clock. ISO 32000-2, 12.8.2.2 (DocMDP, P 1), subfilter ETSI.CAdES.detached.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415

    said = PdfSignatureMetadata(
        field_name=FIELD,
        name=provider,
        reason=reason,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    sign = partial(PdfSigner(said, signer.made).sign_pdf, output=BytesIO())
    # In a thread of its own: it begins an event loop, and a thread can have but one.
    with ThreadPoolExecutor(1) as thread:
        file: BytesIO = thread.submit(sign, IncrementalPdfFileWriter(BytesIO(pdf))).result()
    return file.getvalue()

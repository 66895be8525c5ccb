"""Several certificates in one archive, a file for each."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from documents.certificate import certificate_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.payload import CertificatePayload
    from documents.signature import Signer

_PUBLIC_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class FileNameRefused(ValueError):
    """A public id that cannot name a file in an archive, or names two."""

    def __init__(self, public_id: str) -> None:
        super().__init__(
            f'"{public_id}" cannot name a certificate in the archive. '
            "Give each certificate its own public id of letters, digits, - and _."
        )


def certificates_zip(
    certificates: Iterable[tuple[str, CertificatePayload]], signer: Signer | None = None
) -> bytes:
    """Return a zip of certificates named by their public ids, each under its own signature.

    Without a signer the same values always give the same bytes.
    """
    file = BytesIO()
    taken: set[str] = set()
    # The pages are compressed already.
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for public_id, payload in certificates:
            # Some file systems take A and a for the same name.
            if not _PUBLIC_ID.fullmatch(public_id) or public_id.casefold() in taken:
                raise FileNameRefused(public_id)
            taken.add(public_id.casefold())
            archive.writestr(ZipInfo(f"{public_id}.pdf"), certificate_pdf(payload, signer))
    return file.getvalue()

"""A zip that leaves while it is made: its size is nobody's memory, and it ends with a manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from documents.tables import csv_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MANIFEST = "manifest.csv"
HEADINGS = ("file", "what it is", "bytes", "sha256")


@dataclass(frozen=True)
class Entry:
    """A file of the archive: its name, what it is, and its bytes as they come."""

    name: str
    says: str
    parts: Iterable[bytes]


class _Pipe:
    """Where a zip is written to: what was written is taken out at once."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, content: bytes) -> int:
        self._waiting.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        content = b"".join(self._waiting)
        self._waiting.clear()
        return content


def archive(entries: Iterable[Entry], made: datetime) -> Iterator[bytes]:
    """Yield the bytes of a zip of these files and of a manifest with the SHA-256 of each."""
    pipe = _Pipe()
    told: list[tuple[str, ...]] = []
    with ZipFile(pipe, "w", ZIP_DEFLATED) as zip_:  # type: ignore[call-overload]  # it only writes
        for entry in entries:
            digest, size = hashlib.sha256(), 0
            with zip_.open(_info(entry.name, made), "w", force_zip64=True) as file:
                for part in entry.parts:
                    digest.update(part)
                    size += len(part)
                    file.write(part)
                    yield pipe.taken()
            told.append((entry.name, entry.says, str(size), digest.hexdigest()))
        zip_.writestr(_info(MANIFEST, made), b"".join(csv_parts(HEADINGS, told)))
    yield pipe.taken()


def _info(name: str, made: datetime) -> ZipInfo:
    info = ZipInfo(name, made.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info

"""What a backup holds: a gzipped tar of small members, one after the other, with a list at the end.

about.json               what made it, when, the revision of the tables and their columns
tables/<table>/000001    rows as JSON lists, one a line, in the order of the columns
banks/…, forms/…         files as they were
manifest.json            how many rows each table has, and the SHA-256 of every member before it
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from documents.backup.envelope import BackupRefused, Envelope, Opened, require_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ABOUT, MANIFEST = "about.json", "manifest.json"
QUICK = 2  # of gzip's levels: half the time of the usual 6, for a sixth more bytes
LARGEST = 1 << 30  # bytes of one member that is read into memory


class Writer:
    """A backup being written: add its members in order, then `finish`."""

    def __init__(self, out: IO[bytes], secret: bytes | None) -> None:
        """Begin; `secret` seals it."""
        self._envelope = Envelope(out, secret)
        # What was written says when; gzip's own clock would make equal backups differ.
        raw = cast("IO[bytes]", self._envelope)
        self._gzip = gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=QUICK, mtime=0)
        self._tar = tarfile.open(fileobj=self._gzip, mode="w")  # noqa: SIM115  (closed by finish)
        self.digests: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Write one member."""
        self.digests[name] = hashlib.sha256(content).hexdigest()
        self._put(name, content)

    def finish(self, **known: object) -> str:
        """Write the list of all members with what else is known, and return the file's digest."""
        self._put(MANIFEST, as_json({**known, "members": self.digests}))
        self._tar.close()
        self._gzip.close()
        return self._envelope.finish()

    def _put(self, name: str, content: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = len(content), 0o600
        self._tar.addfile(info, io.BytesIO(content))


class Reader:
    """A backup being read; `manifest` is there once every member was."""

    def __init__(self, tar: tarfile.TarFile, digest: str) -> None:
        """Read what it says about itself."""
        self.digest = digest
        self._members = self._all(tar)
        name, content = next(self._members, ("", b""))
        if name != ABOUT:
            raise BackupRefused(_UNREADABLE)
        self.about: Mapping[str, Any] = json.loads(content)
        self.manifest: Mapping[str, Any] = {}

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Yield the members after the first, and prove at the end that there were all.

        Raises:
            BackupRefused: they are not those that were written.
        """
        seen = {ABOUT: hashlib.sha256(as_json(self.about)).hexdigest()}
        for name, content in self._members:
            if name == MANIFEST:
                self.manifest = json.loads(content)
                continue
            seen[name] = hashlib.sha256(content).hexdigest()
            yield name, content
        if seen != self.manifest.get("members"):
            raise BackupRefused(_UNREADABLE)

    @staticmethod
    def _all(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
        for info in tar:
            file = tar.extractfile(info)
            if file is None or info.size > LARGEST:
                raise BackupRefused(_UNREADABLE)
            yield info.name, file.read()


_UNREADABLE = "This backup does not hold what it should, so nothing of it was used. Take another."


@contextmanager
def opened(path: Path, secret: bytes | None) -> Iterator[Reader]:
    """Give a backup to read, after all of it was found to be as it was written.

    Raises:
        BackupRefused: damaged, changed, sealed by another key, or no backup.
    """
    digest = require_whole(path)
    try:
        with path.open("rb") as file:
            body = Opened(file, path.stat().st_size, secret)
            with (
                gzip.GzipFile(fileobj=cast("IO[bytes]", body), mode="rb") as unzipped,
                tarfile.open(fileobj=unzipped, mode="r|") as tar,
            ):
                yield Reader(tar, digest)
    except (EOFError, OSError, ValueError, tarfile.TarError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's, not the file's
        raise BackupRefused(_UNREADABLE) from error


def as_json(value: object) -> bytes:
    """Return a value as JSON, the same for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

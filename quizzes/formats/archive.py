"""Zip archives from elsewhere, looked at before anything of them is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

from quizzes import attributes
from quizzes.formats.foreign import UnreadableError

MAX_ENTRIES = 5_000
MAX_UNPACKED = 200_000_000
"""Bytes of all entries together."""
MAX_RATIO = 250
"""Unpacked to packed; office files reach 50, a bomb many thousands."""
_SMALL = 1_000_000
"""Bytes below which no ratio is suspicious."""
DAMAGED = (
    zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError,
    EOFError,
)  # fmt: skip
"""What reading an entry raises where its bytes are not what the index says."""
MAX_DEPTH = 20
"""Folders inside folders."""


def opened(content: bytes, name: str) -> zipfile.ZipFile:
    """Return an archive that is safe to read. Raises UnreadableError.

    The sizes that the archive's own index gives are held to by zipfile when an entry is read.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        fault = "The archive is damaged. Export it once more."
        raise UnreadableError(name, "", fault) from None
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        fault = f"The archive has {len(entries):,} entries; {MAX_ENTRIES:,} is the most."
        raise UnreadableError(name, "", fault)
    if sum(one.file_size for one in entries) > MAX_UNPACKED:
        fault = f"The archive unpacks to more than {MAX_UNPACKED // 1_000_000} MB."
        raise UnreadableError(name, "", fault)
    for one in entries:
        if said := _fault(one):
            raise UnreadableError(name, one.filename[:100], said)
    return archive


def _fault(entry: zipfile.ZipInfo) -> str | None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0:1]:
        return "The entry points outside the archive. Nothing was read."
    if len(path.parts) > MAX_DEPTH:
        return f"The entry lies more than {MAX_DEPTH} folders deep."
    if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        return f"The entry unpacks to more than {MAX_RATIO} times its size. Nothing was read."
    if entry.flag_bits & 0x1:
        return "The archive is protected by a password. Save it without one."
    return None


def entries(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """Return the files of an archive by their path with plain slashes; folders are none.

    Raises UnreadableError: an entry is a link, or two have one path.
    """
    found: dict[str, zipfile.ZipInfo] = {}
    for one in archive.infolist():
        path = str(PurePosixPath(one.filename.replace("\\", "/")))
        if one.is_dir():
            continue
        if stat.S_ISLNK(one.external_attr >> 16):
            fault = "The entry is a link to another file. Nothing was read."
            raise UnreadableError(name, path[:100], fault)
        if path in found:
            raise UnreadableError(name, path[:100], "The archive holds this file twice.")
        found[path] = one
    return found


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Return the content of an entry. Raises UnreadableError."""
    try:
        return archive.read(entry)
    except DAMAGED:
        fault = "This part of the file is damaged. Export it once more."
        raise UnreadableError(name, entry.filename[:100], fault) from None


def without_declarations(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an office file whose XML declares types or entities, or crowds an element.

    No office program writes either.

    Raises UnreadableError.
    """
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            part = unpacked(archive, entry, name)
            if attributes.too_many(part):
                fault = f"An element has more than {attributes.MOST:,} attributes. Save it anew."
                raise UnreadableError(name, entry.filename[:100], fault)
            head = part[:4_096]
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\x00!\x00" in head:
                fault = "The file declares entities, which no office program writes."
                raise UnreadableError(name, entry.filename, fault)


def holds(content: bytes, part: str) -> bool:
    """Whether a file is an archive with a part of this name: what tells Word from Excel."""
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return part in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False

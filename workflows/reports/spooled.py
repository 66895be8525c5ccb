"""A file that is made at once and sent slowly: on disk in between, in nobody's memory.

Whatever reads the database is done before the first byte leaves, so that a slow download holds no
transaction open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

IN_MEMORY = 2_000_000  # bytes, before it goes to disk
CHUNK = 65_536


@dataclass(frozen=True)
class File:
    """A file: its name, its media type, and its bytes as they come."""

    name: str
    media_type: str
    parts: Iterator[bytes]


def spooled(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Take all parts now, and return them chunk by chunk; the space is free again at the end.

    It is free as well where nobody reads on: a generator that has begun is closed with the rest.
    """
    chunks = _chunks(parts)
    next(chunks)
    return chunks


def _chunks(parts: Iterable[bytes]) -> Iterator[bytes]:
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        for part in parts:
            file.write(part)
        file.seek(0)
        yield b""  # everything is taken
        while chunk := file.read(CHUNK):
            yield chunk

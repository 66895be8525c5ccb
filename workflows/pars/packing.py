"""Packed records: what went into a batch, with digests that tell whether it was changed since.

A record's digest is salted, and the salt lies beside the record: when both are erased, what the
log and the batch still hold of it can be guessed by nobody.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.columns import new_public_id

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Packed:
    """A record as a batch keeps it, with the salt of its digest."""

    body: str
    salt: str

    @property
    def digest(self) -> str:
        """What the record's event says of it."""
        return record_digest(self.salt, self.body)


def packed(body: str) -> Packed:
    """Return a packed record with a salt of its own."""
    return Packed(body, new_public_id())


def record_digest(salt: str, body: str) -> str:
    """Return the SHA-256 of a packed record with its salt."""
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()


def batch_digest(digests: Iterable[str]) -> str:
    """Return the SHA-256 of the digests of a batch's records, one a line, in the file's order."""
    found = hashlib.sha256()
    for one in digests:
        found.update(f"{one}\n".encode())
    return found.hexdigest()

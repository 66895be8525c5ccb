"""The envelope of a backup: whole or refused, and sealed where there is a key.

    head   MAGIC, a line "plain" or "sealed"; where sealed the key's mark (8 bytes) and a salt (32)
    body   as it is; or in pieces of 1 MiB, each sealed by AES-256-GCM and followed by its tag
    tail   the SHA-256 of head and body

The key of one file is derived from the secret and the salt by HKDF-SHA256 (RFC 5869), so that no
nonce is used twice. The nonce of a piece is its number (11 bytes) and whether it is the last (1
byte); the head is authenticated with each, so pieces can be neither moved nor left out.
"""

from __future__ import annotations

import hashlib
import os
from typing import IO, TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"self-assessment backup 1\n"
PLAIN, SEALED = b"plain\n", b"sealed\n"
MARK, SALT, TAG, DIGEST = 8, 32, 16, 32
PIECE = 1 << 20
KEY = 32  # bytes


class BackupRefused(Exception):
    """A backup that cannot be used; the message says why and what to do."""


class Envelope:
    """A file to write a backup into: `write`, then `finish` once."""

    def __init__(self, out: IO[bytes], secret: bytes | None) -> None:
        """Write the head."""
        self._out, self._digest, self._waiting = out, hashlib.sha256(), bytearray()
        self._number, self._cipher, self._head = 0, None, MAGIC + PLAIN
        if secret is not None:
            salt = os.urandom(SALT)
            self._head = MAGIC + SEALED + mark(secret) + salt
            self._cipher = AESGCM(_derived(secret, salt, b"file"))
        self._put(self._head)

    def write(self, data: bytes) -> int:
        """Take the next bytes of the body."""
        if self._cipher is None:
            self._put(data)
        else:
            self._waiting += data
            while len(self._waiting) > PIECE:  # the last piece is marked, so one is kept back
                self._seal(self._cipher, last=False)
        return len(data)

    def flush(self) -> None:
        """Do nothing: a piece is written when it is full."""

    def finish(self) -> str:
        """Write the tail and return its digest in hexadecimal digits."""
        if self._cipher is not None:
            self._seal(self._cipher, last=True)
        digest = self._digest.copy()
        self._out.write(digest.digest())
        return digest.hexdigest()

    def _seal(self, cipher: AESGCM, *, last: bool) -> None:
        piece = bytes(self._waiting[:PIECE])
        del self._waiting[:PIECE]
        self._put(cipher.encrypt(_nonce(self._number, last=last), piece, self._head))
        self._number += 1

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self._out.write(data)


class Opened:
    """The body of a backup, read in order.

    Raises:
        BackupRefused: no backup, sealed by another key, or not sealed where there is a key; while
            reading: a piece was changed.
    """

    def __init__(self, file: IO[bytes], size: int, secret: bytes | None) -> None:
        """Read the head of a file of `size` bytes."""
        self._file, self._number, self._ready = file, 0, bytearray()
        self._head = file.read(len(MAGIC))
        kind = file.readline(len(SEALED))
        if self._head != MAGIC or kind not in {PLAIN, SEALED}:
            message = "This is no backup of this service, or one of a newer version."
            raise BackupRefused(message)
        self._head += kind
        if kind == PLAIN and secret is not None:
            message = (
                "This backup is not sealed: anybody could have written it. Where you are sure of"
                " it, restore it without BACKUP_KEY_FILE."
            )
            raise BackupRefused(message)
        self._cipher = self._keyed(secret) if kind == SEALED else None
        self._left = size - len(self._head) - DIGEST

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, fewer than `size` only at the end."""
        if self._cipher is None:
            taken = self._file.read(self._left if size < 0 else min(size, self._left))
            self._left -= len(taken)
            return taken
        while self._left > 0 and (size < 0 or len(self._ready) < size):
            self._open(self._cipher)
        end = len(self._ready) if size < 0 else size
        taken = bytes(self._ready[:end])
        del self._ready[:end]
        return taken

    def _keyed(self, secret: bytes | None) -> AESGCM:
        if secret is None:
            message = "This backup is sealed. Set BACKUP_KEY_FILE to the file that holds its key."
            raise BackupRefused(message)
        named, salt = self._file.read(MARK), self._file.read(SALT)
        self._head += named + salt
        if named != mark(secret):
            message = (
                f"This backup was sealed with another key, whose mark is {named.hex()}; the mark"
                f" of the key in BACKUP_KEY_FILE is {mark(secret).hex()}."
            )
            raise BackupRefused(message)
        return AESGCM(_derived(secret, salt, b"file"))

    def _open(self, cipher: AESGCM) -> None:
        sealed = self._file.read(min(PIECE + TAG, self._left))
        self._left -= len(sealed)
        try:
            nonce = _nonce(self._number, last=self._left <= 0)
            self._ready += cipher.decrypt(nonce, sealed, self._head)
        except InvalidTag:
            message = "This backup was changed after it was sealed. Take another one."
            raise BackupRefused(message) from None
        self._number += 1


def require_whole(path: Path) -> str:
    """Return the digest at the end of a backup once everything before it was found to match.

    Raises:
        BackupRefused: it was cut off, or a bit of it is not what was written.
    """
    digest, left = hashlib.sha256(), path.stat().st_size - DIGEST
    with path.open("rb") as file:
        while left > 0:
            piece = file.read(min(PIECE, left))
            digest.update(piece)
            left -= len(piece)
        if file.read() != digest.digest():
            message = "This file is damaged, or it is no backup of this service. Take another one."
            raise BackupRefused(message)
    return digest.hexdigest()


def mark(secret: bytes) -> bytes:
    """Return what tells keys apart and nothing of the key."""
    return _derived(secret, b"", b"mark")[:MARK]


def _derived(secret: bytes, salt: bytes, what: bytes) -> bytes:
    info = b"self-assessment backup 1 " + what
    return HKDF(algorithm=SHA256(), length=KEY, salt=salt, info=info).derive(secret)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])

"""The envelope of a backup: what was written comes out, and nothing else does."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.backup.envelope import (
    DIGEST,
    MAGIC,
    PIECE,
    BackupRefused,
    Envelope,
    Opened,
    mark,
    require_whole,
)

if TYPE_CHECKING:
    from pathlib import Path

KEY, OTHER = bytes(range(32)), bytes(32)
SEED = 20261201


def seeded() -> Random:
    """Chance that is the same each time."""
    return Random(SEED)  # noqa: S311  (nothing here is secret)


def write(path: Path, *pieces: bytes, secret: bytes | None = KEY) -> bytes:
    """Write a backup of these pieces and return its bytes."""
    with path.open("wb") as file:
        envelope = Envelope(file, secret)
        for one in pieces:
            envelope.write(one)
        digest = envelope.finish()
    assert require_whole(path) == digest
    return path.read_bytes()


def body(path: Path, secret: bytes | None = KEY, size: int = -1) -> bytes:
    """Read a backup's body, so many bytes at a time."""
    with path.open("rb") as file:
        opened, taken = Opened(file, path.stat().st_size, secret), b""
        while some := opened.read(size):
            taken += some
        return taken


@pytest.mark.parametrize("secret", [KEY, None], ids=["sealed", "plain"])
@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_what_was_written_is_read(tmp_path: Path, secret: bytes | None, length: int) -> None:
    """Sealed and plain, whether the last piece is full or not."""
    content = seeded().randbytes(length)
    write(tmp_path / "one", content[:100], content[100:], secret=secret)
    assert body(tmp_path / "one", secret, size=300_000) == content


@settings(max_examples=30)
@given(pieces=st.lists(st.binary(max_size=50)), size=st.integers(1, 70))
def test_pieces_of_any_size(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], size: int
) -> None:
    """However it was written and however it is read."""
    path = tmp_path_factory.mktemp("any") / "one"
    write(path, *pieces)
    assert body(path, size=size) == b"".join(pieces)


def test_a_sealed_backup_tells_nothing(tmp_path: Path) -> None:
    """Its text stands nowhere in it, and the same text is never sealed to the same bytes."""
    first = write(tmp_path / "one", b"Ada Whitfield" * 10)
    second = write(tmp_path / "two", b"Ada Whitfield" * 10)
    assert b"Ada" not in first
    assert first[-200:] != second[-200:]


def test_without_the_key_it_stays_shut(tmp_path: Path) -> None:
    """And with another one its mark is told, so that the right one is found."""
    write(tmp_path / "one", b"text")
    with pytest.raises(BackupRefused, match="Set BACKUP_KEY_FILE"):
        body(tmp_path / "one", None)
    with pytest.raises(BackupRefused, match=mark(KEY).hex()):
        body(tmp_path / "one", OTHER)


@pytest.mark.parametrize("secret", [KEY, None], ids=["sealed", "plain"])
def test_every_changed_bit_is_found(tmp_path: Path, secret: bytes | None) -> None:
    """A hundred anywhere, and one in each byte of the head and of the tail."""
    path, chance = tmp_path / "one", seeded()
    whole = write(path, b"rows\n" * 500, secret=secret)
    inside = chance.sample(range(8 * len(whole)), 100)
    ends = (*range(len(MAGIC)), *range(len(whole) - DIGEST, len(whole)))
    for bit in (*inside, *(8 * one for one in ends)):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        with pytest.raises(BackupRefused, match="damaged"):
            require_whole(path)


def test_whoever_repairs_the_tail_is_found_by_the_seal(tmp_path: Path) -> None:
    """A digest can be made by anybody, a tag by who has the key: pieces changed, moved, cut off."""
    path = tmp_path / "one"
    whole = write(path, seeded().randbytes(3 * PIECE - 5))
    head, sealed = len(MAGIC) + 7 + 40, PIECE + 16
    pieces = [whole[head : head + sealed], whole[head + sealed : head + 2 * sealed]]
    rest = whole[head + 2 * sealed : -DIGEST]
    changed = bytes([pieces[0][0] ^ 1]) + pieces[0][1:]
    for forged in ([changed, pieces[1], rest], [pieces[1], pieces[0], rest], pieces, [pieces[0]]):
        path.write_bytes(whole[:head] + b"".join(forged) + bytes(DIGEST))
        with pytest.raises(BackupRefused, match="changed after it was sealed"):
            body(path)


@pytest.mark.parametrize("content", [b"", b"no backup", b"x" * 5000])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """By a sentence, whatever its length."""
    path = tmp_path / "one"
    path.write_bytes(content)
    with pytest.raises(BackupRefused, match="no backup of this service"):
        require_whole(path)
    with pytest.raises(BackupRefused, match="no backup of this service"):
        body(path)

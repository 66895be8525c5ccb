"""A file of a bank as it is opened for editing: its fields, and the digest of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.files import MAX_BYTES, read_bytes, text_of
from quizzes.notation import Value, read
from quizzes.problem import Fault

if TYPE_CHECKING:
    from pathlib import Path

Fields = dict[str, Value]

_REPAIRED_BY_SAVING = frozenset({"decimal-unquoted", "text-after-hash"})


@dataclass(frozen=True)
class Opened:
    """What a file says, and the SHA-256 of its bytes by which it is known again."""

    digest: str
    text: str
    fields: Fields


def open_file(path: Path, folder: Path) -> Opened | Fault:
    """Return a bank's file as it is now, or why no form can show it."""
    data = read_bytes(path, folder, MAX_BYTES)
    if isinstance(data, Fault):
        return data
    text = text_of(data)
    if isinstance(text, Fault):
        return text
    sheet = read(text)
    broken = next((one for one in sheet.faults if one.rule not in _REPAIRED_BY_SAVING), None)
    if broken is not None:
        return broken
    if not isinstance(sheet.value, dict):
        return Fault("empty-file", "The file holds no fields.", "Restore it from a copy.")
    return Opened(digest_of(data), text, sheet.value)


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()

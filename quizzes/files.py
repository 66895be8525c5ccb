"""Bank files as text: what may be opened, and what must be no part of it."""

from __future__ import annotations

import re
import stat
import unicodedata
from typing import TYPE_CHECKING

from quizzes.problem import Fault

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1_000_000

# Controls other than tab and line ends, line separators that editors count differently, and marks
# that turn the direction of text so that it reads otherwise than it is.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def read_text(path: Path, root: Path) -> str | Fault:
    """Return the text of a file inside the folder `root`, or why it cannot be used."""
    data = read_bytes(path, root, MAX_BYTES)
    return data if isinstance(data, Fault) else text_of(data)


def text_of(data: bytes) -> str | Fault:
    """Return the text that a file's bytes are, or why they are none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "The file is not UTF-8 text."
        return Fault("not-utf-8", message, "Save it with the encoding UTF-8.", line=line)
    if found := INVISIBLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"There is an invisible character here (U+{ord(found[0]):04X})."
        fix = "Delete it and type the text anew."
        return Fault("invisible-character", message, fix, line=line)
    return unicodedata.normalize("NFC", text)


def read_bytes(path: Path, root: Path, limit: int) -> bytes | Fault:
    """Return the bytes of a plain file inside `root`, or why it cannot be used."""
    try:
        if fault := _not_plain(path, root):
            return fault
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        return Fault("file-missing", "The file does not exist.", "Add it to the folder.")
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        return Fault("file-unreadable", message, "Check the permissions of the file.")
    if len(data) > limit:
        message = f"The file is larger than {limit // 1_000} kB."
        return Fault("file-too-large", message, "Make it smaller or split it.")
    return data


def _not_plain(path: Path, root: Path) -> Fault | None:
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode) and _is_inside(path, root):
        return None
    message = "This is a link, a folder or a file outside the bank, and not a plain file of it."
    return Fault("not-a-plain-file", message, "Put a copy of the file itself here.")


def _is_inside(path: Path, root: Path) -> bool:
    """Whether a file that is no link lies in a folder, whatever links lead there."""
    folder = path.parent
    # Nearly all lie in it or in a folder of it: to follow every step of the way costs more.
    if folder == root:
        return True
    if folder.parent == root and folder.name != ".." and stat.S_ISDIR(folder.lstat().st_mode):
        return True
    return path.resolve().is_relative_to(root.resolve())

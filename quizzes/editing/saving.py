"""Saving a file over what was opened, whole or not at all; what came between is given back."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from quizzes.editing.lock import locked
from quizzes.editing.opened import Opened, digest_of, open_file
from quizzes.notation import read
from quizzes.problem import Fault
from quizzes.writing import changed_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quizzes.editing.opened import Fields
    from quizzes.notation import Value


class Clash(NamedTuple):
    """Somebody else saved meanwhile: nothing was written. None: the file is gone."""

    theirs: Opened | None


class NotKeptError(Exception):
    """The text of a file would not read back as the fields it was made of: nothing is written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} would not say what the form says; it was left as it was.")


def save(path: Path, folder: Path, fields: Fields, seen: str) -> Opened | Clash:
    """Write the fields of a file that was opened with the digest `seen`; comments and order stay.

    Raises:
        OSError: the disk is full, or the folder cannot be written; the file is as before.
    """
    try:
        with locked(path) as data:
            if digest_of(data) != seen:
                return Clash(_opened(path, folder))
            text = changed_text(data.decode("utf-8-sig"), fields)
            _require_kept(path, text, fields)
            _replace(path, text.encode())
    except FileNotFoundError:
        return Clash(None)
    return Opened(digest_of(text.encode()), text, fields)


def set_status(path: Path, folder: Path, status: str, still: Callable[[Fields], bool]) -> bool:
    """Write another status into a file that is still as it was judged; False: it was left alone.

    Whoever saves meanwhile waits. `still` says of the fields whether they are what was judged.
    """
    try:
        with locked(path):
            found = _opened(path, folder)
            if found is None or not still(found.fields):
                return False
            fields = {**found.fields, "status": status}
            text = changed_text(found.text, fields)
            _require_kept(path, text, fields)
            _replace(path, text.encode())
    except (OSError, NotKeptError):
        return False
    return True


def create(path: Path, folder: Path, fields: Fields, text: str) -> Opened | Clash:
    """Write a new file with the text of these fields, unless there is one of that name.

    Raises:
        OSError: the disk is full, or the folder cannot be written; there is no file then.
    """
    _require_kept(path, text, fields)
    path.parent.mkdir(exist_ok=True)
    beside = _beside(path, text.encode())
    try:
        os.link(beside, path)  # unlike a rename it refuses a name that is taken
    except FileExistsError:
        return Clash(_opened(path, folder))
    finally:
        beside.unlink()
    _settle(path)
    return Opened(digest_of(text.encode()), text, fields)


def create_bytes(path: Path, content: bytes) -> bool:
    """Write a new file of any kind; False where there is another one of that name.

    Raises:
        OSError: the disk is full, or the folder cannot be written; there is no file then.
    """
    path.parent.mkdir(exist_ok=True)
    beside = _beside(path, content)
    try:
        os.link(beside, path)
    except FileExistsError:
        return path.read_bytes() == content
    finally:
        beside.unlink()
    _settle(path)
    return True


def put_back(path: Path, written: str, before: bytes | None) -> None:
    """Put a file back as it was before it was saved with the digest `written`; None: no file.

    What somebody saved since then stays.
    """
    with suppress(FileNotFoundError), locked(path) as data:
        if digest_of(data) != written:
            return
        if before is None:
            path.unlink()
        else:
            _replace(path, before)


def _require_kept(path: Path, text: str, fields: Fields) -> None:
    sheet = read(text)
    broken = any(one.severity == "error" for one in sheet.faults)
    if broken or _stripped(sheet.value) != _stripped(fields):
        raise NotKeptError(path)


def _stripped(value: Value) -> Value:
    """Return a value without the blanks around its texts, which mean nothing."""
    if isinstance(value, dict):
        return {name: _stripped(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_stripped(one) for one in value)
    return value.strip() if isinstance(value, str) else value


def _opened(path: Path, folder: Path) -> Opened | None:
    found = open_file(path, folder)
    return None if isinstance(found, Fault) else found


def _replace(path: Path, content: bytes) -> None:
    beside = _beside(path, content)
    try:
        shutil.copymode(path, beside)
        beside.replace(path)
    except OSError:
        beside.unlink()
        raise
    _settle(path)


def _beside(path: Path, content: bytes) -> Path:
    """Write a file that no reader of a bank looks at, and wait until it is on disk."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _settle(path: Path) -> None:
    """Wait until the folder's own list of names is on disk."""
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

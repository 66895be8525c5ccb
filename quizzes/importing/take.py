"""Taking what a preview showed into its bank, all or nothing, with a receipt to take it back."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quizzes.bank import ACTIVITY
from quizzes.importing.skeleton import activity_text, slug_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from quizzes.importing.preview import Arrival, Preview

RECEIPT = ".last-import.json"
"""In the bank folder: what the last import wrote, and what stood there before."""


class StaleError(Exception):
    """The bank changed between the preview and the taking, or between that and the undoing."""

    def __init__(self, file: str, when: str) -> None:
        super().__init__(f"{file} was changed since {when}. Nothing was written.")


class NothingToUndoError(Exception):
    """No import is there to take back."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds no import that could be taken back.")


class _Written(NamedTuple):
    """A file of the receipt."""

    path: str
    before: str | None
    after: str


def take(seen: Preview, chosen: Collection[str] | None = None) -> tuple[Arrival, ...]:
    """Write the arrivals of a preview whose ids are chosen (None: all); return what was taken.

    Raises StaleError. Whatever goes wrong, the bank is left as it was.
    """
    taken = tuple(one for one in seen.arrivals if chosen is None or one.id in chosen)
    writing = [one for one in taken if one.text is not None]
    for one in writing:
        file = f"items/{one.id}.yaml"
        if _digest_of(seen.folder / file) != _digest(one.before):
            raise StaleError(file, "the preview")
    if writing:
        files = dict(_files(seen, writing))
        before = {f"items/{one.id}.yaml": one.before for one in writing}
        _write(seen.folder, files, before, f"{seen.file} ({seen.format})")
    return taken


def undo(folder: Path) -> tuple[str, ...]:
    """Take the last import back, exactly; return the files that were put back or removed.

    Raises NothingToUndoError, StaleError.
    """
    try:
        receipt = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NothingToUndoError(folder) from None
    files = [_Written(**one) for one in receipt["files"]]
    for one in files:
        now = _digest_of(folder / one.path)
        # A file that already is as before was never written: the import was interrupted.
        if now != one.after and now != _digest(one.before):
            raise StaleError(one.path, "the import")
    for one in files:
        _put_back(folder / one.path, one.before)
    (folder / RECEIPT).unlink()
    for path in (folder / "items", folder / "media", folder):
        if receipt["created"] and path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    return tuple(one.path for one in files)


def _files(seen: Preview, writing: list[Arrival]) -> Iterator[tuple[str, bytes]]:
    """Return every file that is written, by its path inside the bank folder."""
    used = {figure.file for one in writing for figure in one.item.media}
    yield from ((path, one) for path, one in seen.pictures.items() if path in used)
    for one in writing:
        yield f"items/{one.id}.yaml", (one.text or "").encode()
    if seen.begins:
        slug = slug_of(seen.folder.resolve().name)
        text = activity_text(slug, [one.id for one in writing])
        yield ACTIVITY, text.encode()


def _write(
    folder: Path, files: Mapping[str, bytes], before: Mapping[str, str | None], about: str
) -> None:
    created = not folder.exists()
    written = [
        _Written(path, before.get(path), hashlib.sha256(one).hexdigest())
        for path, one in files.items()
    ]
    receipt = {"import": about, "created": created, "files": [one._asdict() for one in written]}
    folder.parent.mkdir(parents=True, exist_ok=True)
    home = folder.parent if created else folder
    stage = Path(tempfile.mkdtemp(dir=home, prefix=".importing-"))
    try:
        for path, content in files.items():
            _put(stage / path, content)
        _put(stage / RECEIPT, json.dumps(receipt, ensure_ascii=False).encode())
        if created:
            (stage / "items").mkdir(exist_ok=True)
            stage.chmod(0o755)
            stage.replace(folder)
        else:
            _move(stage, folder, written)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _move(stage: Path, folder: Path, written: list[_Written]) -> None:
    """Move prepared files into the bank; if one cannot be moved, put the others back."""
    earlier = _text_of(folder / RECEIPT)
    # The receipt goes first: an import that is cut off by a power failure can still be undone.
    (stage / RECEIPT).replace(folder / RECEIPT)
    done: list[_Written] = []
    try:
        for one in written:
            target = folder / one.path
            target.parent.mkdir(exist_ok=True)
            if one.before is None:
                _refuse_existing(target, one.path)
            (stage / one.path).replace(target)
            done.append(one)
    except BaseException:
        for one in done:
            _put_back(folder / one.path, one.before)
        _put_back(folder / RECEIPT, earlier)
        raise


def _refuse_existing(target: Path, path: str) -> None:
    if target.exists():
        raise StaleError(path, "the preview")


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_back(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
        return
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text.encode())
    beside.replace(path)


def _text_of(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None


def _digest_of(path: Path) -> str | None:
    try:
        return _digest(path.read_bytes())
    except FileNotFoundError:
        return None


def _digest(content: bytes | str | None) -> str | None:
    data = content.encode() if isinstance(content, str) else content
    return None if data is None else hashlib.sha256(data).hexdigest()

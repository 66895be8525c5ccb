"""Taking what a preview showed into its bank, all or nothing, with a receipt to take it back.

Each file is held by its own lock while it is compared and replaced, as a form that saves does.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quizzes.bank import ACTIVITY
from quizzes.editing.lock import locked
from quizzes.importing.skeleton import activity_text, slug_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

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


class _Step(NamedTuple):
    """A file to be put in the place of another; `new` is where it is prepared, None: no file."""

    path: str
    new: Path | None
    over: frozenset[str | None]  # digests of what may stand there, None: no file


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
    stage = Path(tempfile.mkdtemp(dir=folder, prefix=".importing-"))
    try:
        _replace_all(folder, [_back(stage, one) for one in files], "the import")
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    (folder / RECEIPT).unlink()
    for path in (folder / "items", folder / "media", folder):
        if receipt["created"] and path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    return tuple(one.path for one in files)


class Kept:
    """What an import or its undoing touches in a bank, to put it back if it is not to stand."""

    def __init__(self, folder: Path, paths: Iterable[str]) -> None:
        """Keep the receipt and these files as they are now, also where there are none."""
        self._folder, self._new = folder, not folder.exists()
        self._names = (*paths, RECEIPT)
        self._files = self.now()

    def now(self) -> dict[str, bytes | None]:
        """Return them as they are now."""
        return {one: _bytes_of(self._folder / one) for one in self._names}

    def put_back(self, written: Mapping[str, bytes | None]) -> None:
        """Put those back that are still as they were written: others' work stays."""
        if self._new:
            shutil.rmtree(self._folder, ignore_errors=True)
            return
        now = self.now()
        for name, content in self._files.items():
            if now[name] != written[name]:
                continue
            (self._folder / name).parent.mkdir(parents=True, exist_ok=True)
            _put_back(self._folder / name, content)


def written(folder: Path) -> tuple[str, ...]:
    """Return the files that the last import wrote, as its receipt says."""
    receipt = _bytes_of(folder / RECEIPT)
    return () if receipt is None else tuple(one["path"] for one in json.loads(receipt)["files"])


def _back(stage: Path, one: _Written) -> _Step:
    """Prepare what stood there before the import."""
    # A file that already is as before was never written: the import was interrupted.
    over = frozenset((one.after, _digest(one.before)))
    if one.before is None:
        return _Step(one.path, None, over)
    _put(stage / one.path, one.before.encode())
    return _Step(one.path, stage / one.path, over)


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
    """Move prepared files into the bank, all or none."""
    earlier = _text_of(folder / RECEIPT)
    # The receipt goes first: an import that is cut off by a power failure can still be undone.
    (stage / RECEIPT).replace(folder / RECEIPT)
    steps = [
        _Step(one.path, stage / one.path, frozenset((_digest(one.before),))) for one in written
    ]
    try:
        _replace_all(folder, steps, "the preview")
    except BaseException:
        _put_back(folder / RECEIPT, None if earlier is None else earlier.encode())
        raise


def _replace_all(folder: Path, steps: Sequence[_Step], when: str) -> None:
    """Put every file in its place; if one cannot be, put the others back.

    Raises StaleError: somebody wrote one of them since.
    """
    done: list[tuple[_Step, str | None, bytes | None]] = []
    try:
        for one in steps:
            new = _digest_of(one.new) if one.new is not None else None
            done.append((one, new, _replace(folder, one, when)))
    except BaseException:
        for one, new, before in reversed(done):
            with _held(folder / one.path) as now:
                if _digest(now) == new:  # nobody has gone on with it
                    _put_back(folder / one.path, before)
        raise


def _replace(folder: Path, one: _Step, when: str) -> bytes | None:
    """Put one file in its place, and return what stood there."""
    path = folder / one.path
    path.parent.mkdir(exist_ok=True)
    with _held(path) as before:
        if _digest(before) not in one.over:
            raise StaleError(one.path, when)
        if one.new is None:
            path.unlink(missing_ok=True)
        elif before is None:
            _create(path, one.new, one.path, when)
        else:
            one.new.replace(path)
        return before


def _create(path: Path, new: Path, file: str, when: str) -> None:
    try:
        path.hardlink_to(new)  # unlike a rename it refuses a name that is taken
    except FileExistsError:
        raise StaleError(file, when) from None


@contextmanager
def _held(path: Path) -> Iterator[bytes | None]:
    """Hold the lock of a file and give its bytes; None where there is no file."""
    with ExitStack() as stack:
        try:
            content = stack.enter_context(locked(path))
        except FileNotFoundError:
            content = None
        yield content


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
        return
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def _text_of(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None


def _digest_of(path: Path) -> str | None:
    return _digest(_bytes_of(path))


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(content: bytes | str | None) -> str | None:
    data = content.encode() if isinstance(content, str) else content
    return None if data is None else hashlib.sha256(data).hexdigest()

"""Back everything up into one file while the service runs: all tables of one moment, and the banks.

The same file restores into either database. What it holds stands in documents/backup/.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from documents.backup.members import ABOUT, Writer, as_json
from storage import log, migrate, whole
from storage.connect import make_folder
from workflows.act import act, view
from workflows.operations.version import version
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from settings import Settings
    from workflows.act import Act, Actor

ENDING = ".backup"
NAMES = f"service-*{ENDING}"


class NotBackedUp(Refused):
    """A backup that was not made; earlier ones stay as they are."""


@dataclass(frozen=True)
class Backup:
    """What was written."""

    file: Path
    bytes: int
    sealed: bool
    digest: str
    head: str
    made: datetime
    rows: int
    files: int  # of banks and evaluation forms


@dataclass(frozen=True)
class _Written:
    digest: str
    head: str
    rows: int
    files: int


def make(actor: Actor, folder: Path, *, keep: int | None = None) -> Backup:
    """Write a backup into `folder` under a name that says when; keep the newest `keep` of them.

    Raises:
        NotBackedUp: the database is damaged, or its tables are those of another version.
        OSError: the folder cannot be written to, or is full.
    """
    make_folder(folder)
    with view(actor, "backup.make") as a:
        path = _name(folder, a.at)
        with _whole_or_not(path) as out:
            written = _write(a, out)
        made = a.at
    backup = Backup(
        file=path,
        bytes=path.stat().st_size,
        sealed=actor.service.settings.keeping.backup_key is not None,
        digest=written.digest,
        head=written.head,
        made=made,
        rows=written.rows,
        files=written.files,
    )
    with act(actor, "backup.make") as a:
        a.data |= {
            "file": path.name, "bytes": backup.bytes, "sealed": backup.sealed,
            "digest": backup.digest, "head": backup.head, "rows": backup.rows,
        }  # fmt: skip
    if keep is not None:
        _let_go(folder, keep)
    return backup


def _name(folder: Path, at: datetime) -> Path:
    return folder / f"service-{at:%Y%m%dT%H%M%S%fZ}{ENDING}"


@contextmanager
def _whole_or_not(path: Path) -> Iterator[IO[bytes]]:
    """Give a file that has its name only once all of it is on the disk."""
    # Made for nobody's eyes but the service's own.
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            yield file.file
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """Bring the names of a folder's files to the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _write(a: Act, out: IO[bytes]) -> _Written:
    settings = a.actor.service.settings
    if not migrate.is_current(a.connection):
        raise NotBackedUp("The tables are not those of this version; `manage.py migrate` first.")
    whole.take_time(a.connection)
    try:
        whole.require_sound(a.connection)
    except whole.Damaged as damaged:
        message = f"SQLite says that its file is damaged: {damaged}. No backup was made of it."
        raise NotBackedUp(message) from None
    writer = Writer(out, settings.keeping.backup_key)
    head = log.head(a.connection)
    writer.add(ABOUT, as_json(_about(a, head)))
    rows = _add_tables(a, writer)
    files = _add_files(settings, writer)
    digest = writer.finish(rows=rows, head=head)
    return _Written(digest, head, sum(rows.values()), files)


def _about(a: Act, head: str) -> dict[str, object]:
    return {
        "service": version(),
        "revision": migrate.revision_of(a.connection),
        "database": a.connection.dialect.name,
        "at": a.at.isoformat(),
        "head": head,
        "columns": {one.name: list(whole.columns_of(one).items()) for one in whole.kept()},
    }


def _add_tables(a: Act, writer: Writer) -> dict[str, int]:
    rows = {}
    for one in whole.kept():
        rows[one.name] = 0
        for number, (many, part) in enumerate(whole.parts(a.connection, one), start=1):
            writer.add(f"tables/{one.name}/{number:06}", part)
            rows[one.name] += many
    return rows


def _add_files(settings: Settings, writer: Writer) -> int:
    """Write the banks and the evaluation forms; authors' saves replace whole files."""
    files = 0
    for name, root in (("banks", settings.banks), ("forms", settings.forms)):
        for path in _files(root):
            writer.add(f"{name}/{path.relative_to(root).as_posix()}", path.read_bytes())
            files += 1
    return files


def _files(root: Path) -> Iterator[Path]:
    """Yield the files below a folder: no links, and nothing hidden, such as a repository."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path


def _let_go(folder: Path, keep: int) -> None:
    """Delete all but the newest; their names sort by when they were made."""
    for path in sorted(folder.glob(NAMES))[:-keep]:
        path.unlink()

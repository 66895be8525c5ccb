"""Restore a backup into an empty database, and prove that it is what was backed up."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from documents.backup.envelope import BackupRefused
from documents.backup.members import opened
from storage import log, migrate, triggers, whole
from storage.connect import make_folder, make_place, writing
from workflows.act import act
from workflows.operations.doctor import Examined, doctor
from workflows.people.session import system
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from documents.backup.members import Reader
    from workflows.service import Service

ROOTS = ("banks", "forms")


class NotRestored(Refused):
    """A backup that was not restored; the database is as empty as before."""


@dataclass(frozen=True)
class Restored:
    """What is there now, and what its examination found."""

    head: str
    rows: int
    files: int
    examined: tuple[Examined, ...]


def restore(
    service: Service,
    file: Path,
    places: Mapping[str, Path | None],
    begins: Callable[[str], object] = lambda _name: None,
) -> Restored:
    """Restore `file` into the service's database, and its folders `banks` and `forms` to `places`.

    Whoever was signed in signs in anew. `begins` hears what is being done.

    Raises:
        NotRestored: a damaged or foreign backup, another key, a newer version, or no empty place.
    """
    _require_free(places)
    staged = {name: _staged(place) for name, place in places.items() if place is not None}
    for one in staged.values():
        shutil.rmtree(one, ignore_errors=True)  # of a restore that was stopped
    begins("backup")
    try:
        with opened(file, service.settings.keeping.backup_key) as backup:
            make_place(service.engine)
            with writing(service.engine) as connection:
                _fill(connection, backup, staged, begins)
        files = sum(_put(staged[name], place) for name, place in places.items() if place)
    except BackupRefused as refused:
        raise NotRestored(str(refused)) from None
    finally:
        for one in staged.values():
            shutil.rmtree(one, ignore_errors=True)
    actor = system(service)
    examined = doctor(actor, begins)
    with act(actor, "backup.restore") as a:
        a.data |= {"digest": backup.digest, "head": backup.manifest["head"]}
    return Restored(backup.manifest["head"], sum(backup.manifest["rows"].values()), files, examined)


def _require_free(places: Mapping[str, Path | None]) -> None:
    for place in places.values():
        if place is not None and place.exists() and any(place.iterdir()):
            message = f"{place} is not empty. Name a folder that is, or that is not there yet."
            raise NotRestored(message)


def _staged(place: Path) -> Path:
    return place.with_name(f".{place.name}.part")


def _fill(
    connection: Connection,
    backup: Reader,
    staged: Mapping[str, Path],
    begins: Callable[[str], object],
) -> None:
    """Bring in every row, all or none: what fails here leaves the database empty."""
    if whole.has_tables(connection):
        raise NotRestored("The database holds tables already. Name an empty one.")
    revision = str(backup.about.get("revision"))
    if revision not in migrate.revisions(connection):
        message = (
            f"This backup is of version {backup.about.get('service')} with tables of revision"
            f" {revision}, which this version does not know. Update the service first."
        )
        raise NotRestored(message)
    whole.take_time(connection)
    migrate.upgrade(connection, revision)
    rows = _members(connection, backup, staged, begins)
    if rows != Counter(backup.manifest.get("rows")):
        raise NotRestored("The backup does not hold all rows that it tells of. Take another one.")
    begins("triggers")
    migrate.upgrade(connection, "head")
    whole.count_on(connection)
    triggers.lay(connection)
    if log.head(connection) != backup.manifest.get("head"):
        raise NotRestored("The log does not end as it did in the backup. Take another one.")


def _members(
    connection: Connection,
    backup: Reader,
    staged: Mapping[str, Path],
    begins: Callable[[str], object],
) -> Counter[str]:
    rows: Counter[str] = Counter()
    tables = whole.fillable(connection) & set(backup.about.get("columns", {}))
    for name, content in backup.members():
        root, _, rest = name.partition("/")
        if root == "tables":
            table = rest.partition("/")[0]
            if table not in tables:
                raise NotRestored("The backup holds rows that none of ours does. Take another one.")
            if table not in rows:
                begins(table)
            rows[table] += whole.put(connection, table, _columns(backup.about, table), content)
        elif root in staged:
            _write(staged[root], rest, content)
    return rows


def _columns(about: Mapping[str, Any], table: str) -> dict[str, str]:
    return dict(about["columns"][table])


def _write(folder: Path, name: str, content: bytes) -> None:
    """Write one file below a folder, and never beside it."""
    relative = PurePosixPath(name)
    if not relative.parts or relative.is_absolute() or ".." in relative.parts or "\\" in name:
        raise NotRestored("The backup names a file outside of its folder. Take another one.")
    path = folder / relative
    make_folder(path.parent)
    path.write_bytes(content)


def _put(staged: Path, place: Path) -> int:
    """Move what was staged to its place, and return how many files it is."""
    if not staged.exists():
        return 0
    if place.exists():
        place.rmdir()  # it is empty
    staged.replace(place)
    return sum(path.is_file() for path in place.rglob("*"))

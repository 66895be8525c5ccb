"""What the records need around the database: a backup of last night, and room on the disks."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from storage import log
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Act
    from workflows.operations.finding import Findings
    from workflows.service import Service

OLDEST = timedelta(hours=36)  # a night was left out
LEAST = 500_000_000  # bytes: SQLite's write-ahead log alone can take some hundred


def backup(a: Act) -> Findings:
    """There is a backup of last night; a demonstration without a folder needs none."""
    settings = a.actor.service.settings
    if settings.demo and settings.keeping.backups is None:
        return
    last = log.last_of(a.connection, "backup.make")
    repair = "Run `python manage.py backup`; set BACKUPS, and see on Service why the job fails."
    if last is None:
        yield Finding("There never was a backup.", "backup.make in the log", repair)
    elif a.at - last.at > OLDEST:
        yield Finding(f"The last backup is of {last.at:%Y-%m-%d}.", f"line {last.seq}", repair)


def space(a: Act) -> Findings:
    """There is room on each disk that the service writes to."""
    for name, free in free_space(a.actor.service).items():
        if free < LEAST:
            what = f"Only {free // 1_000_000} MB are free for the {name}."
            yield Finding(what, name, "Make room, or move it to a larger disk.")


def free_space(service: Service) -> dict[str, int]:
    """Return the free bytes where the service writes, by what it writes there."""
    return {name: shutil.disk_usage(_nearest(path)).free for name, path in _places(service)}


def _places(service: Service) -> Iterator[tuple[str, Path]]:
    if service.engine.dialect.name == "sqlite" and service.engine.url.database:
        yield "database", Path(service.engine.url.database)
    keeping = service.settings.keeping
    if keeping.backups is not None:
        yield "backups", keeping.backups
    if keeping.anchors is not None:
        yield "anchors", keeping.anchors


def _nearest(path: Path) -> Path:
    """Return the folder that is there already, of those above a place."""
    return next(one for one in (path, *path.resolve().parents) if one.exists())

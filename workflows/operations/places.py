"""What the records need around the database: a backup of last night, and room on the disks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from storage import log
from storage.space import file_of, free
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
    for name, left in free_space(a.actor.service).items():
        if left < LEAST:
            what = f"Only {left // 1_000_000} MB are free for the {name}."
            yield Finding(what, name, "Make room, or move it to a larger disk.")


def free_space(service: Service) -> dict[str, int]:
    """Return the free bytes where the service writes, by what it writes there."""
    return {name: free(path) for name, path in _places(service)}


def _places(service: Service) -> Iterator[tuple[str, Path]]:
    file = file_of(service.engine)
    if file is not None:
        yield "database", file
    keeping = service.settings.keeping
    if keeping.backups is not None:
        yield "backups", keeping.backups
    if keeping.anchors is not None:
        yield "anchors", keeping.anchors

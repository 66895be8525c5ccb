"""How much room is left where the database writes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

LEAST = 200 * 1024**2
"""Bytes that are kept for what is under way: some hundred thousand answers and their log."""


def file_of(engine: Engine) -> Path | None:
    """Return the file of a SQLite database.

    None for PostgreSQL: its disk is another machine's, and watched there.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(engine.url.database)


def free(path: Path) -> int:
    """Return the free bytes of the disk that a place is on, or will be once it is made."""
    there = next(one for one in (path, *path.resolve().parents) if one.exists())
    return shutil.disk_usage(there).free


def is_short(engine: Engine) -> bool:
    """Whether so little is left that nothing large should be begun."""
    file = file_of(engine)
    return file is not None and free(file) < LEAST

"""How much room is left where the database writes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

LEAST = 200 * 1024**2
"""Bytes that are kept for what is under way: some hundred thousand answers and their log."""


def free(engine: Engine) -> int | None:
    """Return the free bytes of the disk that a SQLite database lies on.

    None for PostgreSQL: its disk is another machine's, and watched there.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return shutil.disk_usage(Path(engine.url.database).resolve().parent).free


def is_short(engine: Engine) -> bool:
    """Whether so little is left that nothing large should be begun."""
    left = free(engine)
    return left is not None and left < LEAST

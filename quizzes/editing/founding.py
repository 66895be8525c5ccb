"""A new bank folder with all its files: there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def found(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Write a bank folder; False where something of that name is there already.

    Raises:
        OSError: the disk is full, or the folder cannot be written; there is no bank then.
    """
    # What begins with a dot is being prepared: no reader takes it for a bank.
    stage = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".founding-"))
    try:
        (stage / "items").mkdir()
        for name, content in files.items():
            _put(stage / name, content)
        stage.chmod(0o755)
        return _moved(stage, folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _moved(stage: Path, folder: Path) -> bool:
    if folder.exists():  # renaming would take the place of an empty folder
        return False
    try:
        stage.rename(folder)
    except OSError:
        if folder.exists():
            return False
        raise
    handle = os.open(folder.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return True


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

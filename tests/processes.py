"""A process that runs a module as `python -m` does: begun anew, or forked with all imported."""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.context import ForkServerProcess

    Words = tuple[str, ...]

ROOT = Path(__file__).parents[1]
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.imported"])


class Fresh:
    """A process that imports everything itself; what it says goes to the end of a file."""

    def __init__(self, words: Words, environment: Mapping[str, str], log: Path) -> None:
        with log.open("ab") as file:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *words], cwd=ROOT, env=environment, stdout=file, stderr=file
            )
        self.pid = self._process.pid

    def kill(self) -> None:
        """Kill it -9."""
        self._process.kill()

    def wait(self, seconds: float | None = None) -> int | None:
        """Return how it ended; nothing if it runs on after these seconds."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


class Fork:
    """The same as a fork of a process that has imported the service: that is most of a start."""

    def __init__(self, words: Words, environment: Mapping[str, str], log: Path) -> None:
        self._process: ForkServerProcess = _FORKS.Process(
            target=_run, args=(words, dict(environment), log), daemon=True
        )
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def kill(self) -> None:
        """Kill it -9."""
        self._process.kill()

    def wait(self, seconds: float | None = None) -> int | None:
        """Return how it ended; nothing if it runs on after these seconds."""
        self._process.join(seconds)
        return self._process.exitcode


def _run(words: Words, environment: dict[str, str], log: Path) -> None:
    # What was forked has the environment of whoever asked for the first one.
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    with log.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    sys.argv = list(words)
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)

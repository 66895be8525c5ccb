"""A Streamlit server in a process of its own, with its CPU clock."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import httpx
import psutil

if TYPE_CHECKING:
    from types import TracebackType

ROOT = Path(__file__).parents[1]
BARE = ("--global.developmentMode", "false", "--server.headless", "true")


class Served:
    """Start `script` on a free port; `cpu()` is the CPU it has used, in milliseconds."""

    def __init__(self, script: str, *options: str, cwd: Path = ROOT, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        began = time.perf_counter()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)),
                *("--server.address", "127.0.0.1", *BARE, *options),
            ],
            cwd=cwd,
            env={**os.environ, "PUBLIC_URL": self.address, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._clock = psutil.Process(self._process.pid)
        self._await_answer()
        self.start_seconds = time.perf_counter() - began

    def _await_answer(self) -> None:
        for _ in range(600):
            try:
                if httpx.get(f"{self.address}/", timeout=1).status_code < 500:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        message = "the server did not start"
        raise RuntimeError(message)

    def cpu(self) -> float:
        """Return user and system time so far, in milliseconds."""
        times = self._clock.cpu_times()
        return float(times.user + times.system) * 1000

    def __enter__(self) -> Self:
        """Give the running server."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        """Stop it."""
        self._process.kill()
        self._process.wait()

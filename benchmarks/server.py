"""Servers under measurement: Streamlit processes of their own, on free ports."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import httpx
import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
PATIENCE = 60.0  # seconds until a server that does not answer is given up


class NotStarted(RuntimeError):
    """A server that did not come up; the message is what it said."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    process: psutil.Process

    def cpu(self) -> float:
        """Return the milliseconds of CPU it used so far, its own and the kernel's for it.

        By its clock in Linux (CLOCK_PROCESS_CPUTIME_ID of another process, as clock_getcpuclockid
        makes it): cpu_times() goes by hundredths of a second, as long as several clicks.
        """
        return time.clock_gettime_ns((~self.process.pid << 3) | 2) / 1e6


@contextmanager
def service(database_url: str) -> Iterator[Server]:
    """Run the service itself."""
    with _running(
        ROOT / "streamlit_app.py",
        ROOT,
        {"DATABASE_URL": database_url, "APP_MODE": "demo"},
        "/healthz",
    ) as server:
        yield server


@contextmanager
def floor(*, tuned: bool) -> Iterator[Server]:
    """Run the floor page, as Streamlit comes or with the settings the service runs with."""
    settings = _runner() if tuned else {}
    page = HERE / ("floor_tuned.py" if tuned else "floor_page.py")
    # Away from the project: its config.toml must not reach the floor.
    with TemporaryDirectory() as empty, _running(page, Path(empty), settings, "/") as server:
        yield server


def _runner() -> dict[str, str]:
    """Return the service's settings of the script runner, as the environment spells them."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    names = {"postScriptGC": "POST_SCRIPT_GC", "fastReruns": "FAST_RERUNS"}
    return {
        f"STREAMLIT_RUNNER_{names[key]}": str(value).lower()
        for key, value in config["runner"].items()
        if key in names
    }


@contextmanager
def _running(script: Path, folder: Path, settings: Mapping[str, str], ask: str) -> Iterator[Server]:
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = {
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    for name, value in options.items():
        command += [f"--{name}", value]
    environment = {**os.environ, "PUBLIC_URL": url, **settings}
    with TemporaryDirectory() as place, (Path(place) / "said").open("w+b") as said:
        started = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            _wait(started, url + ask, Path(said.name))
            yield Server(url, psutil.Process(started.pid))
        finally:
            started.terminate()
            started.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(started: subprocess.Popen[bytes], url: str, said: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and started.poll() is None:
        try:
            if httpx.get(url).status_code < httpx.codes.BAD_REQUEST:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise NotStarted(said.read_text(errors="replace"))

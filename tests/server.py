"""The real server in a process of its own, on a free port, with a database that outlives it."""

from __future__ import annotations

import os
import shutil
import socket
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from settings import Settings
from storage.connect import connect
from tests.later import Ahead
from tests.people import token_of
from tests.processes import Fork, Fresh
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

TODAY = date(2026, 12, 1)
"""The day it is in every server, as in the other tests: no test knows what day it really is."""
PATIENCE = 180  # seconds for a start on a busy machine
PAUSE = 0.1  # seconds between two questions whether it answers


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_well(port: int, seconds: float) -> bool:
    """Whether the service on a port says so within these seconds."""
    asked = HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        asked.close()


class Server:
    """A server that can be stopped and started again on the same port."""

    _door: tuple[str, ...] = ("streamlit", "run", "streamlit_app.py")
    _kind: type[Fork | Fresh] = Fork

    def __init__(self, database: Path | str) -> None:
        """Take the file of a SQLite database, or the address of another one."""
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.url = database if isinstance(database, str) else f"sqlite:///{database}"
        # What the server says; of a database without a file nobody keeps it.
        named = isinstance(database, str)
        self.log = Path(os.devnull) if named else Path(database).with_suffix(".log")
        self.engine: Engine = connect(self.url)
        # Not once for all: midnight may come between two servers of one run.
        self._clock_days = (TODAY - datetime.now(UTC).date()).days
        settings = Settings(database_url=self.url, clock_days=self._clock_days)
        self.service = Service(self.engine, settings, settings.now)
        self._process: Fork | Fresh | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        environment = {
            **os.environ,
            "APP_MODE": "demo",
            "DATABASE_URL": self.url,
            "PUBLIC_URL": self.address,
            "CLOCK_DAYS": str(self._clock_days),
        }
        words = (*self._door, "--server.port", str(self.port))
        self._process = self._kind(words, environment, self.log)
        deadline = time.monotonic() + PATIENCE
        while not is_well(self.port, seconds=1):
            assert time.monotonic() < deadline, "the server did not start"
            # Asked without a pause, it would get half of the processor to start with.
            ended = self._process.wait(PAUSE)
            assert ended is None, f"the server ended with {ended} while starting"

    @property
    def megabytes(self) -> int:
        """The memory it holds now; 0 where the system does not say."""
        status = Path(f"/proc/{self._process.pid}/status") if self._process else None
        if status is None or not status.exists():
            return 0
        held = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
        return int(held.split()[1]) // 1024

    @property
    def runs(self) -> bool:
        """Whether it was started and not stopped."""
        return self._process is not None

    def stop(self) -> None:
        """Kill it, as a power cut or a deployment would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def token(self, who: str) -> str:
        """Sign a named person in and return what their browser holds."""
        return token_of(self.service, who)


AnyServer = TypeVar("AnyServer", bound=Server)


@contextmanager
def running(made: AnyServer, database: Path, **environment: str) -> Iterator[AnyServer]:
    """Let a server run on a copy of a database until the end."""
    shutil.copy(database, str(made.engine.url.database))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        made.start()
    try:
        yield made
    finally:
        made.stop()
        made.engine.dispose()


class PatientServer(Server):
    """A server for which a test lets time pass: `server.ahead.rest(minutes=20)`."""

    def __init__(self, database: Path) -> None:
        super().__init__(database)
        file = database.with_suffix(".ahead")
        file.write_text("0", encoding="ascii")
        self.ahead = Ahead(file)
        now = partial(self.ahead.now, self.service.settings)
        self.service = replace(self.service, now=now)
        self._kind = Fresh  # its clock has to be there before Streamlit looks at any
        self._door = ("tests.later", str(file), "run", "streamlit_app.py")

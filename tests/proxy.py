"""The nginx of deploy/ on this machine: the very files, with names and ports of its own."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.processes import ROOT
from tests.server import PATIENCE, PAUSE, free_port

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
REPLICAS = ("8501", "8502", "8503")
DESK = "8500"


class Proxy:
    """One nginx before three replicas and the desk, by their ports."""

    def __init__(self, folder: Path, replicas: Sequence[int], desk: int) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port, self.plain = free_port(), free_port()
        self.address = f"https://localhost:{self.port}"
        _certificate(folder)
        self.trusts = ssl.create_default_context(cafile=folder / "fullchain.pem")
        ports = dict(zip((*REPLICAS, DESK), map(str, (*replicas, desk)), strict=True))
        nodes = {f"127.0.0.1:{old}": f"127.0.0.1:{new}" for old, new in ports.items()}
        own = "".join(f"{one}_temp_path {folder / one};\n" for one in TEMPORARY)
        self._write("replicas.conf", nodes, own)
        self._write("nginx.conf", {
            "user nginx;": "daemon off;",
            "/run/nginx.pid": str(folder / "nginx.pid"),
            "/dev/stderr": str(folder / "error.log"),
            "/etc/nginx/tls": str(folder),
            "learn.example.edu": "localhost",
            "listen 443": f"listen 127.0.0.1:{self.port}",
            "listen 80": f"listen 127.0.0.1:{self.plain}",
        })  # fmt: skip
        (folder / "mime.types").write_text("types { text/html html; }\n", encoding="ascii")

    def _write(self, name: str, changes: dict[str, str], more: str = "") -> None:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, f"{name} has no {old}"
            text = text.replace(old, new)
        (self._folder / name).write_text(text + more, encoding="utf-8")

    def start(self) -> None:
        """Start it and wait until it listens."""
        assert NGINX is not None
        self._process = subprocess.Popen([NGINX, "-c", str(self._folder / "nginx.conf")])
        deadline = time.monotonic() + PATIENCE
        while not _listens(self.port):
            assert self._process.poll() is None, "nginx ended while starting"
            assert time.monotonic() < deadline, "nginx did not start"
            time.sleep(PAUSE)

    def stop(self) -> None:
        """Stop it and whatever it has open."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _certificate(folder: Path) -> None:
    """Write a key and a certificate of localhost that trusts itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )

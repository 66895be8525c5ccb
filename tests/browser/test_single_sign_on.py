"""Signing in at an identity provider in a real browser, which minds cookies, sites and policies."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import expect

from tests.mock_provider import mock_provider
from tests.provider import app_of
from tests.sign_on import at_provider

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from workflows.service import Service

pytestmark = pytest.mark.browser


@pytest.fixture
def home(sqlite_service: Service, tmp_path: Path) -> Iterator[str]:
    """The addresses of signing in behind TLS, at another site than the provider."""
    with mock_provider() as issuer, socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()  # who comes before the server has begun waits here
        address = f"https://127.0.0.1:{door.getsockname()[1]}"
        now = replace(sqlite_service, now=lambda: datetime.now(UTC))
        app = app_of(at_provider(now, issuer, address))
        file = str(_certificate(tmp_path / "tls.pem"))
        config = uvicorn.Config(app, ssl_certfile=file, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([door],))
        thread.start()
        yield address
        server.should_exit = True
        thread.join()


def _certificate(path: Path) -> Path:
    """Write a certificate of this machine's own, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, form, serialization.NoEncryption())
    path.write_bytes(secret + made.public_bytes(pem))
    return path


def test_there_and_back_and_out_again(chromium: Browser, home: str) -> None:
    """The form leads to the other site, the cookie comes back from there, and both sessions end."""
    context = chromium.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.goto(f"{home}/inside")
    page.get_by_role("button", name="Sign in with Example University").click()
    page.get_by_role("button", name="nora-1").click()
    expect(page.locator("body")).to_have_text("You are in.")
    assert page.url == f"{home}/inside"
    kept = {one["name"]: one for one in context.cookies(home)}
    assert set(kept) == {"__Host-session"}
    assert kept["__Host-session"]["httpOnly"]
    page.goto(f"{home}/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button").first.click()  # the provider asks, too
    expect(page.get_by_role("button", name="Sign in with Example University")).to_be_visible()
    assert page.url == f"{home}/sign-in"
    page.goto(f"{home}/inside")
    assert page.url == f"{home}/sign-in?next=%2Finside"
    context.close()

"""What production must not be served with, or without."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from settings.keys import require_signer
from settings.refused import SettingsRefused
from settings.secret import is_weak

if TYPE_CHECKING:
    from settings import Settings

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def require_safe(chosen: Settings, address: str | None) -> None:
    """Refuse to serve what is not safe at `address`, or what nobody could sign in to.

    Raises:
        SettingsRefused: by its sentence.
    """
    if chosen.demo and address not in LOOPBACK:
        message = (
            f"In demonstration mode anyone signs in as anyone, so it may listen on 127.0.0.1 only,"
            f" not on {address}. Set server.address, or APP_MODE=production."
        )
        raise SettingsRefused(message)
    if not chosen.demo and not chosen.secure:
        message = (
            f"PUBLIC_URL is {chosen.public_url}; production needs the https address that"
            " browsers use, so that session cookies are never sent in the clear."
        )
        raise SettingsRefused(message)
    if not chosen.demo and _has_weak_password(chosen.database_url):
        message = (
            "DATABASE_URL holds a password that anybody would try first; give its role one that was"
            " made by chance, or let PostgreSQL know it by peer or certificate."
        )
        raise SettingsRefused(message)
    if not chosen.demo and chosen.sign_on is None and not chosen.local_accounts:
        message = (
            "Nobody could sign in: production needs an identity provider. Set OIDC_ISSUER,"
            " OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or LOCAL_ACCOUNTS=yes, as docs/operator.md"
            " says."
        )
        raise SettingsRefused(message)
    if chosen.paper_key is not None:
        require_signer(chosen.paper_key, chosen.now())


def _has_weak_password(database_url: str) -> bool:
    """Whether the database asks for a password that is none; it may ask for none at all."""
    if database_url.startswith("sqlite"):
        return False
    parts = urlsplit(database_url)
    return bool(parts.password) and is_weak(unquote(parts.password or ""), parts.username or "")

"""The key that badges are signed with: an RSA key in a file of its own, opened once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

LEAST = 2048  # bits (RFC 7518, 3.3)
MAKE = "Make one with: openssl genrsa -out badge.pem 3072"


class BadgeKeyRefused(Exception):
    """A key that no badge can be signed with; the message says which and what to do."""


@dataclass(frozen=True)
class BadgeKey:
    """A key that was opened: its name, by its thumbprint (RFC 7638), and what everybody may see."""

    name: str
    public: dict[str, Any]  # as a JSON Web Key (RFC 7517)
    made: Any = field(repr=False)  # joserfc's own, which is not imported before it is needed


@cache
def opened(file: Path) -> BadgeKey:
    """Open a key, once in a process.

    Raises:
        BadgeKeyRefused: by its sentence, which holds nothing of the key.
    """
    # Only who signs pays for what it takes: every command reads the settings.
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        load_pem_private_key,
    )
    from joserfc.jwk import RSAKey  # noqa: PLC0415

    try:
        private = load_pem_private_key(file.read_bytes(), None)
    except OSError:
        message = f"{file} cannot be read; let the service's user read it."
        raise BadgeKeyRefused(message) from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, RSAPrivateKey):
        message = f"{file} is no RSA private key in PEM without a password. {MAKE}"
        raise BadgeKeyRefused(message)
    if private.key_size < LEAST:
        message = f"{file} is a key of {private.key_size} bits, which is too short. {MAKE}"
        raise BadgeKeyRefused(message)
    made = RSAKey.import_key(private)
    public = {name: made.as_dict()[name] for name in ("kty", "n", "e")}
    return BadgeKey(made.thumbprint(), public, made)

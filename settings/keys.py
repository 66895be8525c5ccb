"""The keys that sign papers and badges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from documents.badge_key import BadgeKeyRefused
from documents.badge_key import opened as opened_badge_key
from documents.signature import Key, KeyRefused, opened
from settings.refused import SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def read_paper_key(mode: str, environment: Mapping[str, str]) -> Key | None:
    """Read where the key that signs papers lies; it is opened by whoever signs."""
    file = environment.get("CERTIFICATE_KEY", "")
    password_file = environment.get("CERTIFICATE_KEY_PASSWORD_FILE", "")
    if not file and not password_file:
        return None
    if mode == "demo":
        message = (
            "CERTIFICATE_KEY is for production: what a demonstration prints is not for credit, and"
            " is never signed. Leave it out, or set APP_MODE=production."
        )
        raise SettingsRefused(message)
    if not file or not password_file:
        message = (
            "CERTIFICATE_KEY and CERTIFICATE_KEY_PASSWORD_FILE go together: the PKCS#12 file and"
            " the file that holds its password. Set both, or leave both out."
        )
        raise SettingsRefused(message)
    try:
        password = Path(password_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        message = "CERTIFICATE_KEY_PASSWORD_FILE cannot be read; let the service's user read it."
        raise SettingsRefused(message) from None
    return Key(Path(file), password)


def read_badge_key(file: str) -> Path | None:
    """Read where the key that signs badges lies, which is opened at once."""
    if not file:
        return None
    try:
        opened_badge_key(Path(file))
    except BadgeKeyRefused as refused:
        message = f"BADGE_KEY_FILE cannot be used. {refused}"
        raise SettingsRefused(message) from None
    return Path(file)


def require_signer(key: Key, at: datetime) -> None:
    """Refuse to start with a key that signs nothing."""
    try:
        signer = opened(key)
    except KeyRefused as refused:
        message = f"CERTIFICATE_KEY cannot be used. {refused}"
        raise SettingsRefused(message) from None
    if not signer.is_valid(at):
        message = (
            f"CERTIFICATE_KEY is of a certificate that is valid from {signer.begins:%Y-%m-%d} to"
            f" {signer.ends:%Y-%m-%d}, and not today. Put one in its place that is, or leave"
            " CERTIFICATE_KEY out: papers are made without a signature then."
        )
        raise SettingsRefused(message)

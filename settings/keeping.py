"""What is kept outside the database: backups and anchors; and what a monitor may ask."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from settings.refused import SettingsRefused
from settings.secret import SHORTEST_SECRET

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_BYTES = 32
TOKEN = re.compile(r"[!-~]+")
COUNT = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True)
class Keeping:
    """What is kept outside the database, and what a monitor may ask."""

    backups: Path | None = None  # the folder of the nightly backups; None: none are made
    backup_key: bytes | None = field(default=None, repr=False)  # seals them
    backups_kept: int = 14
    anchors: Path | None = None  # the folder that heads of the log are written to, day by day
    metrics_token: str | None = field(default=None, repr=False)  # None: from this machine only


def read_keeping(environment: Mapping[str, str]) -> Keeping:
    """Read where backups and anchors go; keys and tokens stay out of every sentence."""
    plain = Keeping()
    kept = environment.get("BACKUPS_KEPT", str(plain.backups_kept))
    if not COUNT.fullmatch(kept):
        message = f'BACKUPS_KEPT is "{kept}"; set it to how many backups stay, like 14.'
        raise SettingsRefused(message)
    return Keeping(
        backups=_folder(environment.get("BACKUPS", "")),
        backup_key=_backup_key(environment.get("BACKUP_KEY_FILE", "")),
        backups_kept=int(kept),
        anchors=_folder(environment.get("ANCHORS", "")),
        metrics_token=_metrics_token(environment.get("METRICS_TOKEN_FILE", "")),
    )


def _folder(text: str) -> Path | None:
    return Path(text).resolve() if text else None


def _backup_key(file: str) -> bytes | None:
    """Read the key of backups: 32 random bytes in base64, on one line."""
    if not file:
        return None
    try:
        key = b64decode(Path(file).read_text(encoding="ascii").strip(), validate=True)
    except (OSError, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        message = (
            "BACKUP_KEY_FILE names no file with a key that can be read. Make one with"
            " `openssl rand -base64 32`, and keep a copy where the backups are not."
        )
        raise SettingsRefused(message)
    return key


def _metrics_token(file: str) -> str | None:
    if not file:
        return None
    try:
        token = Path(file).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        token = ""
    if len(token) < SHORTEST_SECRET or not TOKEN.fullmatch(token):
        message = (
            f"METRICS_TOKEN_FILE names no file with a token of {SHORTEST_SECRET} characters or"
            " more. Make one with `openssl rand -hex 32`."
        )
        raise SettingsRefused(message)
    return token

"""Where mail is handed in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from documents.address import is_address
from settings.refused import SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIL_SERVER = re.compile(r"smtps?://([^\s:@/]+:[^\s:@/]+@)?[A-Za-z0-9.-]+(:\d{1,5})?/?")
MAIL_PORTS = {"smtp": 587, "smtps": 465}
LAST_PORT = 65_535


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in; `implicit_tls`: encrypted from the first byte."""

    host: str
    port: int
    implicit_tls: bool
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def read_mail_server(environment: Mapping[str, str]) -> MailServer | None:
    """Read where mail is handed in; the values stay out of every sentence, one is a password."""
    url, sender = environment.get("SMTP_URL", ""), environment.get("MAIL_FROM", "")
    if not url and not sender:
        return None
    if not MAIL_SERVER.fullmatch(url):
        message = (
            "SMTP_URL is no address of a mail server; set it to smtp://host:587 or"
            " smtps://user:password@host:465 (signs like @ and : in the password as %40 and %3A),"
            " or leave SMTP_URL and MAIL_FROM out."
        )
        raise SettingsRefused(message)
    if not is_address(sender):
        message = "MAIL_FROM is no e-mail address; set it to the one that messages come from."
        raise SettingsRefused(message)
    parts = urlsplit(url)
    port = int(url.rstrip("/").rpartition(":")[2]) if _has_port(url) else MAIL_PORTS[parts.scheme]
    if not 0 < port <= LAST_PORT:
        message = f"SMTP_URL names port {port}; ports go from 1 to {LAST_PORT}."
        raise SettingsRefused(message)
    return MailServer(
        host=parts.hostname or "",
        port=port,
        implicit_tls=parts.scheme == "smtps",
        sender=sender,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _has_port(url: str) -> bool:
    return ":" in urlsplit(url).netloc.rpartition("@")[2]

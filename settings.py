"""What an operator may set: read once by the doors from the environment, then handed down."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from documents.address import is_address

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent
DATABASE = re.compile(r"sqlite:///\S.*|postgresql(\+psycopg)?://\S+")
MAIL_SERVER = re.compile(r"smtps?://([^\s:@/]+:[^\s:@/]+@)?[A-Za-z0-9.-]+(:\d{1,5})?/?")
MAIL_PORTS = {"smtp": 587, "smtps": 465}
LAST_PORT = 65_535
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?|https?://\[[0-9A-Fa-f:]+\](:\d{1,5})?")
PROVIDER_ID = re.compile(r"[0-9]{7}")
DOMAIN = re.compile(r"[A-Za-z0-9.-]{1,100}")
YEAR_DIGITS = 4
DAYS = re.compile(r"[+-]?[0-9]{1,4}")


class SettingsRefused(Exception):
    """A setting that must not be used; the message says which and what to do."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in; `implicit_tls`: encrypted from the first byte."""

    host: str
    port: int
    implicit_tls: bool
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Settings:
    """One running service's settings, with the values of the demonstration as defaults."""

    mode: str = "demo"
    database_url: str = f"sqlite:///{ROOT / 'data' / 'service.sqlite'}"
    public_url: str = "http://127.0.0.1:8501"
    banks: Path = ROOT / "quizzes" / "banks"
    forms: Path = ROOT / "quizzes" / "forms"
    mail_server: MailServer | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("America/Detroit"))
    learner_idle_hours: int = 12
    learner_days: int = 30
    staff_idle_minutes: int = 30
    staff_hours: int = 12
    provider_id: str = ""
    pars_domain: str = ""
    pars_birth_year: int = 1904
    clock_days: int = 0

    @property
    def demo(self) -> bool:
        """Whether anyone may sign in as a named demonstration person."""
        return self.mode == "demo"

    @property
    def secure(self) -> bool:
        """Whether browsers reach the service by https, so that cookies are Secure."""
        return self.public_url.startswith("https://")

    @property
    def mailbox(self) -> Path:
        """The folder that the demonstration's mail goes to, beside its database."""
        name, _, path = self.database_url.partition(":///")
        data = Path(path).parent if name == "sqlite" and path else ROOT / "data"
        return data / "mail"

    def now(self) -> datetime:
        """Return this moment; a demonstration's clock may be days ahead or behind."""
        return datetime.now(UTC) + timedelta(days=self.clock_days)

    @property
    def cookie(self) -> str:
        """The session cookie's name; the prefix binds it to the host wherever TLS allows."""
        return "__Host-session" if self.secure else "session"


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings named in `environment`.

    Raises:
        SettingsRefused: a value that is unknown or unsafe.
    """
    plain = Settings()
    mode = environment.get("APP_MODE", plain.mode)
    if mode not in {"demo", "production"}:
        message = f'APP_MODE is "{mode}"; set it to demo or production.'
        raise SettingsRefused(message)
    return Settings(
        mode=mode,
        database_url=_database(environment.get("DATABASE_URL", plain.database_url)),
        public_url=_address(environment.get("PUBLIC_URL", plain.public_url).rstrip("/")),
        banks=Path(environment.get("BANKS", plain.banks)),
        forms=Path(environment.get("FORMS", plain.forms)),
        mail_server=_mail_server(environment.get("SMTP_URL", ""), environment.get("MAIL_FROM", "")),
        provider_id=_matching(environment, "ACCME_PROVIDER_ID", PROVIDER_ID, "seven digits"),
        pars_domain=_matching(
            environment, "PARS_DOMAIN", DOMAIN, "the provider's internet domain, like example.edu"
        ),
        pars_birth_year=_birth_year(environment.get("PARS_BIRTH_YEAR", "1904")),
        clock_days=_clock_days(mode, environment.get("CLOCK_DAYS", "0")),
    )


def _mail_server(url: str, sender: str) -> MailServer | None:
    """Read where mail is handed in; the values stay out of every sentence, one is a password."""
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


def _matching(
    environment: Mapping[str, str], name: str, pattern: re.Pattern[str], what: str
) -> str:
    text = environment.get(name, "")
    if text and not pattern.fullmatch(text):
        message = f'{name} is "{text}"; set it to {what}, or leave it out.'
        raise SettingsRefused(message)
    return text


def _birth_year(text: str) -> int:
    """Return the year that stands before month and day of birth: a leap year, for 29 February."""
    if not (text.isdecimal() and len(text) == YEAR_DIGITS and isleap(int(text))):
        message = f'PARS_BIRTH_YEAR is "{text}"; set it to a leap year, like 1904.'
        raise SettingsRefused(message)
    return int(text)


def _clock_days(mode: str, text: str) -> int:
    """Return by how many days the clock is ahead; nothing but a demonstration has another day."""
    if not DAYS.fullmatch(text):
        message = f'CLOCK_DAYS is "{text}"; set it to a number of days, like 30 or -30.'
        raise SettingsRefused(message)
    if int(text) and mode != "demo":
        message = "CLOCK_DAYS is for the demonstration only; leave it out."
        raise SettingsRefused(message)
    return int(text)


def _database(url: str) -> str:
    if not DATABASE.fullmatch(url):
        # The value stays out of the sentence: it may hold a password.
        message = (
            "DATABASE_URL is no address of a database; set it to sqlite:///data/service.sqlite or"
            " postgresql://user:password@host/name, or leave it out."
        )
        raise SettingsRefused(message)
    return url


def _address(url: str) -> str:
    if not ADDRESS.fullmatch(url):
        message = (
            f'PUBLIC_URL is "{url}"; set it to the address that browsers use, without a path, like'
            " https://learn.example.edu."
        )
        raise SettingsRefused(message)
    return url

"""What an operator may set: read once by the doors from the environment, then handed down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from documents.signature import Key
from settings.keeping import Keeping, read_keeping
from settings.keys import read_badge_key, read_paper_key
from settings.mail import MailServer, read_mail_server
from settings.plain import (
    DOMAIN,
    HERE,
    PROVIDER_ID,
    address,
    birth_year,
    clock_days,
    database,
    desk_address,
    limit,
    matching,
)
from settings.refused import SettingsRefused
from settings.safe import require_safe
from settings.sign_on import SignOn, read_local_accounts, read_sign_on

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = [
    "NOWHERE",
    "ROOT",
    "Keeping",
    "MailServer",
    "Settings",
    "SettingsRefused",
    "SignOn",
    "read",
    "require_safe",
]

ROOT = Path(__file__).resolve().parent.parent
# A folder that can never be: what reads banks finds none, whatever a container's image holds.
NOWHERE = Path("/dev/null/banks")


@dataclass(frozen=True)
class Settings:
    """One running service's settings, with the values of the demonstration as defaults."""

    mode: str = "demo"
    database_url: str = f"sqlite:///{ROOT / 'data' / 'service.sqlite'}"
    public_url: str = "http://127.0.0.1:8501"
    banks: Path = ROOT / "quizzes" / "banks"
    forms: Path = ROOT / "quizzes" / "forms"
    desk: str = ""  # where the bank folder and the desk are, "" for here
    mail_server: MailServer | None = None
    sign_on: SignOn | None = None
    local_accounts: bool = False  # who is of no institution here has a password
    paper_key: Key | None = None  # what certificates and transcripts are signed with
    badge_key: Path | None = None  # what badges are signed with; None: there are none
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("America/Detroit"))
    learner_idle_hours: int = 12
    learner_days: int = 30
    staff_idle_minutes: int = 30
    staff_hours: int = 12
    provider_id: str = ""
    pars_domain: str = ""
    pars_birth_year: int = 1904
    clock_days: int = 0
    keeping: Keeping = field(default_factory=Keeping)

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
    public_url = address(environment.get("PUBLIC_URL", plain.public_url).rstrip("/"))
    desk = desk_address(environment.get("DESK", HERE), public_url)
    return Settings(
        mode=mode,
        database_url=database(environment.get("DATABASE_URL", plain.database_url)),
        public_url=public_url,
        banks=NOWHERE if desk else Path(environment.get("BANKS", plain.banks)),
        desk=desk,
        forms=Path(environment.get("FORMS", plain.forms)),
        mail_server=read_mail_server(environment),
        sign_on=read_sign_on(mode, environment),
        local_accounts=read_local_accounts(mode, environment),
        paper_key=read_paper_key(mode, environment),
        badge_key=read_badge_key(environment.get("BADGE_KEY_FILE", "")),
        provider_id=matching(environment, "ACCME_PROVIDER_ID", PROVIDER_ID, "seven digits"),
        pars_domain=matching(
            environment, "PARS_DOMAIN", DOMAIN, "the provider's internet domain, like example.edu"
        ),
        pars_birth_year=birth_year(environment.get("PARS_BIRTH_YEAR", "1904")),
        learner_idle_hours=limit(environment, "LEARNER_IDLE_HOURS", 12, (1, 72)),
        learner_days=limit(environment, "LEARNER_DAYS", 30, (1, 90)),
        staff_idle_minutes=limit(environment, "STAFF_IDLE_MINUTES", 30, (5, 240)),
        staff_hours=limit(environment, "STAFF_HOURS", 12, (1, 24)),
        clock_days=clock_days(mode, environment.get("CLOCK_DAYS", "0")),
        keeping=read_keeping(environment),
    )

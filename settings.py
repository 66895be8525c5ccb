"""What an operator may set: read once by the doors from the environment, then handed down."""

from __future__ import annotations

import re
from base64 import b64decode
from calendar import isleap
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from documents.address import is_address
from documents.badge_key import BadgeKeyRefused
from documents.badge_key import opened as opened_badge_key
from documents.signature import Key, KeyRefused, opened

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent
DATABASE = re.compile(r"sqlite:///\S.*|postgresql(\+psycopg)?://\S+")
MAIL_SERVER = re.compile(r"smtps?://([^\s:@/]+:[^\s:@/]+@)?[A-Za-z0-9.-]+(:\d{1,5})?/?")
MAIL_PORTS = {"smtp": 587, "smtps": 465}
LAST_PORT = 65_535
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?|https?://\[[0-9A-Fa-f:]+\](:\d{1,5})?")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
LOOPBACK_NAMES = r"(localhost|127\.0\.0\.1|\[::1\])"
ISSUER = re.compile(
    rf"(https://[A-Za-z0-9.-]+|http://{LOOPBACK_NAMES})(:\d{{1,5}})?(/[A-Za-z0-9._~/-]*)?"
)
LONGEST_ISSUER = 200
NAME = re.compile(r"\S(.*\S)?")
LONGEST_LABEL = 60
SHORTEST_SECRET = 16
FEWEST_SIGNS = 6  # different ones: a key that is pressed again and again is no secret
SAMPLES = re.compile(
    r"change.?(me|it|this)|example|sample|placeholder|your.|secret|passw|012345678|12345678|qwerty|postgres"
)
SIGN_ON = (
    "OIDC_ISSUER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_CLIENT_SECRET_FILE",
    "OIDC_LABEL",
    "OIDC_ADMITS",
    "OIDC_MAIL_DOMAINS",
)
PROVIDER_ID = re.compile(r"[0-9]{7}")
DOMAIN = re.compile(r"[A-Za-z0-9.-]{1,100}")
YEAR_DIGITS = 4
KEY_BYTES = 32
TOKEN = re.compile(r"[!-~]+")
COUNT = re.compile(r"[1-9][0-9]{0,3}")
DAYS = re.compile(r"[+-]?[0-9]{1,4}")
HERE = "here"
DESK_PATH = re.compile(r"/[a-z0-9-]{1,60}")
# A folder that can never be: what reads banks finds none, whatever a container's image holds.
NOWHERE = Path("/dev/null/banks")


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
class SignOn:
    """The identity provider at which people sign in, by OpenID Connect."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    label: str = "your institution"  # after "Sign in with"
    admits_everybody: bool = True  # else only who is enrolled
    mail_domains: tuple[str, ...] = ()  # whose addresses the provider gives out itself


@dataclass(frozen=True)
class Keeping:
    """What is kept outside the database, and what a monitor may ask."""

    backups: Path | None = None  # the folder of the nightly backups; None: none are made
    backup_key: bytes | None = field(default=None, repr=False)  # seals them
    backups_kept: int = 14
    anchors: Path | None = None  # the folder that heads of the log are written to, day by day
    metrics_token: str | None = field(default=None, repr=False)  # None: from this machine only


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
    public_url = _address(environment.get("PUBLIC_URL", plain.public_url).rstrip("/"))
    desk = _desk(environment.get("DESK", HERE), public_url)
    return Settings(
        mode=mode,
        database_url=_database(environment.get("DATABASE_URL", plain.database_url)),
        public_url=public_url,
        banks=NOWHERE if desk else Path(environment.get("BANKS", plain.banks)),
        desk=desk,
        forms=Path(environment.get("FORMS", plain.forms)),
        mail_server=_mail_server(environment.get("SMTP_URL", ""), environment.get("MAIL_FROM", "")),
        sign_on=_sign_on(mode, environment),
        local_accounts=_local_accounts(mode, environment),
        paper_key=_paper_key(mode, environment),
        badge_key=_badge_key(environment.get("BADGE_KEY_FILE", "")),
        provider_id=_matching(environment, "ACCME_PROVIDER_ID", PROVIDER_ID, "seven digits"),
        pars_domain=_matching(
            environment, "PARS_DOMAIN", DOMAIN, "the provider's internet domain, like example.edu"
        ),
        pars_birth_year=_birth_year(environment.get("PARS_BIRTH_YEAR", "1904")),
        learner_idle_hours=_limit(environment, "LEARNER_IDLE_HOURS", 12, (1, 72)),
        learner_days=_limit(environment, "LEARNER_DAYS", 30, (1, 90)),
        staff_idle_minutes=_limit(environment, "STAFF_IDLE_MINUTES", 30, (5, 240)),
        staff_hours=_limit(environment, "STAFF_HOURS", 12, (1, 24)),
        clock_days=_clock_days(mode, environment.get("CLOCK_DAYS", "0")),
        keeping=_keeping(environment),
    )


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
        _require_signer(chosen.paper_key, chosen.now())


def _require_signer(key: Key, at: datetime) -> None:
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


def _paper_key(mode: str, environment: Mapping[str, str]) -> Key | None:
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


def _badge_key(file: str) -> Path | None:
    """Read where the key that signs badges lies, which is opened at once."""
    if not file:
        return None
    try:
        opened_badge_key(Path(file))
    except BadgeKeyRefused as refused:
        message = f"BADGE_KEY_FILE cannot be used. {refused}"
        raise SettingsRefused(message) from None
    return Path(file)


def _has_weak_password(database_url: str) -> bool:
    """Whether the database asks for a password that is none; it may ask for none at all."""
    if database_url.startswith("sqlite"):
        return False
    parts = urlsplit(database_url)
    return bool(parts.password) and is_weak(unquote(parts.password or ""), parts.username or "")


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


def _keeping(environment: Mapping[str, str]) -> Keeping:
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


def _sign_on(mode: str, environment: Mapping[str, str]) -> SignOn | None:
    """Read at which identity provider people sign in; the values stay out of every sentence."""
    given = {name: environment[name] for name in SIGN_ON if environment.get(name)}
    if not given:
        return None
    if mode == "demo":
        message = (
            f"{next(iter(given))} is for production: in the demonstration people are chosen with"
            " one click. Leave it out, or set APP_MODE=production."
        )
        raise SettingsRefused(message)
    return SignOn(
        issuer=_issuer(given.get("OIDC_ISSUER", "")),
        client_id=_client_id(given.get("OIDC_CLIENT_ID", "")),
        client_secret=_client_secret(given),
        label=_label(given.get("OIDC_LABEL", SignOn.label)),
        admits_everybody=_admits_everybody(given.get("OIDC_ADMITS", "everybody")),
        mail_domains=_mail_domains(given.get("OIDC_MAIL_DOMAINS", "")),
    )


def _local_accounts(mode: str, environment: Mapping[str, str]) -> bool:
    """Read whether people may have a password here: it is told and reset by mail alone."""
    text = environment.get("LOCAL_ACCOUNTS") or ("yes" if mode == "demo" else "no")
    if text not in {"yes", "no"}:
        message = "LOCAL_ACCOUNTS is neither yes nor no; set it to one of the two."
        raise SettingsRefused(message)
    if text == "yes" and mode != "demo" and not environment.get("SMTP_URL"):
        message = (
            "LOCAL_ACCOUNTS is yes, and there is no mail server to confirm addresses by; set"
            " SMTP_URL and MAIL_FROM, or LOCAL_ACCOUNTS=no."
        )
        raise SettingsRefused(message)
    return text == "yes"


def _issuer(text: str) -> str:
    if not ISSUER.fullmatch(text) or len(text) > LONGEST_ISSUER:
        message = (
            "OIDC_ISSUER is no address of an identity provider; set it to the issuer that its"
            " documentation names, like https://login.example.edu (plain http only on this"
            " machine), or leave out everything that begins with OIDC_."
        )
        raise SettingsRefused(message)
    return text


def _client_id(text: str) -> str:
    if not NAME.fullmatch(text):
        message = "OIDC_CLIENT_ID is missing; set it to the name the provider gave this service."
        raise SettingsRefused(message)
    return text


def _label(text: str) -> str:
    if not NAME.fullmatch(text) or len(text) > LONGEST_LABEL:
        message = f"OIDC_LABEL is no name of {LONGEST_LABEL} characters or fewer; shorten it."
        raise SettingsRefused(message)
    return text


def _admits_everybody(text: str) -> bool:
    if text not in {"everybody", "known"}:
        message = "OIDC_ADMITS is neither everybody nor known; set it to one of the two."
        raise SettingsRefused(message)
    return text == "everybody"


def _mail_domains(text: str) -> tuple[str, ...]:
    domains = tuple(one.strip().lower() for one in text.split(",")) if text else ()
    if not all(DOMAIN.fullmatch(one) and "." in one for one in domains):
        message = (
            "OIDC_MAIL_DOMAINS is no list of domains; set it to those whose e-mail addresses the"
            " provider gives out itself, like example.edu, med.example.edu, or leave it out."
        )
        raise SettingsRefused(message)
    return domains


def _client_secret(given: Mapping[str, str]) -> str:
    """Read the secret from where it stands; it also signs what a browser holds on the way."""
    text, file = given.get("OIDC_CLIENT_SECRET", ""), given.get("OIDC_CLIENT_SECRET_FILE", "")
    if bool(text) == bool(file):
        message = (
            "OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE is needed, one of the two: the secret"
            " that the provider shares with this service, or the file that holds it."
        )
        raise SettingsRefused(message)
    try:
        secret = text or Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        message = "OIDC_CLIENT_SECRET_FILE cannot be read; let the service's user read it."
        raise SettingsRefused(message) from None
    name = "OIDC_CLIENT_SECRET_FILE" if file else "OIDC_CLIENT_SECRET"
    if len(secret) < SHORTEST_SECRET or not secret.isprintable():
        message = (
            f"{name} holds no secret of {SHORTEST_SECRET} characters or more; let the provider make"
            " one."
        )
        raise SettingsRefused(message)
    if is_weak(secret, given.get("OIDC_CLIENT_ID", "")):
        message = f"{name} holds what anybody would try first; let the provider make a secret."
        raise SettingsRefused(message)
    return secret


def is_weak(secret: str, *names: str) -> bool:
    """Whether a secret is one of a sample, of few different signs, or a name it goes with."""
    low = secret.lower()
    named = low in {one.lower() for one in names}
    return named or len(set(low)) < FEWEST_SIGNS or SAMPLES.search(low) is not None


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


def _limit(environment: Mapping[str, str], name: str, plain: int, bounds: tuple[int, int]) -> int:
    """Return how long a session may rest or live: shorter is a nuisance, longer is an open door."""
    text, (least, most) = environment.get(name, str(plain)), bounds
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        message = f'{name} is "{text}"; set it to a whole number from {least} to {most}.'
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


def _desk(text: str, public_url: str) -> str:
    """Return the address of the desk, "" where it is here; a path is one of our own address."""
    if text == HERE:
        return ""
    if DESK_PATH.fullmatch(text):
        return f"{public_url}{text}"
    if ADDRESS.fullmatch(text.rstrip("/")) and text.rstrip("/") != public_url:
        return text.rstrip("/")
    message = (
        f'DESK is "{text}"; leave it out where the bank folder is, and elsewhere set it to what'
        " leads to that node: a path of this address, like /at-desk, or an address of its own,"
        " like https://desk.example.edu."
    )
    raise SettingsRefused(message)


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

"""Who signs in: by an identity provider, or with a password here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from settings.plain import DOMAIN
from settings.refused import SettingsRefused
from settings.secret import SHORTEST_SECRET, is_weak

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOPBACK_NAMES = r"(localhost|127\.0\.0\.1|\[::1\])"
ISSUER = re.compile(
    rf"(https://[A-Za-z0-9.-]+|http://{LOOPBACK_NAMES})(:\d{{1,5}})?(/[A-Za-z0-9._~/-]*)?"
)
LONGEST_ISSUER = 200
NAME = re.compile(r"\S(.*\S)?")
LONGEST_LABEL = 60
SIGN_ON = (
    "OIDC_ISSUER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_CLIENT_SECRET_FILE",
    "OIDC_LABEL",
    "OIDC_ADMITS",
    "OIDC_MAIL_DOMAINS",
)


@dataclass(frozen=True)
class SignOn:
    """The identity provider at which people sign in, by OpenID Connect."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    label: str = "your institution"  # after "Sign in with"
    admits_everybody: bool = True  # else only who is enrolled
    mail_domains: tuple[str, ...] = ()  # whose addresses the provider gives out itself


def read_sign_on(mode: str, environment: Mapping[str, str]) -> SignOn | None:
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


def read_local_accounts(mode: str, environment: Mapping[str, str]) -> bool:
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

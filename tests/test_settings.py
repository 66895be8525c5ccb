"""Settings: what is read from the environment, and what is refused without repeating it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from settings import (
    NOWHERE,
    ROOT,
    MailServer,
    Settings,
    SettingsRefused,
    SignOn,
    read,
    require_safe,
)
from tests.documents.keys import PASSWORD, badge_key_in, key_in

SENDER = "cme@example.edu"
FAR = datetime(2999, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://mail.example.edu",
            MailServer("mail.example.edu", 587, implicit_tls=False, sender=SENDER),
        ),
        (
            "smtp://mail.example.edu:25/",
            MailServer("mail.example.edu", 25, implicit_tls=False, sender=SENDER),
        ),
        (
            "smtps://mail.example.edu",
            MailServer("mail.example.edu", 465, implicit_tls=True, sender=SENDER),
        ),
        (
            "smtps://me%40example.edu:p%3A%40ss@mail.example.edu:2465",
            MailServer(
                "mail.example.edu",
                2465,
                implicit_tls=True,
                sender=SENDER,
                user="me@example.edu",
                password="p:@ss",
            ),
        ),
    ],
)
def test_a_mail_server_is_read(url: str, expected: MailServer) -> None:
    """With the usual port where none is named, and signs of the password as the URL writes them."""
    assert read({"SMTP_URL": url, "MAIL_FROM": SENDER}).mail_server == expected


def test_without_it_there_is_none() -> None:
    """The demonstration needs none, and production without one sends nothing."""
    assert read({}).mail_server is None
    assert read({"SMTP_URL": "", "MAIL_FROM": ""}).mail_server is None


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("mail.example.edu", SENDER),
        ("http://mail.example.edu", SENDER),
        ("smtp://", SENDER),
        ("smtp://me:secret@mail.example.edu:0", SENDER),
        ("smtp://me:secret@mail.example.edu:70000", SENDER),
        ("smtp://me:secret@mail.example.edu:abc", SENDER),
        ("smtp://me:se@cret@mail.example.edu", SENDER),
        ("smtp://secret@mail.example.edu", SENDER),
        ("smtp://me:secret@mail.example.edu/path", SENDER),
        ("smtp://me:secret@mail.example.edu\n", SENDER),
        ("smtp://me:secret@mail.example.edu", ""),
        ("smtp://me:secret@mail.example.edu", "The office <secret>"),
        ("", SENDER),
    ],
)
def test_nonsense_is_refused_and_not_repeated(url: str, sender: str) -> None:
    """The sentence names the setting; a password in it would end up in a log."""
    with pytest.raises(SettingsRefused) as refused:
        read({"SMTP_URL": url, "MAIL_FROM": sender})
    assert str(refused.value).startswith(("SMTP_URL ", "MAIL_FROM "))
    assert "secret" not in str(refused.value)


def test_a_password_is_never_printed() -> None:
    """Not even where all settings are."""
    made = read({"SMTP_URL": "smtp://me:secret@mail.example.edu", "MAIL_FROM": SENDER})
    assert "secret" not in repr(made)


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("sqlite:////srv/learn/service.sqlite", Path("/srv/learn/mail")),
        ("sqlite:///data/service.sqlite", Path("data/mail")),
        ("postgresql://db/learn", ROOT / "data" / "mail"),
    ],
)
def test_the_mailbox_lies_beside_the_database(url: str, folder: Path) -> None:
    """So that each demonstration has its own."""
    assert Settings(database_url=url).mailbox == folder


def test_what_pars_files_say_of_the_provider_can_be_set() -> None:
    """Number, domain, and the year before a birthday; without them: none, the host, 1904."""
    given = read(
        {"ACCME_PROVIDER_ID": "0001234", "PARS_DOMAIN": "example.edu", "PARS_BIRTH_YEAR": "2000"}
    )
    assert (given.provider_id, given.pars_domain) == ("0001234", "example.edu")
    assert (given.pars_birth_year, read({}).pars_birth_year) == (2000, 1904)


def test_a_demonstration_may_have_another_day() -> None:
    """It shows the year's end in summer, and goes on when its activities have expired."""
    apart = read({"CLOCK_DAYS": "-400"}).now() - datetime.now(UTC)
    assert timedelta(days=-400) - timedelta(minutes=5) < apart < timedelta(days=-400, minutes=5)
    assert abs(read({}).now() - datetime.now(UTC)) < timedelta(minutes=5)


@pytest.mark.parametrize("days", ["1", "-400"])
def test_credit_is_given_on_the_day_it_is(days: str) -> None:
    """In production the clock is the machine's."""
    with pytest.raises(SettingsRefused, match="demonstration only"):
        read({"APP_MODE": "production", "CLOCK_DAYS": days})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLOCK_DAYS", "soon"),
        ("CLOCK_DAYS", "1.5"),
        ("ACCME_PROVIDER_ID", "1234"),
        ("PARS_DOMAIN", "example.edu:8501"),
        ("PARS_BIRTH_YEAR", "1903"),
        ("PARS_BIRTH_YEAR", "04"),
    ],
)
def test_what_cannot_be_is_refused_by_name(name: str, value: str) -> None:
    """A year without 29 February could not write every birthday."""
    with pytest.raises(SettingsRefused, match=name):
        read({name: value})


SIGN_ON = {
    "APP_MODE": "production",
    "OIDC_ISSUER": "https://login.example.edu",
    "OIDC_CLIENT_ID": "cme",
    "OIDC_CLIENT_SECRET": "Qm7vX2LrT9wKb4Zs",
}


def test_an_identity_provider_is_read() -> None:
    """With a label for the button and who may come in, where they are set."""
    plain = SignOn("https://login.example.edu", "cme", "Qm7vX2LrT9wKb4Zs")
    assert read(SIGN_ON).sign_on == plain
    more = {
        "OIDC_LABEL": "Example University",
        "OIDC_ADMITS": "known",
        "OIDC_MAIL_DOMAINS": "example.edu, Med.example.edu",
    }
    assert read(SIGN_ON | more).sign_on == replace(
        plain,
        label="Example University",
        admits_everybody=False,
        mail_domains=("example.edu", "med.example.edu"),
    )


def test_its_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    """A line's end after it is not part of it."""
    file = tmp_path / "secret"
    file.write_text("vX2LrT9wKb4ZsQm7\n", encoding="utf-8")
    given = SIGN_ON | {"OIDC_CLIENT_SECRET": "", "OIDC_CLIENT_SECRET_FILE": str(file)}
    sign_on = read(given).sign_on
    assert sign_on is not None
    assert sign_on.client_secret == "vX2LrT9wKb4ZsQm7"


@pytest.mark.parametrize(
    "issuer",
    ["https://a.example.edu/realms/one", "https://a.eu.example.com/", "http://localhost:9000"],
)
def test_an_issuer_is_kept_as_it_is_written(issuer: str) -> None:
    """Providers compare it letter by letter."""
    sign_on = read(SIGN_ON | {"OIDC_ISSUER": issuer}).sign_on
    assert sign_on is not None
    assert sign_on.issuer == issuer


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_ISSUER", ""),
        ("OIDC_ISSUER", "login.example.edu"),
        ("OIDC_ISSUER", "http://login.example.edu"),
        ("OIDC_ISSUER", "http://localhost.example.edu"),
        ("OIDC_ISSUER", "https://me:secret@login.example.edu"),
        ("OIDC_ISSUER", "https://login.example.edu?a=secret"),
        ("OIDC_ISSUER", "https://login.example.edu/#secret"),
        ("OIDC_ISSUER", "https://login.example.edu\n"),
        ("OIDC_ISSUER", f"https://login.example.edu/{'a' * 200}"),
        ("OIDC_CLIENT_ID", ""),
        ("OIDC_CLIENT_ID", " "),
        ("OIDC_CLIENT_SECRET", ""),
        ("OIDC_CLIENT_SECRET", "secret"),
        ("OIDC_CLIENT_SECRET", "secret secret\nsecret secret"),
        ("OIDC_LABEL", "secret" * 20),
        ("OIDC_ADMITS", "secret"),
        ("OIDC_MAIL_DOMAINS", "secret"),
        ("OIDC_MAIL_DOMAINS", "example.edu,"),
        ("OIDC_MAIL_DOMAINS", "me@example.edu"),
    ],
)
def test_half_a_provider_is_refused_and_not_repeated(name: str, value: str) -> None:
    """The sentence names the setting; what was typed may be the secret, in the wrong place."""
    with pytest.raises(SettingsRefused) as refused:
        read(SIGN_ON | {name: value})
    assert str(refused.value).startswith(name)
    assert "secret/" not in str(refused.value)
    assert "secretsecret" not in str(refused.value)


def test_two_secrets_are_one_too_many(tmp_path: Path) -> None:
    """Nobody knows which of them is meant."""
    with pytest.raises(SettingsRefused, match="one of the two"):
        read(SIGN_ON | {"OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret")})


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """Missing, or no text, or with nothing in it."""
    given = SIGN_ON | {"OIDC_CLIENT_SECRET": ""}
    broken, empty = tmp_path / "broken", tmp_path / "empty"
    broken.write_bytes(b"\xff" * 20)
    empty.write_bytes(b"\n")
    for file in (tmp_path / "none", broken, empty):
        with pytest.raises(SettingsRefused, match=r"^OIDC_CLIENT_SECRET_FILE "):
            read(given | {"OIDC_CLIENT_SECRET_FILE": str(file)})


@pytest.mark.parametrize("name", [one for one in SIGN_ON if one != "APP_MODE"])
def test_the_demonstration_has_no_provider(name: str) -> None:
    """Nothing of it is read and then left unused."""
    with pytest.raises(SettingsRefused, match=f"^{name} is for production"):
        read({name: SIGN_ON[name]})


def test_its_secret_is_never_printed() -> None:
    """Settings land in error reports."""
    assert SIGN_ON["OIDC_CLIENT_SECRET"] not in repr(read(SIGN_ON))


def test_how_long_sessions_live_can_be_set() -> None:
    """Within bounds; without a word it is as the design says."""
    plain = read({})
    assert (plain.learner_idle_hours, plain.learner_days) == (12, 30)
    assert (plain.staff_idle_minutes, plain.staff_hours) == (30, 12)
    assert read({"STAFF_IDLE_MINUTES": "15"}).staff_idle_minutes == 15


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("LEARNER_IDLE_HOURS", "0"),
        ("LEARNER_DAYS", "91"),
        ("STAFF_IDLE_MINUTES", "4"),
        ("STAFF_IDLE_MINUTES", "½"),
        ("STAFF_HOURS", "25"),
        ("STAFF_HOURS", "-1"),
        ("STAFF_HOURS", ""),
    ],
)
def test_a_session_that_never_ends_is_refused(name: str, text: str) -> None:
    """So is one that ends before anybody has read a page."""
    with pytest.raises(SettingsRefused, match=name):
        read({name: text})


def test_what_is_safe_is_served() -> None:
    """The demonstration on this machine alone, production by https and with a way to sign in."""
    require_safe(read({}), "127.0.0.1")
    require_safe(read(SIGN_ON | {"PUBLIC_URL": "https://cme.example.edu"}), "0.0.0.0")  # noqa: S104


@pytest.mark.parametrize("address", [None, "0.0.0.0", "192.168.1.1"])  # noqa: S104
def test_the_demonstration_is_served_to_nobody_else(address: str | None) -> None:
    """Anyone is anyone in it."""
    with pytest.raises(SettingsRefused, match=r"on 127\.0\.0\.1 only"):
        require_safe(read({}), address)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (SIGN_ON | {"PUBLIC_URL": "http://cme.example.edu"}, "needs the https address"),
        ({"APP_MODE": "production", "PUBLIC_URL": "https://cme.example.edu"}, "Nobody could sign"),
    ],
)
def test_production_that_nobody_may_or_can_sign_in_to_does_not_start(
    given: dict[str, str], said: str
) -> None:
    """In the clear, or without a way to sign in."""
    with pytest.raises(SettingsRefused, match=said):
        require_safe(read(given), "127.0.0.1")


def test_passwords_are_for_the_demonstration_unless_somebody_wants_them() -> None:
    """In production they are an operator's decision."""
    assert read({}).local_accounts
    assert not read({"LOCAL_ACCOUNTS": "no"}).local_accounts
    assert not read({"APP_MODE": "production"}).local_accounts
    mail = {"SMTP_URL": "smtp://mail.example.edu", "MAIL_FROM": SENDER}
    assert read({"APP_MODE": "production", "LOCAL_ACCOUNTS": "yes", **mail}).local_accounts


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LOCAL_ACCOUNTS": "true"}, "neither yes nor no"),
        ({"LOCAL_ACCOUNTS": "yes", "APP_MODE": "production"}, "no mail server"),
    ],
)
def test_passwords_need_mail(environment: dict[str, str], said: str) -> None:
    """Nobody could confirm an address, or come back in."""
    with pytest.raises(SettingsRefused, match=said):
        read(environment)


def test_production_starts_with_passwords_alone() -> None:
    """Whoever has no institution is somebody, too."""
    chosen = Settings(mode="production", public_url="https://cme.example.edu", local_accounts=True)
    require_safe(chosen, "0.0.0.0")  # noqa: S104  (a proxy stands before it)


@pytest.mark.parametrize(
    ("desk", "address"),
    [
        ("here", ""),
        ("/at-desk", "https://learn.example.edu/at-desk"),
        ("https://desk.example.edu/", "https://desk.example.edu"),
    ],
)
def test_the_desk_is_here_or_at_an_address(desk: str, address: str) -> None:
    """A path is one of our own address; where the desk is elsewhere, no bank folder is here."""
    found = read({"PUBLIC_URL": "https://learn.example.edu", "DESK": desk})
    assert found.desk == address
    assert (found.banks == NOWHERE) == bool(address)
    assert not NOWHERE.exists()


@pytest.mark.parametrize("desk", ["", "elsewhere", "/", "//evil", "/a/b", "http://127.0.0.1:8501"])
def test_a_desk_that_leads_nowhere_is_refused(desk: str) -> None:
    """Nothing, a word, another host, and our own address without a path."""
    with pytest.raises(SettingsRefused, match=r"^DESK is "):
        read({"DESK": desk})


@pytest.mark.parametrize(
    "secret",
    ["changeme-changeme", "your-client-secret-here", "0123456789abcdef", "aaaaaaaabbbbbbbb",
     "self-assessment-service"],
)  # fmt: skip
def test_a_secret_that_anybody_would_try_is_refused_and_not_repeated(secret: str) -> None:
    """One of a sample, of few different signs, or the name that it goes with."""
    given = {"OIDC_CLIENT_ID": "self-assessment-service", "OIDC_CLIENT_SECRET": secret}
    with pytest.raises(SettingsRefused, match="let the provider make a secret") as refused:
        read(SIGN_ON | given)
    assert secret not in str(refused.value)


@pytest.mark.parametrize("password", ["postgres", "service", "Password2026!", "ab1"])
def test_production_does_not_start_on_a_weak_password_of_its_database(password: str) -> None:
    """The demonstration may; and a role that is known by peer needs none."""
    given = SIGN_ON | {"PUBLIC_URL": "https://cme.example.edu"}
    for safe in ("service:Qm7vX2%40rT9wKb@db/cme", "service@db/cme", "/cme?host=/run/postgresql"):
        require_safe(read(given | {"DATABASE_URL": f"postgresql://{safe}"}), "127.0.0.1")
    weak = {"DATABASE_URL": f"postgresql://service:{password}@db/cme"}
    require_safe(read(weak), "127.0.0.1")
    with pytest.raises(SettingsRefused, match=r"^DATABASE_URL holds a password") as refused:
        require_safe(read(given | weak), "127.0.0.1")
    assert password not in str(refused.value)


def papers(tmp_path: Path, **changes: Any) -> dict[str, str]:
    """Return what sets a production service that signs its papers."""
    key = key_in(tmp_path, **changes)
    password = tmp_path / "password"
    password.write_text(f"{key.password}\n")
    signs = {"CERTIFICATE_KEY": str(key.file), "CERTIFICATE_KEY_PASSWORD_FILE": str(password)}
    return SIGN_ON | {"PUBLIC_URL": "https://cme.example.edu"} | signs


def test_a_key_that_signs_papers_is_read(tmp_path: Path) -> None:
    """With its password, which stands in a file and is never printed."""
    chosen = read(papers(tmp_path))
    assert chosen.paper_key is not None
    assert chosen.paper_key.password == PASSWORD
    assert PASSWORD not in repr(chosen)
    require_safe(chosen, "127.0.0.1")


def test_a_key_for_badges_is_read(tmp_path: Path) -> None:
    """Where one is set; one that signs nothing stops the start."""
    file = badge_key_in(tmp_path)
    assert read({"BADGE_KEY_FILE": str(file)}).badge_key == file
    assert read({}).badge_key is None
    with pytest.raises(SettingsRefused, match=r"^BADGE_KEY_FILE cannot be used\..*cannot be read"):
        read({"BADGE_KEY_FILE": "/nowhere"})


def test_the_demonstration_signs_nothing(tmp_path: Path) -> None:
    """What it prints is not for credit."""
    given = {name: text for name, text in papers(tmp_path).items() if name.startswith("CERT")}
    with pytest.raises(SettingsRefused, match=r"^CERTIFICATE_KEY is for production"):
        read(given)


@pytest.mark.parametrize("name", ["CERTIFICATE_KEY", "CERTIFICATE_KEY_PASSWORD_FILE"])
def test_half_a_key_is_refused(tmp_path: Path, name: str) -> None:
    """A key without its password, a password without a key."""
    with pytest.raises(SettingsRefused, match="go together"):
        read(papers(tmp_path) | {name: ""})
    with pytest.raises(SettingsRefused, match=r"PASSWORD_FILE cannot be read|cannot be used"):
        require_safe(read(papers(tmp_path) | {name: "/nowhere"}), "127.0.0.1")


def test_a_wrong_password_stops_the_start(tmp_path: Path) -> None:
    """Rather than the first physician who prints."""
    given = papers(tmp_path)
    Path(given["CERTIFICATE_KEY_PASSWORD_FILE"]).write_text("guessed")
    with pytest.raises(SettingsRefused, match=r"CERTIFICATE_KEY cannot be used\..*another one"):
        require_safe(read(given), "127.0.0.1")


@pytest.mark.parametrize("begins", [datetime(2020, 1, 1, tzinfo=UTC), FAR])
def test_a_certificate_that_is_not_valid_today_stops_the_start(
    tmp_path: Path, begins: datetime
) -> None:
    """It ran out, or has not begun."""
    given = papers(tmp_path, begins=begins, lasts=timedelta(days=30))
    with pytest.raises(SettingsRefused, match="and not today"):
        require_safe(read(given), "127.0.0.1")

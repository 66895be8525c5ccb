"""Settings: what is read from the environment, and what is refused without repeating it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from settings import ROOT, MailServer, Settings, SettingsRefused, read

SENDER = "cme@example.edu"


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

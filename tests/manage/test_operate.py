"""`manage.py migrate`, `settle`, `doctor`, `verify-log`, `demo`, and wrong use."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.manage.conftest import Done

COMMANDS = (
    "check", "import", "export", "template", "score", "publish", "activities", "migrate", "settle",
    "doctor", "verify-log", "schema", "demo", "work", "role",
    "backup", "restore",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Callable[..., Done], command: str) -> None:
    """And says what it does in it."""
    done = run(command, "--help")
    assert done.code == 0
    assert f"manage.py {command}" in done.out


def test_a_migrated_database_is_in_order(run: Callable[..., Done]) -> None:
    """Settings are in force, triggers laid, the log whole."""
    assert run("migrate").code == 0
    assert run("settle").out == "Settled: 0 attempts.\n"
    found = json.loads(run("doctor", "--json").out)
    assert found["triggers"] == found["log"] == []


def test_a_role_is_given_and_taken_away(run: Callable[..., Done]) -> None:
    """A coordinator's with the institution; what cannot be is refused with a sentence."""
    run("demo")
    clinic = ("--institution", "Example Children's Clinic")
    assert run("role", "dan@example.com", "coordinator", *clinic).out == (
        "dan@example.com: coordinator given.\n"
    )
    assert run("role", "dan@example.com", "coordinator", *clinic, "--take").code == 0
    refused = run("role", "dan@example.com", "coordinator")
    assert (refused.code, "name it" in refused.err) == (1, True)
    assert run("role", "nobody@example.com", "staff").code == 1


@pytest.mark.parametrize("command", ["doctor", "verify-log"])
def test_before_migration_it_says_so(run: Callable[..., Done], command: str) -> None:
    """A sentence and not a trace; whoever forgot the settings is told of them, too."""
    done = run(command)
    assert done.code == 1
    assert "manage.py migrate" in done.err
    assert "DATABASE_URL" in done.err


@pytest.mark.parametrize("command", ["doctor", "verify-log"])
def test_looking_makes_nothing(run: Callable[..., Done], tmp_path: Path, command: str) -> None:
    """An empty file would pass for a database."""
    run(command)
    assert not (tmp_path / "data").exists()


def test_a_missing_trigger_is_found_and_repaired(run: Callable[..., Done], tmp_path: Path) -> None:
    """Doctor names it, migrate lays it again."""
    run("migrate")
    with closing(sqlite3.connect(tmp_path / "data" / "service.sqlite")) as connection:
        connection.execute("DROP TRIGGER answer_no_update")
    done = run("doctor")
    assert done.code == 1
    assert "answer_no_update" in done.out
    run("migrate")
    assert run("doctor").code == 0


def test_a_changed_log_is_found(run: Callable[..., Done], tmp_path: Path) -> None:
    """Whoever can switch a trigger off can still not mend the chain."""
    run("demo")
    assert run("verify-log").code == 0
    with closing(sqlite3.connect(tmp_path / "data" / "service.sqlite")) as connection:
        connection.execute("DROP TRIGGER log_no_update")
        connection.execute("UPDATE log SET actor = 'x' WHERE seq = 2")
        connection.commit()
    done = run("verify-log")
    assert done.code == 1
    assert "Line 2 " in done.out


def test_the_demonstration_is_made_once(run: Callable[..., Done]) -> None:
    """All banks are published, somebody claimed, somebody is half-way; again adds nothing."""
    first = run("demo")
    assert first.code == 0
    assert first.out.count("Published: ") == 3
    assert first.out.count("Completed and claimed: ") == 3
    assert first.out.count("Begun: ") == 1
    head = run("verify-log").out
    again = run("demo")
    assert "Completed" not in again.out
    assert "Begun" not in again.out
    assert run("verify-log").out == head


def test_a_real_service_is_not_filled(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is enrolled and nothing is logged in production."""
    monkeypatch.setenv("APP_MODE", "production")
    before = (run("migrate"), run("verify-log").out)[1]
    done = run("demo")
    assert (done.code, done.out) == (1, "")
    assert "no demonstration" in done.err
    assert run("verify-log").out == before


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("APP_MODE", "test", "APP_MODE"),
        ("DATABASE_URL", "nonsense", "no address of a database"),
        ("DATABASE_URL", "", "no address of a database"),
        ("DATABASE_URL", "mysql://user:secret@host/name", "no address of a database"),
        ("DATABASE_URL", "postgresql://user:secret@127.0.0.1:9/name", "does not answer"),
        ("PUBLIC_URL", "foo", "PUBLIC_URL"),
        ("PUBLIC_URL", "https://learn.example.edu/quiz", "PUBLIC_URL"),
    ],
)
def test_a_wrong_setting_is_wrong_use(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    """One sentence names it, without a trace and without a password."""
    monkeypatch.setenv(name, value)
    done = run("migrate")
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert "secret" not in done.err
    assert done.err.count("\n") == 1


def test_an_unknown_command_is_wrong_use(run: Callable[..., Done]) -> None:
    """As in any command line."""
    assert run("publsh").code == 2

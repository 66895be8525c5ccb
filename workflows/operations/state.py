"""How the service stands, as an operator sees it: parts, versions, settings, jobs, log, backup."""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as installed
from typing import TYPE_CHECKING

from quizzes.counted import count
from storage import connect, jobs, log, migrate, outbox, pars, standing
from workflows.act import view
from workflows.messages.desk import LATE
from workflows.operations.places import LEAST, backup, free_space
from workflows.operations.version import version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from workflows.act import Act, Actor

LIBRARIES = ("streamlit", "SQLAlchemy", "pydantic", "alembic")


@dataclass(frozen=True)
class Part:
    """One part of the service, and what to do where it is not well."""

    name: str
    well: bool
    said: str


@dataclass(frozen=True)
class Ran:
    """A job of the background work."""

    name: str
    ran_at: datetime | None
    due_at: datetime
    fault: str | None
    late: bool


@dataclass(frozen=True)
class State:
    """Everything that the page *Service* shows."""

    parts: tuple[Part, ...]
    versions: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    jobs: tuple[Ran, ...]
    head: str
    lines: int
    anchored: datetime | None
    backed_up: datetime | None
    backup: str  # its file
    live: int  # sessions


def state(actor: Actor) -> State:
    """Return how the service stands now; secrets are no part of it."""
    with view(actor, "service.see") as a:
        last, anchored = log.last(a.connection), log.last_of(a.connection, "log.anchor")
        backed = log.last_of(a.connection, "backup.make")
        ran = tuple(_ran(a, row) for row in jobs.known(a.connection))
        return State(
            parts=tuple(_parts(a, ran)),
            versions=tuple(_versions(a)),
            settings=tuple(_settings(a)),
            jobs=ran,
            head=last.hash if last is not None else log.START,
            lines=last.seq if last is not None else 0,
            anchored=anchored.at if anchored is not None else None,
            backed_up=backed.at if backed is not None else None,
            backup=json.loads(backed.data)["file"] if backed is not None else "",
            live=standing.live_sessions(a.connection, a.at),
        )


def _ran(a: Act, row: Row[tuple[object, ...]]) -> Ran:
    late = row.due_at + LATE < a.at and (row.taken_until is None or row.taken_until < a.at)
    return Ran(row.name, row.ran_at, row.due_at, row.fault, late)


def _parts(a: Act, ran: tuple[Ran, ...]) -> Iterator[Part]:
    """Yield the parts, each with a sentence."""
    settings, connection = a.actor.service.settings, a.connection
    faults = connect.warnings(a.actor.service.engine)
    yield Part("Database", not faults, " ".join(faults) or "It answers, and writes to the disk.")
    current = migrate.is_current(connection)
    yield Part(
        "Tables", current, "Those of this version." if current else "Run `manage.py migrate`."
    )
    late = [one.name for one in ran if one.late]
    well = bool(ran) and not late and not any(one.fault for one in ran)
    yield Part("Background work", well, _working(ran, late))
    failed = outbox.count_in(connection, "failed")
    sends = settings.demo or settings.mail_server is not None
    mail = (
        f"{count(failed, 'message')} failed; staff see why on Messages."
        if failed
        else "Nothing failed."
    )
    yield Part("Mail", sends and not failed, mail if sends else "No mail server is set.")
    waiting = pars.count_in(connection, ["ready"])
    reports = (
        f"{count(waiting, 'record')} in no batch yet." if waiting else "None waits for a batch."
    )
    yield Part("Reports to PARS", well=True, said=reports)
    lacks = [f"{one.what} {one.repair}" for one in backup(a)]
    made = "A demonstration needs none." if settings.demo else "There is one of the last 36 hours."
    yield Part("Backup", not lacks, " ".join(lacks) or made)
    for name, free in free_space(a.actor.service).items():
        yield Part(f"Room for the {name}", free >= LEAST, f"{free / 10**9:.1f} GB free.")


def _working(ran: tuple[Ran, ...], late: list[str]) -> str:
    if not ran or late:
        return "It is not running: start `manage.py work`."
    failed = [one.name for one in ran if one.fault]
    return f"These failed: {', '.join(failed)}." if failed else "Every job ran when it was due."


def _versions(a: Act) -> Iterator[tuple[str, str]]:
    yield "This service", version()
    yield "Python", platform.python_version()
    for one in LIBRARIES:
        yield one, installed(one)
    if a.connection.dialect.name == "sqlite":
        yield "SQLite", connect.sqlite_version()
    else:
        yield "PostgreSQL", str(a.connection.exec_driver_sql("SHOW server_version").scalar_one())
    yield "Tables", migrate.revision_of(a.connection) or "none"


def _settings(a: Act) -> Iterator[tuple[str, str]]:
    """Yield the settings in force; of what is secret, whether it is set."""
    settings, url = a.actor.service.settings, a.actor.service.engine.url
    keeping, mail, sign_on = settings.keeping, settings.mail_server, settings.sign_on
    yield "APP_MODE", settings.mode
    yield "DATABASE_URL", url.render_as_string(hide_password=True)
    yield "PUBLIC_URL", settings.public_url
    yield from (("DESK", settings.desk),) if settings.desk else (("BANKS", str(settings.banks)),)
    yield "FORMS", str(settings.forms)
    yield "LOCAL_ACCOUNTS", "yes" if settings.local_accounts else "no"
    yield (
        "Sessions of learners",
        f"rest {settings.learner_idle_hours} h, live {settings.learner_days} days",
    )
    yield (
        "Sessions of staff",
        f"rest {settings.staff_idle_minutes} min, live {settings.staff_hours} h",
    )
    yield "SMTP_URL", f"{mail.host}:{mail.port}" if mail is not None else "not set"
    yield "OIDC_ISSUER", sign_on.issuer if sign_on is not None else "not set"
    yield "BACKUPS", str(keeping.backups or "not set")
    yield "BACKUPS_KEPT", str(keeping.backups_kept)
    yield "BACKUP_KEY_FILE", "set" if keeping.backup_key else "not set: backups are not sealed"
    yield "ANCHORS", str(keeping.anchors or "not set")
    yield "METRICS_TOKEN_FILE", "set" if keeping.metrics_token else "not set: this machine only"
    yield "Zone", str(settings.zone)

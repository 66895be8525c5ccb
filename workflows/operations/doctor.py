"""The examination of a running service: its settings, its triggers, its log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import connect, log, triggers
from storage.migrate import is_current
from workflows.act import view
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Act, Actor


class NotMigrated(Refused):
    """A database without tables, or with those of another version of the service."""

    def __init__(self) -> None:
        super().__init__(
            "The tables are not those of this version. Run `python manage.py migrate` first."
        )


@dataclass(frozen=True)
class Finding:
    """One thing that was examined; without faults it is as it should be."""

    about: str
    faults: tuple[str, ...]


def doctor(actor: Actor) -> tuple[Finding, ...]:
    """Examine the database behind the service.

    Raises:
        NotMigrated: there is nothing to examine yet.
    """
    with view(actor, "doctor.see") as a:
        _require_tables(a)
        missing = triggers.missing(a.connection)
        chain = log.faults(a.connection)
    repair = "Run `python manage.py migrate`; it lays them again."
    return (
        Finding("settings", connect.warnings(actor.service.engine)),
        Finding("triggers", tuple(f"The trigger {one} is missing. {repair}" for one in missing)),
        Finding("log", chain),
    )


def verify_log(actor: Actor) -> tuple[str, tuple[str, ...]]:
    """Return the head of the log and every place where its chain is broken.

    Raises:
        NotMigrated: there is no log yet.
    """
    with view(actor, "log.verify") as a:
        _require_tables(a)
        return log.head(a.connection), log.faults(a.connection)


def _require_tables(a: Act) -> None:
    if not is_current(a.connection):
        raise NotMigrated

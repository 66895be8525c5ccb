"""The examination of a running service: its settings, its triggers, its log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import connect, log, triggers
from workflows.act import view

if TYPE_CHECKING:
    from workflows.act import Actor


@dataclass(frozen=True)
class Finding:
    """One thing that was examined; without faults it is as it should be."""

    about: str
    faults: tuple[str, ...]


def doctor(actor: Actor) -> tuple[Finding, ...]:
    """Examine the database behind the service."""
    with view(actor, "doctor.see") as a:
        missing = triggers.missing(a.connection)
        chain = log.faults(a.connection)
    repair = "Run `python manage.py migrate`; it lays them again."
    return (
        Finding("settings", connect.warnings(actor.service.engine)),
        Finding("triggers", tuple(f"The trigger {one} is missing. {repair}" for one in missing)),
        Finding("log", chain),
    )


def verify_log(actor: Actor) -> tuple[str, tuple[str, ...]]:
    """Return the head of the log and every place where its chain is broken."""
    with view(actor, "log.verify") as a:
        return log.head(a.connection), log.faults(a.connection)

"""The examination of a running service, as a list of small checks over the whole database."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from storage import log
from storage.migrate import is_current
from workflows.act import view
from workflows.operations.anchor import outside
from workflows.operations.answers import answers
from workflows.operations.chain import anchors, chain
from workflows.operations.content import content, editions
from workflows.operations.corrections import corrected
from workflows.operations.entrances import entrances
from workflows.operations.erasures import erasures, said
from workflows.operations.finding import Finding
from workflows.operations.ground import guards, parents, settings, tables
from workflows.operations.places import backup, space
from workflows.operations.records import records
from workflows.operations.reports import reports
from workflows.operations.sheets import packed_answers
from workflows.operations.signature import signature
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from workflows.act import Act, Actor
    from workflows.operations.finding import Check, Findings

MOST = 100  # findings of one check: whoever reads more has read enough
# What the log itself proves, and then all the rest. Each walks its tables once.
SEALED: Mapping[str, Check] = {
    "log": chain,
    "anchors": anchors,
    "records": records,
    "answers": answers,
    "erasures": erasures,
}
CHECKS: Mapping[str, Check] = {
    "settings": settings,
    "tables": tables,
    "triggers": guards,
    "parents": parents,
    **SEALED,
    "sheets": packed_answers,
    "corrections": corrected,
    "content": content,
    "editions": editions,
    "entrances": entrances,
    "reports": reports,
}
# What is proved beside the database.
AROUND: Mapping[str, Callable[[Act], Findings]] = {
    "outside": outside,
    "backup": backup,
    "space": space,
    "signature": signature,
}


class NotMigrated(Refused):
    """A database without tables, or with those of another version of the service."""

    def __init__(self) -> None:
        super().__init__(
            "The tables are not those of this version. Run `python manage.py migrate` first."
        )


@dataclass(frozen=True)
class Examined:
    """One check that was made; without findings all is as it should be."""

    about: str
    findings: tuple[Finding, ...]
    said: str = ""  # what is in order and should be known


def doctor(
    actor: Actor, begins: Callable[[str], object] = lambda _name: None
) -> tuple[Examined, ...]:
    """Examine the whole database; `begins` hears of each check before it is made.

    Raises:
        NotMigrated: there is nothing to examine yet.
    """
    with view(actor, "doctor.see") as a:
        around = {name: _of(a, check) for name, check in AROUND.items()}
        return _examined(a, {**CHECKS, **around}, begins)


def verify_log(
    actor: Actor, begins: Callable[[str], object] = lambda _name: None
) -> tuple[str, tuple[Examined, ...]]:
    """Return the head of the log, and what its chain and its seals prove.

    Raises:
        NotMigrated: there is no log yet.
    """
    with view(actor, "log.verify") as a:
        examined = _examined(a, SEALED, begins)
        return log.head(a.connection), examined


def _of(a: Act, check: Callable[[Act], Findings]) -> Check:
    """Return a check of more than the database as one of the database."""
    return lambda _connection: check(a)


def _examined(
    a: Act, checks: Mapping[str, Check], begins: Callable[[str], object]
) -> tuple[Examined, ...]:
    if not is_current(a.connection):
        raise NotMigrated
    found = []
    for name, check in checks.items():
        begins(name)
        findings = _findings(a.connection, check)
        known = said(a.connection) if name == "erasures" else ""
        found.append(Examined(name, findings, known))
    return tuple(found)


def _findings(connection: Connection, check: Check) -> tuple[Finding, ...]:
    """Make one check; what it cannot even read is a finding too."""
    found: list[Finding] = []
    try:
        with closing(check(connection)) as findings:
            found.extend(islice(findings, MOST))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, Refused) as error:
        what = f"The check ended here, at something that cannot be read: {type(error).__name__}."
        where = found[-1].where if found else "from the beginning"
        found.append(Finding(what, f"after: {where}"))
    return tuple(found)

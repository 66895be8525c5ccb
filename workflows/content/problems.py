"""The state of every bank in the bank folder: its problems, and what of it is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from credit.findings import Finding
from quizzes.bank import folders
from quizzes.problem import Problem
from storage import content
from workflows.act import view
from workflows.content import frozen
from workflows.content.halted import stop_of
from workflows.content.publish import NotPublished
from workflows.content.refusing import of_files, of_records
from workflows.content.shelf import Read, read
from workflows.content.terms import Change, changed

if TYPE_CHECKING:
    from sqlalchemy import Engine, Row

    from workflows.act import Act, Actor

Problems = tuple[Problem, ...]


@dataclass(frozen=True)
class Newest:
    """The newest activity of a bank, and in which terms the files differ from it."""

    key: str
    expires: date
    is_open: bool
    halt: str  # what the office says of it, where it paused or withdrew it; "" where it did not
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Checked:
    """One bank folder."""

    slug: str
    folder: Path
    title: str
    problems: Problems
    refusals: Problems  # what publication would refuse although the files are in order
    published: int  # the number of the newest edition of its newest period, 0 for none
    period: int
    newest: Newest | None
    findings: tuple[Finding, ...]  # what it comes to at each board

    @property
    def errors(self) -> int:
        """How many problems keep it from being published."""
        return len(self.refusals) + sum(one.severity == "error" for one in self.problems)


# What files and editions refuse is good as long as neither changed; records are asked each time.
_REFUSED: WeakKeyDictionary[Engine, dict[Path, tuple[Read, int, Problems]]] = WeakKeyDictionary()


def banks(actor: Actor) -> tuple[Checked, ...]:
    """Return every bank, by name; a service without a bank folder has none."""
    with view(actor, "problems.see") as a:
        return tuple(
            checked(a, folder, read(a, folder)) for folder in folders(actor.service.settings.banks)
        )


def checked(a: Act, folder: Path, found: Read) -> Checked:
    """Return the state of one bank folder, in which that was found."""
    periods = content.periods(a.connection, folder.name)
    newest = content.newest_edition(a.connection, periods[-1].id) if periods else None
    return Checked(
        slug=folder.name,
        folder=folder,
        title=found.title,
        problems=found.problems,
        refusals=_refusals(a, folder, found, newest.id if newest else 0),
        published=newest.number if newest else 0,
        period=len(periods),
        newest=_newest(a, periods[-1], found) if periods else None,
        findings=found.findings,
    )


def _newest(a: Act, activity: Row[Any], found: Read) -> Newest:
    before = frozen.terms(a.connection, activity.id)
    after = None if isinstance(found.ready, NotPublished) else found.ready[1].manifest.terms
    stopped = stop_of(a.connection, activity.id)
    return Newest(
        key=frozen.activity_key(a.connection, activity.id),
        expires=activity.expires,
        is_open=stopped is None and activity.released <= a.today <= activity.expires,
        halt=stopped.said(a.actor.service.settings.zone) if stopped is not None else "",
        changes=changed(before, after) if after is not None else (),
    )


def _refusals(a: Act, folder: Path, found: Read, newest: int) -> Problems:
    """Return what publication would refuse; `newest` is the bank's newest edition, 0 for none."""
    shelf = _REFUSED.setdefault(a.connection.engine, {})
    known = shelf.get(folder)
    if known is None or known[0] is not found or known[1] != newest:
        known = shelf[folder] = (found, newest, _refused(a, found))
    if isinstance(found.ready, NotPublished):
        return known[2]
    return (*known[2], *of_records(a.connection, *found.ready, found.stands))


def _refused(a: Act, found: Read) -> Problems:
    if isinstance(found.ready, NotPublished):
        return tuple(one for one in found.ready.problems if one not in found.problems)
    return of_files(a.connection, *found.ready, a.today)

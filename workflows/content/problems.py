"""The state of every bank in the bank folder: its problems, and what of it is published."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from quizzes.bank import Bank, folders
from quizzes.checking import check
from quizzes.problem import Problem
from quizzes.reading import read_bank
from storage import content
from workflows.act import view
from workflows.content import frozen
from workflows.content.publish import Edition, NotPublished, prepare
from workflows.content.refusing import refusals
from workflows.content.terms import Change, changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Engine, Row

    from settings import Settings
    from workflows.act import Act, Actor

Stamp = tuple[tuple[str, int, int], ...]
Problems = tuple[Problem, ...]


@dataclass(frozen=True)
class Newest:
    """The newest activity of a bank, and in which terms the files differ from it."""

    key: str
    expires: date
    is_open: bool
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

    @property
    def errors(self) -> int:
        """How many problems keep it from being published."""
        return len(self.refusals) + sum(one.severity == "error" for one in self.problems)


@dataclass(frozen=True)
class Read:
    """What a folder's files hold on one day."""

    title: str
    problems: Problems
    ready: tuple[Bank, Edition] | NotPublished


# A page of problems is drawn at every click, and checking reads every file: what was found is
# good as long as no file and no day changed, and nothing was published since.
_READ: dict[Path, tuple[date, Stamp, Read]] = {}
_REFUSED: WeakKeyDictionary[Engine, dict[Path, tuple[Read, int, Problems]]] = WeakKeyDictionary()


def banks(actor: Actor) -> tuple[Checked, ...]:
    """Return every bank, by name; a service without a bank folder has none."""
    settings = actor.service.settings
    with view(actor, "problems.see") as a:
        return tuple(_checked(a, folder, settings) for folder in folders(settings.banks))


def _checked(a: Act, folder: Path, settings: Settings) -> Checked:
    read = _read(folder, a.today, settings)
    periods = content.periods(a.connection, folder.name)
    newest = content.newest_edition(a.connection, periods[-1].id) if periods else None
    return Checked(
        slug=folder.name,
        folder=folder,
        title=read.title,
        problems=read.problems,
        refusals=_refusals(a, folder, read, newest.id if newest else 0),
        published=newest.number if newest else 0,
        period=len(periods),
        newest=_newest(a, periods[-1], read) if periods else None,
    )


def _newest(a: Act, activity: Row[Any], read: Read) -> Newest:
    before = frozen.terms(a.connection, activity.id)
    after = None if isinstance(read.ready, NotPublished) else read.ready[1].manifest.terms
    return Newest(
        key=frozen.activity_key(a.connection, activity.id),
        expires=activity.expires,
        is_open=activity.released <= a.today <= activity.expires,
        changes=changed(before, after) if after is not None else (),
    )


def _read(folder: Path, today: date, settings: Settings) -> Read:
    shared = (settings.banks / "provider.yaml", settings.forms)
    now = stamp((folder, *shared))
    known = _READ.get(folder)
    if known is None or known[:2] != (today, now):
        bank, _ = read_bank(folder)
        read = Read(
            title=bank.activity.title if bank is not None else folder.name,
            problems=check(folder, today, *shared),
            ready=prepare(settings, folder, today),
        )
        known = _READ[folder] = (today, now, read)
    return known[2]


def _refusals(a: Act, folder: Path, read: Read, newest: int) -> Problems:
    """Return what publication would refuse; `newest` is the bank's newest edition, 0 for none."""
    shelf = _REFUSED.setdefault(a.connection.engine, {})
    known = shelf.get(folder)
    if known is None or known[0] is not read or known[1] != newest:
        known = shelf[folder] = (read, newest, _refused(a, read))
    return known[2]


def _refused(a: Act, read: Read) -> Problems:
    if isinstance(read.ready, NotPublished):
        return tuple(one for one in read.ready.problems if one not in read.problems)
    return refusals(a.connection, *read.ready, a.today)


def stamp(places: Iterable[Path]) -> Stamp:
    """Return name, size and time of every file: what changes when an author saves one."""
    return tuple(one for place in places for one in sorted(_files(str(place))))


def _files(place: str) -> Iterator[tuple[str, int, int]]:
    """Return the files of a place; asked for at every click, so with what one look tells."""
    try:
        with os.scandir(place) as inside:
            entries = list(inside)
    except NotADirectoryError:
        found = Path(place).stat()
        yield place, found.st_size, found.st_mtime_ns
        return
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != ".git":
                yield from _files(entry.path)
        elif entry.is_file():
            found = entry.stat()
            yield entry.path, found.st_size, found.st_mtime_ns

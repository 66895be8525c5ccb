"""The state of every bank in the bank folder: its problems, and what of it is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizzes.bank import folders
from quizzes.checking import check
from quizzes.problem import Problem
from quizzes.reading import read_bank
from storage import content
from workflows.act import view

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from settings import Settings
    from workflows.act import Actor

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Checked:
    """One bank folder."""

    slug: str
    folder: Path
    title: str
    problems: tuple[Problem, ...]
    published: int  # the number of the newest edition of its newest period, 0 for none
    period: int

    @property
    def errors(self) -> int:
        """How many problems keep it from being published."""
        return sum(one.severity == "error" for one in self.problems)


# A page of problems is drawn at every click, and checking reads every file: what was found is
# good as long as no file and no day changed.
_CHECKED: dict[Path, tuple[date, Stamp, str, tuple[Problem, ...]]] = {}


def banks(actor: Actor) -> tuple[Checked, ...]:
    """Return every bank, by name; a service without a bank folder has none."""
    settings = actor.service.settings
    with view(actor, "problems.see") as a:
        found = []
        for folder in folders(settings.banks):
            title, problems = _checked(folder, a.today, settings)
            periods = content.periods(a.connection, folder.name)
            number = content.newest_edition(a.connection, periods[-1].id).number if periods else 0
            found.append(Checked(folder.name, folder, title, problems, number, len(periods)))
        return tuple(found)


def _checked(folder: Path, today: date, settings: Settings) -> tuple[str, tuple[Problem, ...]]:
    shared = (settings.banks / "provider.yaml", settings.forms)
    stamp = _stamp((folder, *shared))
    known = _CHECKED.get(folder)
    if known is None or known[:2] != (today, stamp):
        bank, _ = read_bank(folder)
        title = bank.activity.title if bank is not None else folder.name
        known = _CHECKED[folder] = (today, stamp, title, check(folder, today, *shared))
    return known[2], known[3]


def _stamp(places: Iterable[Path]) -> Stamp:
    """Return name, size and time of every file: what changes when an author saves one."""
    files = [
        file
        for place in places
        for file in (sorted(place.rglob("*")) if place.is_dir() else [place])
    ]
    return tuple(
        (str(file), found.st_size, found.st_mtime_ns)
        for file in files
        if file.is_file() and (found := file.stat())
    )

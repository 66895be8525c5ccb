"""Bank folders as their files are now, read once and kept until a file or the day changes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from credit.findings import Finding
from quizzes.bank import Bank, folders
from quizzes.checking import check
from quizzes.digest import digest, frozen
from quizzes.models import AnyItem, Provider
from quizzes.problem import Problem
from quizzes.reading import read_bank, read_provider
from workflows.content.disclosed import Stands, standings, without_theirs
from workflows.content.publish import Edition, NotPublished, prepare
from workflows.content.refusing import board_findings
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from workflows.act import Act

Stamp = tuple[tuple[str, int, int], ...]
Problems = tuple[Problem, ...]


@dataclass(frozen=True)
class Present:
    """An item as its file holds it now: as it would be frozen, with the digest of that."""

    written: AnyItem  # with status, authors, history: the work on it
    frozen: AnyItem  # what a physician sees and how it is marked
    digest: str


@dataclass(frozen=True)
class Read:
    """What a folder's files hold on one day."""

    folder: Path
    title: str
    problems: Problems
    bank: Bank | None
    items: Mapping[str, Present]  # by id; what could not be frozen is left out
    ready: tuple[Bank, Edition] | NotPublished
    stands: tuple[Stands, ...]  # everybody in control of content
    provider: Provider | None
    findings: tuple[Finding, ...]


# A page of problems is drawn at every click, and checking reads every file: what was found is
# good as long as no file, no day and nobody's disclosure changed.
_READ: dict[Path, tuple[date, Stamp, Read]] = {}


def read(a: Act, folder: Path) -> Read:
    """Return what a bank folder holds today."""
    settings, today = a.actor.service.settings, a.today
    shared = (settings.banks / "provider.yaml", settings.forms)
    now = stamp((folder, *shared))
    known = _READ.get(folder)
    before = known[2] if known is not None and known[:2] == (today, now) else None
    bank = before.bank if before is not None else read_bank(folder)[0]
    provider = before.provider if before is not None else read_provider(shared[0])[0]
    stands = _stands(a, bank, provider)
    if before is not None and before.stands == stands:
        return before
    made = Read(
        folder=folder,
        title=bank.activity.title if bank is not None else folder.name,
        problems=without_theirs(check(folder, today, *shared), stands),
        bank=bank,
        items=dict(present(bank)) if bank is not None else {},
        ready=prepare(settings, folder, today, stands),
        stands=stands,
        provider=provider,
        findings=board_findings(bank.activity, bank.activity.planning) if bank else (),
    )
    _READ[folder] = (today, now, made)
    return made


def _stands(a: Act, bank: Bank | None, provider: Provider | None) -> tuple[Stands, ...]:
    if bank is None or provider is None:
        return ()
    months = provider.disclosure_months
    return standings(a.connection, bank.activity, bank.slug, months, a.today)


@dataclass(frozen=True)
class Opened:
    """One item with the bank it belongs to."""

    read: Read
    bank: Bank
    item: Present


def opened(a: Act, slug: str, item_id: str) -> Opened:
    """Return an item of a bank as the files hold it now.

    Raises:
        NotFound: there is no such bank or item, or it cannot be read.
    """
    for folder in folders(a.actor.service.settings.banks):
        found = read(a, folder) if folder.name == slug else None
        if found is not None and found.bank is not None and item_id in found.items:
            return Opened(found, found.bank, found.items[item_id])
    raise NotFound("question")


def present(bank: Bank) -> Iterator[tuple[str, Present]]:
    """Give each item whose figures and stimulus can be read, by its id, as its file holds it."""
    defaults = {str(kind): rule for kind, rule in bank.activity.rules.default_scoring.items()}
    for name, one in bank.items.items():
        if _is_whole(bank, one):
            kept = frozen(one, bank.digests, defaults, bank.stimuli)
            yield name, Present(one, kept, digest(kept))


def _is_whole(bank: Bank, one: AnyItem) -> bool:
    """Whether everything that an item shows can be read."""
    if one.stimulus is not None and one.stimulus not in bank.stimuli:
        return False
    shared = bank.stimuli[one.stimulus].media if one.stimulus is not None else ()
    return all(figure.file in bank.digests for figure in (*one.media, *shared))


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

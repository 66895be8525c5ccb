"""The sources that the questions of all banks cite, and those that a newer one replaced."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quizzes.problem import Fault
from quizzes.sources import Names, joined, names_of
from quizzes.text import Closed, Reference
from storage import superseded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from workflows.content.shelf import Read

RULE = "reference-superseded"


class Supersession(Closed):
    """What the office says of a source that was replaced; taken back, it is not in force."""

    schema_version: Literal[1] = 1
    names: tuple[str, ...]
    cite: str
    newer: Reference
    note: str
    in_force: bool = True


@dataclass(frozen=True)
class Marked:
    """A supersession as it stands now."""

    source: str  # what it is kept under
    seq: int
    by: int  # inner id of who said it last
    said: Supersession


@dataclass(frozen=True)
class Cited:
    """A source with every question that cites it, whichever bank it is in."""

    source: str  # names it in an act
    names: Names
    cite: str
    link: str
    flagged: bool  # an author ticked that a newer edition replaced it
    marked: Marked | None  # in force
    seen: int  # the seq of what was said of it last, 0 for nothing
    items: tuple[tuple[str, str], ...]  # bank and item
    activities: tuple[str, ...]  # banks that name it for further study

    @property
    def superseded(self) -> bool:
        """Whether anybody said that it was replaced."""
        return self.flagged or self.marked is not None


def marks(connection: Connection) -> tuple[Marked, ...]:
    """Return every source that was ever marked, as it stands."""
    return tuple(
        Marked(row.source, row.seq, row.by, Supersession.model_validate_json(row.body))
        for row in superseded.newest(connection)
    )


def in_force(connection: Connection) -> Mapping[str, Marked]:
    """Return the supersessions in force, by each name of the source that was replaced."""
    return {name: one for one in marks(connection) if one.said.in_force for name in one.said.names}


def replaced(references: Sequence[Reference], held: Mapping[str, Marked]) -> Iterator[Fault]:
    """Name the references that the office marked as replaced, each with what to cite instead."""
    for number, one in enumerate(references):
        found = next((held[name] for name in names_of(one) if name in held), None)
        if found is None or one.superseded:  # the file says so itself
            continue
        note = f" {found.said.note}" if found.said.note else ""
        message = f"{one.id} was replaced by: {found.said.newer.cite}{note}"
        fix = "Check the question against the newer source and cite that."
        yield Fault(RULE, message, fix, ("references", number))


def cited(connection: Connection, banks: Iterable[tuple[str, Read]]) -> tuple[Cited, ...]:
    """Return the sources of some banks: those that were replaced first, then by how many cite."""
    places = list(_places(banks))
    whole = joined(names_of(one) for one, _, _ in places)
    every = marks(connection)
    by_source: dict[Names, list[tuple[Reference, str, str]]] = {}
    for place in places:
        names = whole[next(iter(names_of(place[0])))]
        by_source.setdefault(names, []).append(place)
    made = [_cited(names, those, every) for names, those in by_source.items()]
    return tuple(sorted(made, key=lambda one: (not one.superseded, -len(one.items), one.cite)))


def _places(banks: Iterable[tuple[str, Read]]) -> Iterator[tuple[Reference, str, str]]:
    """Give each reference with its bank and item; "" where the activity itself names it."""
    for slug, found in banks:
        for item_id, one in found.items.items():
            if one.written.status != "retired":
                yield from ((each, slug, item_id) for each in one.written.references)
        for each in found.bank.activity.references if found.bank is not None else ():
            yield each, slug, ""


def _cited(names: Names, those: list[tuple[Reference, str, str]], every: Iterable[Marked]) -> Cited:
    first = those[0][0]
    own = [one for one in every if not names.isdisjoint(one.said.names)]
    return Cited(
        source=source_id(names),
        names=names,
        cite=first.cite,
        link=first.link or "",
        flagged=any(one.superseded for one, _, _ in those),
        marked=next((one for one in own if one.said.in_force), None),
        seen=own[0].seq if own else 0,
        items=tuple(dict.fromkeys((slug, item) for _, slug, item in those if item)),
        activities=tuple(dict.fromkeys(slug for _, slug, item in those if not item)),
    )


def source_id(names: Names) -> str:
    """Return what names a source in an act."""
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()

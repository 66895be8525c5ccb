"""What people learned who took an activity again: first attempt to last, by objective."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from documents.tables import csv_text
from scoring.packed import Sheet
from scoring.statistics.learning import Gain, gains, shares
from scoring.statistics.small import SMALLEST, few_either_way
from storage import content, sheets
from workflows.act import view
from workflows.content import frozen
from workflows.refusals import NotFound
from workflows.reports.statistics import may, numbered, sheet_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from scoring.statistics.learning import Shares
    from workflows.act import Actor

FIRST, LAST = 0, 1


@dataclass(frozen=True)
class Learning:
    """Gains by objective among those who came back, after feedback: nobody stands for the others.

    Whoever takes an activity again was told the answers before, and is often who did not pass.
    """

    key: str
    title: str
    people: int  # who took it again; 0 where they are too few for an author to see
    gains: tuple[Gain, ...]  # in the order of the objectives
    objectives: dict[str, str]  # texts by id


@dataclass
class _Rows:
    """The packed attempts at one edition, and whose, first or last, each is."""

    sheet: Sheet
    picks: list[bytes] = field(default_factory=list)
    whose: list[int] = field(default_factory=list)
    which: list[int] = field(default_factory=list)


def learning(actor: Actor, key: str) -> Learning:
    """Return the gains of an activity.

    Raises:
        NotFound: there is no such activity, or it is none of the author's.
    """
    with view(actor, "statistics.see", on=("activity", key)) as a:
        newest = content.newest_edition(a.connection, a.on.id)
        if not may(a, newest.id):
            raise NotFound("edition")
        objectives = {
            one.id: one.text for one in frozen.manifest(a.connection, newest.id).front.objectives
        }
        people, rows = _read(a.connection, a.on.id)
        least = 1 if a.actor.has("staff") else SMALLEST
        found = gains(_placed(rows, people, FIRST), _placed(rows, people, LAST), list(objectives))
        return Learning(
            key=frozen.activity_key(a.connection, a.on.id),
            title=frozen.terms(a.connection, a.on.id).title,
            people=people if people >= least else 0,
            gains=tuple(one for one in found if a.actor.has("staff") or _is_large(one)),
            objectives=objectives,
        )


def _is_large(one: Gain) -> bool:
    """Whether an author may see it: with one question its shares tell how many were right."""
    return not any(few_either_way(one.n, each) for each in (one.first, one.last))


def _read(connection: Connection, activity_id: int) -> tuple[int, list[_Rows]]:
    """Return how many people came back, and their packed attempts by edition."""
    places: dict[int, int] = {}
    held: dict[int, _Rows] = {}
    for row in sheets.repeated(connection, activity_id):
        rows = held.get(row.edition_id)
        if rows is None:
            sheet = sheet_of(connection, frozen.items_of(connection, row.edition_id))
            rows = held[row.edition_id] = _Rows(sheet)
        rows.picks.append(numbered(rows.sheet, row))
        rows.whose.append(places.setdefault(row.who, len(places)))
        rows.which.append(LAST if row.last else FIRST)
    return len(places), list(held.values())


def _placed(held: list[_Rows], people: int, which: int) -> dict[str, Shares]:
    """Return by objective the shares in everybody's first or last attempt, in one order."""
    found: dict[str, Shares] = {}
    for rows in held:
        chosen = np.array(rows.which) == which
        whose = np.array(rows.whose)[chosen]
        for name, some in shares(rows.sheet, rows.picks).items():
            found.setdefault(name, np.full(people, np.nan))[whose] = some[chosen]
    return found


def export(actor: Actor, key: str) -> str:
    """Return the gains as a comma-separated table, one line an objective.

    Raises:
        NotFound: as in `learning`.
    """
    page = learning(actor, key)
    return csv_text(
        ("objective", "text", "repeaters", "first_attempt", "last_attempt", "gain"),
        (
            (one.objective, page.objectives[one.objective], str(one.n),
             *(f"{each:.6f}" for each in (one.first, one.last, one.gain)))
            for one in page.gains
        ),
    )  # fmt: skip

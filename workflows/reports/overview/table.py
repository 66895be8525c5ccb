"""A table of the overview, and what of it may not be shown of few people."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scoring.statistics.small import hidden

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """One table: its heading cells, and rows whose first cells name them.

    A cell without a value is not defined, or of so few people that it is not shown.
    """

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    counts: tuple[int, ...] = ()  # columns that count people
    rests_on: int | None = None  # the column whose number of people what follows it rests on
    by: int | None = None  # rows with the same cell here add up to a sum that can be reckoned
    shares: tuple[int, ...] = ()  # columns with what percentage of `rests_on` did something


def with_large_cells(table: Table) -> Table:
    """Leave out what counts fewer than five people, and what rests on so few."""
    rows = [list(row) for row in table.rows]
    for some in _groups(table, rows):
        for column in table.counts:
            hides = hidden([int(row[column] or 0) for row in some])
            for row, hide in zip(some, hides, strict=True):
                row[column] = None if hide else row[column]
    if table.rests_on is not None:
        for row in rows:
            if row[table.rests_on] is None:
                row[table.rests_on + 1 :] = [None] * len(row[table.rests_on + 1 :])
            for column in table.shares:
                row[column] = _of_enough(row[column], row[table.rests_on])
    return replace(table, rows=tuple(map(tuple, rows)))


def _of_enough(share: Cell, n: Cell) -> Cell:
    """Return a percentage of n people unless one to four of them did so, or did not."""
    if share is None or n is None:
        return None
    did = round(float(share) * int(n) / 100)
    return None if any(hidden([did, int(n) - did])) else share


def _groups(table: Table, rows: list[list[Cell]]) -> list[list[list[Cell]]]:
    """Return the rows in the groups whose sums can be reckoned from what is shown."""
    if table.by is None:
        return [rows]
    groups: dict[Cell, list[list[Cell]]] = {}
    for row in rows:
        groups.setdefault(row[table.by], []).append(row)
    return list(groups.values())

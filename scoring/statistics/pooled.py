"""The statistics of an item over several editions: all of it, by version, and around each edit.

Whoever was asked it in one edition is judged by the share that they had of their other items there,
as in `sheets.py`; what is pooled is people, never averages of averages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from scoring.statistics.column import Column
from scoring.statistics.interval import difference
from scoring.statistics.item import ItemStatistics, item_statistics
from scoring.statistics.sheets import column, levels_of, parts_of, totals
from scoring.statistics.small import few_either_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from scoring.packed import Sheet
    from scoring.statistics.item import Levels

    State = tuple[int, int]  # version and revision
    Answers = tuple[Column, NDArray[np.intp]]  # with the place of each one's total


@dataclass(frozen=True, slots=True)
class Edit:
    """What one edit did: people before it and others after it."""

    item: str
    before: tuple[int, int]  # version and revision
    after: tuple[int, int]
    n_before: int
    n_after: int
    facility_before: float
    facility_after: float
    interval: tuple[float, float]  # of the difference

    @property
    def difference(self) -> float:
        """By how much more of the marks is had since."""
        return self.facility_after - self.facility_before


@dataclass(frozen=True, slots=True)
class Pooled:
    """One item over all editions."""

    item: str
    whole: ItemStatistics | None  # none where its versions give different points
    versions: tuple[tuple[int, ItemStatistics], ...]
    edits: tuple[Edit, ...]  # oldest first; those that somebody answered before and after


def pooled(
    editions: Iterable[tuple[Sheet, Sequence[bytes]]], *, large_only: bool = False
) -> tuple[Pooled, ...]:
    """Return the pooled statistics of every item of some editions, by its id.

    With `large_only`, an item's answers in an edition where few got it right, or wrong, are left
    out: beside what is shown of the other editions they could be reckoned.
    """
    levels, held = _held(editions, large_only=large_only)
    return tuple(_pooled(name, states, levels) for name, states in sorted(held.items()))


def _held(
    editions: Iterable[tuple[Sheet, Sequence[bytes]]], *, large_only: bool
) -> tuple[Levels, dict[str, dict[State, list[Answers]]]]:
    """Return the totals that occur, and the answers by item and by its version and revision."""
    tables = [(sheet, sheet.table(rows)) for sheet, rows in editions]
    scored = [(list(sheet.scored(table)), len(table)) for sheet, table in tables]
    parts = parts_of(chain.from_iterable(some for some, _ in scored))
    sums = [totals(some, attempts, parts) for some, attempts in scored]
    got, most = (np.concatenate([one[at] for one in sums] or [np.zeros(0, int)]) for at in (0, 1))
    levels, places = levels_of(got, most)
    held: dict[str, dict[State, list[Answers]]] = {}
    first = 0
    for some, attempts in scored:
        place = places[first : first + attempts]
        first += attempts
        for one in some:
            asked = column(one, parts)
            if not len(asked.codes) or (large_only and _is_of_few(asked)):
                continue
            item = one.marker.item
            states = held.setdefault(item.id, {})
            answers = (asked, place[one.drawn])
            states.setdefault((item.version, item.revision), []).append(answers)
    return levels, held


def _is_of_few(one: Column) -> bool:
    return few_either_way(len(one.codes), float(one.worth[one.codes].mean()) / one.most)


def _pooled(name: str, states: dict[State, list[Answers]], levels: Levels) -> Pooled:
    by_version: dict[int, list[Answers]] = {}
    for (version, _), answers in sorted(states.items()):
        by_version.setdefault(version, []).extend(answers)
    every = [one for some in by_version.values() for one in some]
    alike = len({one.most for one, _ in every}) == 1
    return Pooled(
        item=name,
        whole=_figures(every, levels, options=len(by_version) == 1) if alike else None,
        versions=tuple(
            (version, _figures(some, levels, options=True)) for version, some in by_version.items()
        ),
        edits=tuple(_edits(name, states, levels)),
    )


def _edits(name: str, states: dict[State, list[Answers]], levels: Levels) -> Iterable[Edit]:
    figures = [
        (state, one)
        for state, answers in sorted(states.items())
        if (one := _figures(answers, levels, options=False)).n
    ]
    for (before, one), (after, two) in pairwise(figures):
        was, now = one.facility or 0.0, two.facility or 0.0
        interval = difference((was, one.n), (now, two.n))
        yield Edit(name, before, after, one.n, two.n, was, now, interval)


def _figures(answers: Sequence[Answers], levels: Levels, *, options: bool) -> ItemStatistics:
    """Return the statistics of the same item's answers together."""
    place = np.concatenate([one for _, one in answers])
    return item_statistics(_joined([one for one, _ in answers], options=options), place, levels)


def _joined(columns: Sequence[Column], *, options: bool) -> Column:
    """Return several columns of one item as one: by option where these are the same, else by worth.

    The order of the options may have changed with the wording; across versions the same letter may
    stand for another text, so there no option is counted.
    """
    first = columns[0]
    if options and first.labels and all(set(one.labels) == set(first.labels) for one in columns):
        return _by_option(columns)
    return _by_worth(columns)


def _by_option(columns: Sequence[Column]) -> Column:
    first = columns[0]
    codes, worth = [], first.worth.copy()
    for one in columns:
        place = np.array([first.labels.index(label) for label in one.labels])
        codes.append(place[one.codes] if len(one.codes) else one.codes)
        # An option that nobody chose in one edition has no worth there.
        np.maximum.at(worth, place, one.worth)
    return replace(first, codes=np.concatenate(codes), worth=worth)


def _by_worth(columns: Sequence[Column]) -> Column:
    """Code each answer by what it is worth; no answer has a code of its own, the last."""
    worths = np.unique(np.concatenate([one.worth for one in columns] + [np.zeros(1, np.int64)]))
    codes = []
    for one in columns:
        place = np.searchsorted(worths, one.worth)
        if one.omitted is not None:
            place[one.omitted] = len(worths)
        codes.append(place[one.codes] if len(one.codes) else one.codes.astype(np.intp))
    first = columns[0]
    worth = np.append(worths, 0)
    return Column(first.name, np.concatenate(codes), worth, first.most, omitted=len(worths))

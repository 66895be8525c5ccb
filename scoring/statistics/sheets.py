"""The statistics of an edition from its packed attempts: no answer is looked at as an object.

Where attempts draw their items, each item is judged among those who were asked it, against the
share that they had of their other items; alpha needs a form that everybody was asked.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from quizzes.kinds.single_best_answer import SingleBestAnswer
from scoring.packed import NOTHING
from scoring.statistics.column import Column
from scoring.statistics.item import Levels, item_statistics
from scoring.statistics.whole import Statistics, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from scoring.packed import Scored, Sheet

    Whole = NDArray[np.int64]


def statistics_of(sheet: Sheet, rows: Iterable[bytes]) -> Statistics:
    """Return all statistics of the packed attempts of an edition, its items in their order."""
    table = sheet.table(rows)
    scored = list(sheet.scored(table))
    parts = parts_of(scored)
    got, most = totals(scored, len(table), parts)
    asked = np.flatnonzero(most)
    place = np.zeros(len(table), dtype=np.intp)
    levels, place[asked] = levels_of(got[asked], most[asked])
    items = tuple(item_statistics(column(one, parts), place[one.drawn], levels) for one in scored)
    same = all(one.drawn.all() for one in scored)
    return whole(items, got[asked], parts, fixed=same, right_or_wrong=_right_or_wrong(scored))


def parts_of(scored: Iterable[Scored]) -> int:
    """Return into how many parts a mark must be cut so that every worth is whole."""
    return lcm(*(one.denominator for each in scored for one in _points(each)))


def totals(scored: Iterable[Scored], attempts: int, parts: int) -> tuple[Whole, Whole]:
    """Return what each attempt got and could have got, in `parts` of a mark."""
    got, most = (np.zeros(attempts, dtype=np.int64) for _ in range(2))
    for one in scored:
        got[one.drawn] += worth(one, parts)[one.which]
        most[one.drawn] += int(one.marker.points * parts)
    return got, most


def levels_of(got: Whole, most: Whole) -> tuple[Levels, NDArray[np.intp]]:
    """Return the different totals by their share, lowest first, and which one each attempt has."""
    base = int(most.max(initial=0)) + 1
    pairs, place = np.unique(got * base + most, return_inverse=True)
    had, could = pairs // base, pairs % base
    order = np.argsort(had / np.maximum(could, 1), kind="stable")
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    return Levels(had[order].astype(float), could[order].astype(float)), rank[place]


def column(one: Scored, parts: int) -> Column:
    """Return the answers of those who were asked one item, worth counted in `parts` of a mark."""
    item, most = one.marker.item, int(one.marker.points * parts)
    if isinstance(item, SingleBestAnswer):
        return _options(one, item, parts, most)
    omitted = one.answers.index(NOTHING) if NOTHING in one.answers else None
    codes = one.which.astype(np.intp)  # what follows multiplies them
    return Column(item.id, codes, worth(one, parts), most, omitted=omitted)


def _options(one: Scored, item: SingleBestAnswer, parts: int, most: int) -> Column:
    """Return a column with a code for each option, also for those that nobody chose."""
    options = item.choice_ids
    place = np.array([len(options) if got == NOTHING else got - 1 for got in one.answers] or [0])
    keyed = {one.keyed_answer for one in one.marker.keyings}
    values = np.zeros(len(options) + 1, dtype=np.int64)
    values[place[: len(one.answers)]] = worth(one, parts)
    return Column(
        name=item.id,
        codes=place[one.which],
        worth=values,
        most=most,
        labels=(*options, ""),
        key=frozenset(at for at, name in enumerate(options) if name in keyed),
        omitted=len(options),
    )


def _points(one: Scored) -> Sequence[Fraction]:
    return [*(score * one.marker.points for score in one.scores), one.marker.points]


def worth(one: Scored, parts: int) -> Whole:
    """Return what each of an item's scores is worth, in `parts` of a mark."""
    return np.array([int(score * one.marker.points * parts) for score in one.scores], np.int64)


def _right_or_wrong(scored: Sequence[Scored]) -> bool:
    return all({*_points(one)} <= {0, 1} for one in scored)

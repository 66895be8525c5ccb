"""The statistics of one item, all from one table: how often each answer came with each total.

Formulas: facility is the mean mark over the highest; the discriminations are the correlation with
the total of the other items (item-rest), with the whole total (point-biserial), Pearson's biserial
of the item-rest correlation, the difference between the high and the low 27%, and the share of
the covariance that the item could have had (Moodle's discriminative efficiency, in percent).
What is not defined is None: a correlation with what does not vary, a biserial of what everybody
or nobody got right.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from scoring.statistics.groups import quantiles, weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.statistics.column import Column

    Table = NDArray[np.int64]  # answers × totals: people
    Real = NDArray[np.float64]

THIRD = 1 / 3
NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class OptionStatistics:
    """One option: who chose it, in shares of a group."""

    option: str
    key: bool
    n: int
    proportion: float
    r_rest: float | None  # of choosing it with the total of the other items
    upper_27: float
    lower_27: float
    high: float  # third
    middle: float
    low: float
    fifths: tuple[float, ...]  # of the people by their total, the lowest first: the option's curve


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item among n people."""

    item: str
    n: int
    omitted: int
    facility: float | None
    variance: float  # of the marks, with n - 1
    r_item_rest: float | None
    point_biserial: float | None
    biserial: float | None
    discrimination_27: float | None
    discriminative_efficiency: float | None
    options: tuple[OptionStatistics, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The totals that occur, by their share of what could be had, the lowest first."""

    got: Real
    most: Real

    @property
    def share(self) -> Real:
        """What part of it was had."""
        return self.got / self.most


def item_statistics(column: Column, place: NDArray[np.intp], levels: Levels) -> ItemStatistics:
    """Return the statistics of one item among those who were asked it.

    `place` gives each one's total as a place among `levels`. Where people were asked different
    items, the rest is the share that a person had of the other items.
    """
    if not len(place):
        return ItemStatistics(column.name, 0, 0, None, 0.0, None, None, None, None, None, ())
    table = _table(column, place, len(levels.got))
    people = table.sum(axis=0)
    n = int(people.sum())
    answered = table.sum(axis=1)
    worth, totals = column.worth.astype(float), levels.share
    mean = float(answered @ worth) / n
    other = np.maximum(levels.most - column.most, 1)  # with no other item there is no rest
    rest = (levels.got[None, :] - worth[:, None]) / other[None, :]
    low, high = weights(people)
    r_rest = _correlation(table, np.broadcast_to(worth[:, None], table.shape), rest)
    facility = mean / column.most
    upper, lower = (float(table @ part @ worth) for part in (high, low))
    size = float(people @ high)
    varies = len(set(column.worth[answered > 0].tolist())) > 1
    return ItemStatistics(
        item=column.name,
        n=n,
        omitted=int(answered[column.omitted]) if column.omitted is not None else 0,
        facility=facility,
        variance=float(answered @ (worth - mean) ** 2) / (n - 1) if n > 1 else 0.0,
        r_item_rest=r_rest,
        point_biserial=_correlation(
            table,
            np.broadcast_to(worth[:, None], table.shape),
            np.broadcast_to(totals[None, :], table.shape),
        ),
        biserial=_biserial(r_rest, facility) if _right_or_wrong(column) else None,
        discrimination_27=(upper - lower) / size / column.most if varies else None,
        discriminative_efficiency=_efficiency(table, worth, rest),
        options=_options(column, table, rest) if column.labels else (),
    )


def _table(column: Column, place: NDArray[np.intp], levels: int) -> Table:
    answers = len(column.worth)
    joint = column.codes.astype(np.intp) * levels + place
    return np.bincount(joint, minlength=answers * levels).reshape(answers, levels)


def _correlation(table: Table, one: Real, other: Real) -> float | None:
    """Return Pearson's correlation of two values of each cell; None where one does not vary."""
    n = table.sum()
    apart = one - (table * one).sum() / n
    away = other - (table * other).sum() / n
    spread = float((table * apart**2).sum()) * float((table * away**2).sum())
    held = table > 0
    if np.ptp(one[held]) == 0 or np.ptp(other[held]) == 0:
        return None
    return float((table * apart * away).sum()) / sqrt(spread)


def _right_or_wrong(column: Column) -> bool:
    return set(column.worth.tolist()) <= {0, column.most}


def _biserial(r: float | None, facility: float) -> float | None:
    if r is None or not 0 < facility < 1:
        return None
    return r * sqrt(facility * (1 - facility)) / NORMAL.pdf(NORMAL.inv_cdf(facility))


def _efficiency(table: Table, worth: Real, rest: Real) -> float | None:
    """Return the covariance with the rest in percent of the highest that the two could have had."""
    n = table.sum()
    mean, away = float((table.sum(axis=1) @ worth) / n), rest - (table * rest).sum() / n
    covariance = float((table * (worth - mean)[:, None] * away).sum())
    highest = _sorted_product(worth - mean, table.sum(axis=1), away.ravel(), table.ravel())
    if highest <= 0 or np.ptp(rest[table > 0]) == 0:
        return None
    return 100 * covariance / highest


def _sorted_product(one: Real, times: Table, other: Real, often: Table) -> float:
    """Return the sum of products of two lists, each given as values with counts, both sorted."""
    first, second = np.argsort(one, kind="stable"), np.argsort(other, kind="stable")
    ends = np.cumsum(times[first]), np.cumsum(often[second])
    cuts = np.unique(np.concatenate((*ends, [0])))
    before = cuts[:-1]
    left = one[first][np.searchsorted(ends[0], before, side="right")]
    right = other[second][np.searchsorted(ends[1], before, side="right")]
    return float((left * right * np.diff(cuts)).sum())


def _options(column: Column, table: Table, rest: Real) -> tuple[OptionStatistics, ...]:
    people = table.sum(axis=0)
    n = int(people.sum())
    low, high = weights(people)
    bottom, top = weights(people, THIRD)
    upper, lower, best, middle, worst = (
        table @ part / (people @ part) for part in (high, low, top, 1 - top - bottom, bottom)
    )
    fifths = quantiles(people)
    curves = table @ fifths.T / (people @ fifths.T)
    return tuple(
        OptionStatistics(
            option=label,
            key=code in column.key,
            n=int(table[code].sum()),
            proportion=int(table[code].sum()) / n,
            r_rest=_correlation(table, _chosen(table, code), rest),
            upper_27=float(upper[code]),
            lower_27=float(lower[code]),
            high=float(best[code]),
            middle=float(middle[code]),
            low=float(worst[code]),
            fifths=tuple(curves[code].tolist()),
        )
        for code, label in enumerate(column.labels)
        if code != column.omitted
    )


def _chosen(table: Table, code: int) -> Real:
    chosen = np.zeros(table.shape)
    chosen[code] = 1
    return chosen

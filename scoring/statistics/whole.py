"""The statistics of a whole test: a fixed form that everybody answered.

Alpha is Cronbach's, which for items marked right or wrong is KR-20; KR-21 needs such items. The
standard error of measurement is sd times the root of 1 - alpha, in marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from scoring.statistics.item import ItemStatistics, item_statistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scoring.statistics.column import Column


@dataclass(frozen=True, slots=True)
class Statistics:
    """A test of k items taken by n people; marks in whole marks, not in parts of them."""

    n: int
    k: int
    mean: float | None
    sd: float | None  # with n - 1
    alpha: float | None
    kr21: float | None
    sem: float | None
    items: tuple[ItemStatistics, ...]


def statistics(columns: Sequence[Column], parts: int = 1) -> Statistics:
    """Return all statistics of the columns, whose worth is counted in `parts` of a mark."""
    n = len(columns[0].codes) if columns else 0
    if n == 0:
        return Statistics(0, len(columns), None, None, None, None, None, ())
    totals = np.zeros(n, dtype=np.int64)
    for one in columns:
        totals += one.worth[one.codes]
    levels, place = np.unique(totals, return_inverse=True)
    items = tuple(item_statistics(one, place, levels) for one in columns)
    mean, sd = float(totals.mean()) / parts, _sd(totals) / parts if n > 1 else None
    alpha = _alpha([one.variance / parts**2 for one in items], sd)
    return Statistics(
        n=n,
        k=len(columns),
        mean=mean,
        sd=sd,
        alpha=alpha,
        kr21=_kr21(columns, mean, sd, n) if parts == 1 else None,
        sem=sd * sqrt(1 - alpha) if alpha is not None and sd is not None else None,
        items=items,
    )


def _sd(totals: NDArray[np.int64]) -> float:
    return float(totals.std(ddof=1))


def _alpha(variances: Sequence[float], sd: float | None) -> float | None:
    k = len(variances)
    if k < 2 or not sd:  # noqa: PLR2004  (one item agrees with nothing)
        return None
    return k / (k - 1) * (1 - sum(variances) / sd**2)


def _kr21(columns: Sequence[Column], mean: float, sd: float | None, n: int) -> float | None:
    """Return KR-21, with the variance of all n as Kuder and Richardson (1937) have it."""
    k = len(columns)
    marks = {int(one) for column in columns for one in (*column.worth, column.most)}
    if k < 2 or not sd or not marks <= {0, 1}:  # noqa: PLR2004
        return None
    return k / (k - 1) * (1 - mean * (k - mean) / (k * sd**2 * (n - 1) / n))

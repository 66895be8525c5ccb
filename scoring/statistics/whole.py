"""The statistics of a whole test: a fixed form that everybody answered.

Alpha is Cronbach's, which for items marked right or wrong is KR-20; KR-21 needs such items. The
standard error of measurement is sd times the root of 1 - alpha, in marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from scoring.statistics.item import ItemStatistics, Levels, item_statistics

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
    different, place = np.unique(totals, return_inverse=True)
    most = sum(one.most for one in columns)
    levels = Levels(different.astype(float), np.full(len(different), float(most)))
    items = tuple(item_statistics(one, place, levels) for one in columns)
    marks = {int(one) for column in columns for one in (*column.worth, column.most)}
    return whole(items, totals, parts, fixed=True, right_or_wrong=parts == 1 and marks <= {0, 1})


def whole(
    items: tuple[ItemStatistics, ...],
    totals: NDArray[np.int64],
    parts: int,
    *,
    fixed: bool,
    right_or_wrong: bool,
) -> Statistics:
    """Return the statistics of a test with these items; alpha only where its form is `fixed`."""
    n, k = len(totals), len(items)
    mean = float(totals.mean()) / parts if n else None
    sd = _sd(totals) / parts if n > 1 else None
    alpha = _alpha([one.variance / parts**2 for one in items], sd) if fixed else None
    return Statistics(
        n=n,
        k=k,
        mean=mean,
        sd=sd,
        alpha=alpha,
        kr21=_kr21(k, mean, sd, n) if fixed and right_or_wrong else None,
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


def _kr21(k: int, mean: float | None, sd: float | None, n: int) -> float | None:
    """Return KR-21, with the variance of all n as Kuder and Richardson (1937) have it."""
    if k < 2 or not sd or mean is None:  # noqa: PLR2004
        return None
    return k / (k - 1) * (1 - mean * (k - mean) / (k * sd**2 * (n - 1) / n))

"""Learning: what people scored on each objective in their first attempt and in their last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.statistics.sheets import parts_of, worth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scoring.packed import Sheet

    Shares = NDArray[np.float64]  # one for each attempt; not a number where nothing was asked


@dataclass(frozen=True, slots=True)
class Gain:
    """One objective among n people who were asked about it in both attempts."""

    objective: str
    n: int
    first: float
    last: float

    @property
    def gain(self) -> float:
        """By how much more of the points was had at last."""
        return self.last - self.first


def shares(sheet: Sheet, rows: Sequence[bytes]) -> dict[str, Shares]:
    """Return by objective the share of its points that each attempt had."""
    table = sheet.table(rows)
    scored = list(sheet.scored(table))
    parts = parts_of(scored)
    got: dict[str, NDArray[np.int64]] = {}
    most: dict[str, NDArray[np.int64]] = {}
    for one in scored:
        for name in one.marker.item.objectives:
            had, could = (
                each.setdefault(name, np.zeros(len(table), dtype=np.int64)) for each in (got, most)
            )
            had[one.drawn] += worth(one, parts)[one.which]
            could[one.drawn] += int(one.marker.points * parts)
    with np.errstate(invalid="ignore"):
        return {name: got[name] / np.where(most[name], most[name], np.nan) for name in got}


def gains(
    first: Mapping[str, Shares], last: Mapping[str, Shares], names: Sequence[str]
) -> tuple[Gain, ...]:
    """Return the gain on each objective that was asked in both attempts of anybody.

    The shares stand in the same order of people.
    """
    found = []
    for name in names:
        if name not in first or name not in last:
            continue
        both = ~(np.isnan(first[name]) | np.isnan(last[name]))
        n = int(both.sum())
        if n:
            before, after = (float(one[name][both].mean()) for one in (first, last))
            found.append(Gain(name, n, before, after))
    return tuple(found)

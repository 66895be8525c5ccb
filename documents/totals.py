"""Credit and board points of a person, added up by calendar year in exact quarters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from documents.payload import PointsPayload


class Counted(Protocol):
    """What has a day, credit and points."""

    @property
    def completed_on(self) -> date:
        """The provider's local day."""

    @property
    def credits_quarters(self) -> int:
        """AMA PRA Category 1 Credit, in quarters."""

    @property
    def points(self) -> tuple[PointsPayload, ...]:
        """Points by board and type."""


@dataclass(frozen=True)
class Total:
    """What was claimed in one period; points of different boards are never added together."""

    period: str
    activities: int
    credits_quarters: int
    points: tuple[tuple[str, int], ...]


def by_year(rows: Iterable[Counted]) -> tuple[Total, ...]:
    """Return one total for each calendar year of completion, the earliest first."""
    years: dict[int, list[Counted]] = {}
    for row in sorted(rows, key=lambda row: row.completed_on):
        years.setdefault(row.completed_on.year, []).append(row)
    return tuple(total(str(year), members) for year, members in years.items())


def total(period: str, rows: Iterable[Counted]) -> Total:
    """Return the total of rows, points by board and credit type."""
    every = tuple(rows)
    points: Counter[str] = Counter()
    for row in every:
        for claimed in row.points:
            points[f"{claimed.board} {claimed.credit_type}"] += claimed.quarters
    claimed_credit = sum(row.credits_quarters for row in every)
    return Total(period, len(every), claimed_credit, tuple(sorted(points.items())))

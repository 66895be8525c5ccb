"""A figure that was measured beside the figure to reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Goal:
    """One line of the table: met when `measured` is at most `limit`, or at least, if `more`."""

    what: str
    measured: float
    limit: float
    unit: str
    more: bool = False
    detail: str = ""  # what it was measured against

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.measured >= self.limit if self.more else self.measured <= self.limit

    @property
    def share(self) -> float:
        """The part of what is allowed that is used; above 1 is a miss."""
        if self.more:
            return self.limit / self.measured if self.measured else float("inf")
        return self.measured / self.limit

    @property
    def line(self) -> str:
        """The goal as a line of the table."""
        sign = "≥" if self.more else "≤"
        goal = f"{sign} {self.limit:.4g} {self.unit}"
        said = "met" if self.met else "MISSED"
        measured = f"{self.measured:.3g}" if self.measured < 100 else f"{self.measured:.0f}"
        return (
            f"{self.what:<58} {goal:>14} {measured:>9} {self.share:>6.2f}  {said:<7} {self.detail}"
        )


def table(goals: Iterable[Goal]) -> str:
    """Return the table of all goals."""
    head = f"{'':<58} {'goal':>14} {'measured':>9} {'ratio':>6}"
    return "\n".join([head, *(one.line for one in goals)])

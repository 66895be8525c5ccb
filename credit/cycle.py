"""A diplomate's cycle: its years, and what a board asks in it. A hint, for the board decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credit.amounts import as_text
from credit.calendar import written

if TYPE_CHECKING:
    from datetime import date

    from credit.board_rule import BoardRule, Cycle


@dataclass(frozen=True, slots=True)
class Span:
    """Calendar years, both ends included."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

    def holds(self, day: date) -> bool:
        """Whether a day of completion lies in the span."""
        return self.first <= day.year <= self.last


def span(rule: BoardRule, ends: int | None) -> Span | None:
    """Return the years of the cycle that ends with a year; None where either is not known."""
    if rule.cycle is None or ends is None:
        return None
    return Span(ends - rule.cycle.years + 1, ends)


def asked(board: str, rule: BoardRule) -> str | None:
    """Say what a board asks of its diplomates in a cycle, and that the board decides."""
    if rule.cycle is None:
        return None
    note = f" {rule.cycle.note}" if rule.cycle.note else ""
    sure = "" if rule.cycle.confirmed else " and not confirmed with the board"
    return (
        f"{board} asks for {_needs(rule.cycle)}.{note} This is a hint, as known on"
        f" {written(rule.dated)}{sure}: what counts is for the board to decide."
    )


def _needs(cycle: Cycle) -> str:
    parts = [f"{cycle.total} {cycle.unit} in {cycle.years} years"]
    parts += [f"at least {one.amount} of them {one.of}" for one in cycle.minima]
    if cycle.most_a_year is not None:
        parts.append(f"not more than {cycle.most_a_year} a year")
    return ", ".join(parts)


def progress(rule: BoardRule, held: int) -> str:
    """Return 51 quarters as "12.75 of 100 points", or alone where no target is known."""
    if rule.cycle is None:
        return as_text(held)
    return f"{as_text(held)} of {rule.cycle.total} {rule.cycle.unit}"

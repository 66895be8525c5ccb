"""A rule of item writing: what it finds, why that matters, who says so, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from quizzes.flaws.view import View
from quizzes.problem import Fault, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


class Found(NamedTuple):
    """A flaw in an item: the words that show it, and where."""

    message: str
    place: Place
    severity: Severity | None = None
    """None: the rule's own."""


class InBank(NamedTuple):
    """A flaw that shows between items: of one of them by id, or of the bank (None)."""

    item: str | None
    message: str
    place: Place


@dataclass(frozen=True)
class Rule:
    """What every rule says of itself; `number` is the flaw's in authoring guides, if it has one."""

    id: str
    number: int | None
    severity: Severity
    title: str
    why: str
    source: str
    fix: str

    def fault(self, message: str, place: Place, severity: Severity | None = None) -> Fault:
        """Return a fault of this rule."""
        return Fault(self.id, message, self.fix, place, severity=severity or self.severity)


@dataclass(frozen=True)
class ItemRule(Rule):
    """A rule that looks at one item alone."""

    find: Callable[[View], Iterable[Found]]

    def faults(self, view: View) -> Iterator[Fault]:
        """Return every fault of this rule in an item."""
        for message, place, severity in self.find(view):
            yield self.fault(message, place, severity)

"""How sure somebody was and how often that was right: over all, by objective, and over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.calibration import Level, Quarter, Reading, by_objective, by_quarter, levels, reading
from workflows.act import view
from workflows.learning.met import banks, met

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.history import Objective
    from workflows.act import Actor
    from workflows.learning.met import Bank

Levels = tuple[Level, Level, Level]  # sure, fairly, guess


@dataclass(frozen=True)
class BankLevels:
    """The objectives of one self-assessment, by their texts, in its order."""

    title: str
    objectives: tuple[tuple[str, Levels], ...]


@dataclass(frozen=True)
class Confidence:
    """One person's confidence; each question counts once, as it was first met."""

    levels: Levels
    banks: tuple[BankLevels, ...]  # the one that was begun last first
    quarters: tuple[tuple[Quarter, Levels], ...]  # the first one first

    @property
    def rated(self) -> int:
        """At how many questions the person said how sure they were."""
        return sum(one.n for one in self.levels)

    @property
    def reading(self) -> Reading:
        """What it comes to over all."""
        return reading(self.levels)


def confidence(actor: Actor) -> Confidence:
    """Return what the person's own confidence was worth, wherever it was asked."""
    with view(actor, "learning.see") as a:
        every = met(a)
        found = by_objective(every)
        return Confidence(
            levels=levels(every),
            banks=tuple(one for one in _by_bank(banks(a), found) if one.objectives),
            quarters=tuple(by_quarter(every).items()),
        )


def _by_bank(held: dict[str, Bank], found: dict[Objective, Levels]) -> Iterator[BankLevels]:
    for bank in reversed(held.values()):
        rated = (
            (text, found[bank.slug, name])
            for name, text in bank.objectives.items()
            if (bank.slug, name) in found
        )
        yield BankLevels(bank.title, tuple(rated))

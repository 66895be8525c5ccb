"""How sure somebody was and how often that was right: over all, by objective, and over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.calibration import Level, Quarter, Reading, by_objective, by_quarter, levels, reading
from workflows.act import view
from workflows.learning.met import banks, met

if TYPE_CHECKING:
    from workflows.act import Actor

Levels = tuple[Level, Level, Level]  # sure, fairly, guess


@dataclass(frozen=True)
class ObjectiveLevels:
    """One objective of one self-assessment."""

    title: str
    text: str
    levels: Levels

    @property
    def reading(self) -> Reading:
        """What they come to."""
        return reading(self.levels)


@dataclass(frozen=True)
class Confidence:
    """One person's confidence; each question counts once, as it was first met."""

    levels: Levels
    objectives: tuple[ObjectiveLevels, ...]
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
            objectives=tuple(
                ObjectiveLevels(bank.title, text, found[bank.slug, name])
                for bank in reversed(banks(a).values())
                for name, text in bank.objectives.items()
                if (bank.slug, name) in found
            ),
            quarters=tuple(by_quarter(every).items()),
        )

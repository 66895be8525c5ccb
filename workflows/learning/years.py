"""One's own history: each objective year by year, and whether the last two are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.history import Year, by_year, change
from workflows.act import view
from workflows.learning.met import banks, met

if TYPE_CHECKING:
    from workflows.act import Actor


@dataclass(frozen=True)
class ObjectiveYears:
    """One objective, the newest year first."""

    text: str
    years: tuple[Year, ...]

    @property
    def change(self) -> int | None:
        """How the newest year compares with the one before that had new questions.

        1 better, -1 worse, 0 not told apart, None too few to say.
        """
        new = [one for one in self.years if one.n]
        return change(new[1], new[0]) if len(new) > 1 else None

    @property
    def comparable(self) -> bool:
        """Whether there are two years with new questions at all."""
        return sum(bool(one.n) for one in self.years) > 1


@dataclass(frozen=True)
class BankYears:
    """The objectives of one self-assessment, in its order."""

    slug: str
    title: str
    objectives: tuple[ObjectiveYears, ...]


def years(actor: Actor) -> tuple[BankYears, ...]:
    """Return the person's history, the self-assessment that was begun last first."""
    with view(actor, "learning.see") as a:
        found = by_year(met(a))
        return tuple(
            BankYears(
                bank.slug,
                bank.title,
                tuple(
                    ObjectiveYears(text, found[bank.slug, name])
                    for name, text in bank.objectives.items()
                    if (bank.slug, name) in found
                ),
            )
            for bank in reversed(banks(a).values())
        )

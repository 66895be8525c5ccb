"""One item as it was seen, with everything that may only be shown after the answer."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzes.kinds.item import PublicFigure
from quizzes.text import Reference

if TYPE_CHECKING:
    from quizzes.edition import FormItem
    from quizzes.models import Item


@dataclass(frozen=True)
class ReviewedOption:
    """An option with its letter in this attempt, its key and its rationale."""

    letter: str
    text: str
    keyed: bool
    chosen: bool
    rationale: str | None


@dataclass(frozen=True)
class Reviewed:
    """An item after its answer."""

    position: int
    item_id: str
    stem: str | None
    figures: tuple[PublicFigure, ...]
    lead_in: str
    options: tuple[ReviewedOption, ...]
    mark: Fraction
    answered: bool
    confidence: str | None
    carried: bool
    explanation: str | None
    key_point: str | None
    references: tuple[Reference, ...]

    @property
    def right(self) -> bool:
        """Whether the answer earned the full mark."""
        return self.mark == 1

    @property
    def rank(self) -> tuple[int, int]:
        """Where it stands in a review: sure and wrong first, then right but unsure."""
        if not self.right:
            order = 0 if self.confidence == "sure" else 2
        else:
            order = 1 if self.confidence in ("guess", "fairly") else 3
        return order, self.position


def reviewed(
    position: int,
    one: FormItem,
    item: Item,
    value: object,
    confidence: str | None,
    mark: Fraction,
) -> Reviewed:
    """Return the item at `position` as it is shown after the answer."""
    chosen = {value} if isinstance(value, str) else set(value) if isinstance(value, list) else set()
    by_id = {option.id: option for option in item.options}
    return Reviewed(
        position=position,
        item_id=item.id,
        stem=item.stem,
        figures=item.figures(),
        lead_in=item.lead_in,
        options=tuple(
            ReviewedOption(
                letter=chr(ord("A") + index),
                text=by_id[option_id].text,
                keyed=by_id[option_id].correct,
                chosen=option_id in chosen,
                rationale=by_id[option_id].rationale,
            )
            for index, option_id in enumerate(one.order)
        ),
        mark=mark,
        answered=value is not None,
        confidence=confidence,
        carried=one.carried is not None,
        explanation=item.explanation,
        key_point=item.key_point,
        references=item.references,
    )

"""How long one attempt is: the questions it draws, and the words there are to read in them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzes.drawing import pools_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.bank import Bank
    from quizzes.models import AnyItem


@dataclass(frozen=True, slots=True)
class Length:
    """One attempt; where it draws from a larger pool, the average of what may be drawn."""

    questions: int
    asked: Fraction
    """Words read before answering: vignettes, lead-ins, options."""
    taught: Fraction
    """Words of the feedback: rationales, explanations, key points."""

    @property
    def words(self) -> Fraction:
        """All words of the content; titles, authors and references are none of it."""
        return self.asked + self.taught


def length(bank: Bank) -> Length:
    """Return how long one attempt at a bank is; only approved questions are drawn."""
    questions, asked, taught = 0, Fraction(0), Fraction(0)
    for _pool, draw, ids in pools_of(bank.activity, bank.items):
        items = [bank.items[one] for one in ids]
        share = Fraction(min(draw, len(items)), len(items)) if items else Fraction(0)
        questions += min(draw, len(items))
        asked += share * (sum(_count(_asked(one)) for one in items) + _stimuli(bank, items))
        taught += share * sum(_count(_taught(one)) for one in items)
    return Length(questions, asked, taught)


def _stimuli(bank: Bank, items: list[AnyItem]) -> int:
    """Return the words of what items share, each once: such items are drawn together."""
    shared = {one.stimulus for one in items if one.stimulus in bank.stimuli}
    return sum(_count([bank.stimuli[one].stem]) for one in shared if one is not None)


def _asked(item: AnyItem) -> Iterator[str]:
    yield item.stem or ""
    yield item.lead_in
    for entries in item.lists.values():
        yield from (one.text for one in entries)


def _taught(item: AnyItem) -> Iterator[str]:
    yield from (text for _place, text in item.rationales() if text)
    yield item.explanation or ""
    yield item.key_point or ""


def _count(texts: Iterator[str] | list[str]) -> int:
    return sum(len(one.split()) for one in texts)

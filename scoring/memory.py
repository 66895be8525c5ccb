"""How long an answer is remembered: the FSRS model behind the four words that this service needs.

FSRS (free spaced repetition scheduler, version 6; PyPI `fsrs`) estimates from the answers to one
question when the chance to know it has fallen to nine in ten. Its floats stay in here: what
leaves is whole days. No fuzz, no steps within a day, and the clock is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from fsrs import Card, Rating, Scheduler

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 365
"""Days: within a year a guideline may change, and so may what one remembers."""
CARD = 1
"""FSRS names a card after the clock unless it is given a number; ours are made anew each time."""


@dataclass(frozen=True)
class Recall:
    """One answer to a question, on a day of the provider's."""

    on: date
    right: bool  # at full mark
    confidence: str | None  # sure, fairly or guess; None: it was not asked

    @property
    def sure(self) -> bool:
        """Whether it was right, and known to be."""
        return self.right and self.confidence == "sure"


def rating(one: Recall) -> Rating:
    """Return an answer in the words of FSRS: what was guessed right was hardly known."""
    if not one.right:
        return Rating.Again
    if one.confidence == "guess":
        return Rating.Hard
    return Rating.Easy if one.sure else Rating.Good


def interval(recalls: Sequence[Recall], *, desired: float = 0.9) -> int:
    """Return the days from the last of some answers, oldest first, until it should be asked again.

    `desired` is the chance to know it then.

    Raises:
        ValueError: there is no answer.
    """
    if not recalls:
        message = "Without an answer there is nothing to remember."
        raise ValueError(message)
    scheduler = _scheduler(desired)
    card = Card(card_id=CARD, due=_moment(recalls[0].on))
    for one in recalls:
        card, _log = scheduler.review_card(card, rating(one), _moment(one.on))
    return (card.due - _moment(recalls[-1].on)).days


def _scheduler(desired: float) -> Scheduler:
    return Scheduler(
        desired_retention=desired,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)

"""How much credit an activity may be worth: a formula, or the time that testers took."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from credit.amounts import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quizzes.length import Length
    from quizzes.models import CreditBasis, Rounding

QUARTER = 15
"""Minutes of a quarter-credit: 60 minutes are one credit."""
LEAST, MOST = 1, 5
"""Difficulty: very easy to very hard, rated by an expert."""


FORMULA = "Mergener; AORN's worked example; corrected by 0.9 (Muth and Hanson 2007): cccep.ca"
TIME = "ACCME: accme.org/faq/how-enduring-material-activity-defined-0; AMA, older text"


class DifficultyRefused(ValueError):
    """A rating outside the scale."""

    def __init__(self, rating: Fraction) -> None:
        said = f"{float(rating):g} is no difficulty"
        super().__init__(f"{said}: it is rated from {LEAST} (very easy) to {MOST} (very hard).")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an amount of credit can rest on; minutes and quarters are None where nothing does."""

    sentence: str
    source: str
    minutes: Fraction | None = None
    quarters: int | None = None


def estimate(basis: CreditBasis | None, one: Length) -> Estimate:
    """Return the credit that one attempt is worth by its basis; what is missing is never guessed.

    Raises:
        DifficultyRefused: the rating is not on the scale.
    """
    if basis is None or (basis.method == "mergener" and basis.difficulty is None):
        said = "Not estimated: no expert has rated the difficulty, and no tester's time is given."
        return Estimate(said, FORMULA)
    if basis.method == "mergener":
        return _by_formula(basis, one)
    if not basis.pilot_minutes:
        return Estimate("Not estimated: no tester's minutes are given.", TIME)
    minutes = _TYPICAL[basis.method](basis.pilot_minutes)
    kind = basis.method.removeprefix("pilot_")
    how = f"the {kind} of {len(basis.pilot_minutes)} testers' time"
    return _estimated(minutes, how, basis.rounding, TIME)


def _by_formula(basis: CreditBasis, one: Length) -> Estimate:
    difficulty = Fraction(basis.difficulty or 0)
    minutes = mergener(one.words, one.questions, difficulty)
    how = f"Mergener's formula at difficulty {basis.difficulty} of {MOST}"
    return _estimated(minutes, how, basis.rounding, FORMULA)


def _estimated(minutes: Fraction, how: str, rounding: Rounding, source: str) -> Estimate:
    count = quarters_of(minutes, rounding)
    way = "rounded down" if rounding == "down" else "rounded to the nearest quarter"
    said = f"{minutes_said(minutes)} minutes by {how}: {as_text(count)} credits, {way}."
    return Estimate(said, source, minutes, count)


def minutes_said(minutes: Fraction) -> str:
    """Return minutes with one decimal, halves up: "46.8"."""
    tenths = minutes * 10 + Fraction(1, 2)
    whole, rest = divmod(tenths.numerator // tenths.denominator, 10)
    return f"{whole}.{rest}"


def mergener(words: int | Fraction, questions: int, difficulty: Fraction) -> Fraction:
    """Return the minutes that reading `words` and answering `questions` takes, at least 0.

    Mergener's formula with the correction by Muth and Hanson (University of Michigan, 2007); the
    sign before 22.3 is the one that the published worked example needs.

    Raises:
        DifficultyRefused: it is not on the scale.
    """
    if not LEAST <= difficulty <= MOST:
        raise DifficultyRefused(difficulty)
    minutes = (
        Fraction("-22.3")
        + Fraction("0.00209") * words
        + Fraction("2.78") * questions
        + Fraction("15.5") * difficulty
    )
    return max(Fraction("0.9") * minutes, Fraction(0))


def mean(minutes: Sequence[int]) -> Fraction:
    """Return the mean of at least one tester's minutes."""
    return Fraction(sum(minutes), len(minutes))


def median(minutes: Sequence[int]) -> Fraction:
    """Return the median of at least one tester's minutes."""
    inside = sorted(minutes)
    middle = len(inside) // 2
    return Fraction(inside[~middle] + inside[middle], 2)


def quarters_of(minutes: Fraction, rounding: Rounding) -> int:
    """Return minutes in quarter-credits: rounded down, or to the nearest with halves up."""
    count = minutes / QUARTER + (Fraction(1, 2) if rounding == "nearest" else 0)
    return count.numerator // count.denominator


_TYPICAL: Mapping[str, Callable[[Sequence[int]], Fraction]] = {
    "pilot_mean": mean,
    "pilot_median": median,
}

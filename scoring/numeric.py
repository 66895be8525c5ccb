"""Marks for numbers: whether one lies within the tolerance of its key, decided exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzes.numbers import shown, to_figures

if TYPE_CHECKING:
    from quizzes.kinds.numeric import Numeric, NumericKey
    from quizzes.numbers import Typed

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a number that was read."""

    right: bool
    note: str | None  # a sentence for the physician where there is more to say


def judged(item: Numeric, typed: Typed) -> Judged:
    """Judge a number: within the tolerance of the key, in a unit that converts into the key's."""
    key = item.answer
    ratio = key.ratio(typed.unit) if typed.unit else Fraction(1)
    if ratio is None:
        return Judged(right=False, note=_other_unit(key, typed))
    value = Fraction(typed.value) * ratio
    if within(key, value):
        return Judged(right=True, note=None)
    return Judged(right=False, note=_error_behind(key, value))


def within(key: NumericKey, value: Fraction, at: str | None = None) -> bool:
    """Whether a value in the key's unit is within its tolerance; both limits belong to it.

    `at` puts another value in the place of the key: a common error has the same tolerance.
    """
    if key.figures:
        return _same_figures(value, Fraction(at or key.value), key.figures)
    low, high = _limits(key, at)
    return low <= value <= high


def accepted(key: NumericKey) -> str:
    """Say which values are right, for the feedback."""
    if key.figures:
        return f"compared to {key.figures} significant figure{'s' * (key.figures > 1)}"
    low, high = _limits(key, None)
    if low == high:
        return "exactly this value"
    return f"from {_text(low)} to {_text(high, key.unit)}"


def _limits(key: NumericKey, at: str | None) -> tuple[Fraction, Fraction]:
    middle = Fraction(at or key.value)
    how, value = key.tolerance.kind, Fraction(key.tolerance.value or 0)
    if how == "range" and at is None:
        return Fraction(key.tolerance.low or 0), Fraction(key.tolerance.high or 0)
    if how == "range":
        return middle, middle
    part = {"relative": abs(middle), "relative_percent": abs(middle) / PERCENT}
    away = value * part.get(how, 1)
    return middle - away, middle + away


def _same_figures(value: Fraction, key: Fraction, figures: int) -> bool:
    return _to_figures(value, figures) == _to_figures(key, figures)


def _to_figures(value: Fraction, figures: int) -> Decimal:
    # Typed numbers are decimals of limited length, and most factors between units are powers of
    # ten: then this is exact. Thirds of an hour are cut far behind the figures that count.
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return to_figures(exact, figures)


def _text(value: Fraction, unit: str | None = None) -> str:
    return shown(Decimal(value.numerator) / Decimal(value.denominator), unit)


def _other_unit(key: NumericKey, typed: Typed) -> str:
    if key.unit is None:
        return f"The answer is a number without a unit; you wrote {typed.unit}."
    return f"{typed.unit} does not convert into {key.unit}, in which the answer is."


def _error_behind(key: NumericKey, value: Fraction) -> str | None:
    near = (one.rationale for one in key.common_errors if within(key, value, one.value))
    return next(near, None)

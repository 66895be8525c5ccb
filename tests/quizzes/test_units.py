"""Which words name the same unit, and which units convert."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quizzes.units import same_words, unit_of


def ratio(one: str, other: str) -> Fraction | None:
    """Return how many of the second unit the first is."""
    first, second = unit_of(one), unit_of(other)
    assert first is not None
    assert second is not None
    return first.ratio(second)


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("g", "mg", "1000"),
        ("mcg", "mg", "1/1000"),
        ("µg", "μg", "1"),
        ("ug", "mcg", "1"),
        ("MG", "milligrams", "1"),
        ("cc", "mL", "1"),
        ("mL/min", "mL/h", "60"),
        ("mg/kg/min", "mcg/kg/min", "1000"),
        ("mg/kg", "g/kg", "1/1000"),
        ("mg per kg", "mg/kg", "1"),
        ("mg / dL", "g/L", "1/100"),
        ("mm Hg", "Pa", "133.322387415"),
        ("mmHg", "mm Hg", "1"),
        ("/min", "/h", "60"),
        ("mmol/L", "µmol/L", "1000"),
        ("mg/m2", "mg/m²", "1"),
        ("hr", "min", "60"),
    ],
)
def test_conversions(one: str, other: str, times: str) -> None:
    """Within a dimension, exactly, in every usual spelling."""
    assert ratio(one, other) == Fraction(times)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mEq", "mmol"),
        ("mEq/L", "mmol/L"),
        ("mg", "mL"),
        ("mg", "mmol"),
        ("°C", "°F"),
        ("mg/kg", "mg"),
        ("units", "IU"),
        ("mL/h", "mL"),
        ("m", "min"),
        ("%", "mg"),
    ],
)
def test_other_dimensions(one: str, other: str) -> None:
    """What only a valence, a density or a formula connects is never converted."""
    assert ratio(one, other) is None


@pytest.mark.parametrize("text", ["widgets", "", "mgg", "mg//kg", "kg mg", "mg/"])
def test_unknown(text: str) -> None:
    """Words that name no unit."""
    assert unit_of(text) is None


def test_same_words() -> None:
    """An unknown unit is still itself, however it is written."""
    assert same_words("Drops / min", "drops per min")
    assert not same_words("drops/min", "drops/h")

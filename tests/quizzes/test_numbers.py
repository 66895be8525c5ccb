"""Numbers as people type them, and as they are always shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.numbers import Typed, Unreadable, read_number, shown, to_figures


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("180", "180", ""),
        (" 180 mg ", "180", "mg"),
        ("180mg", "180", "mg"),
        (".5 mg", "0.5", "mg"),
        ("5.", "5", ""),
        ("+5", "5", ""),
        ("-8", "-8", ""),
        ("− 8", "-8", ""),
        ("–8.5 mEq/L", "-8.5", "mEq/L"),
        ("1,000", "1000", ""),
        ("1,234,567.5", "1234567.5", ""),
        ("1 000", "1000", ""),
        ("1\u202f000\u00a0mg", "1000", "mg"),
        ("1.8e2", "180", ""),
        ("1.8E+2 mg", "180", "mg"),
        ("18e-1", "1.8", ""),
        ("1.8 x 10^2", "180", ""),
        ("1.8×10² mg", "180", "mg"),
        ("1.8 × 10⁻² g", "0.018", "g"),
        ("1.8*10^-2", "0.018", ""),
        ("37 °C", "37", "°C"),
        ("40%", "40", "%"),
        ("5 mcg/kg/min", "5", "mcg/kg/min"),
        ("2 mg per kg", "2", "mg per kg"),
        ("3 eq", "3", "eq"),
        ("60 mL/min/1.73 m²", "60", "mL/min/1.73 m²"),
        ("5 μg", "5", "μg"),
        ("12/min", "12", "/min"),
    ],
)
def test_read(text: str, value: str, unit: str) -> None:
    """Separators, signs, exponents and units as they are usual."""
    assert read_number(text) == Typed(Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "abc", "mg", "5-10", "5 to 10", "1/2", "5 10", "1.2.3", "--5", "1e999",
     "1 x 10^99", "٣", "5 mg 3", "x" * 61, "NaN", "inf", "0x10", "1_000", "e5", "10^2", "12 34",
     "5 x10", "5x10", "5 _mg"],
)  # fmt: skip
def test_asked_again(text: str) -> None:
    """What is no single number is asked for again, with a sentence that says what to write."""
    found = read_number(text)

    assert isinstance(found, Unreadable)
    assert found.sentence.endswith(".")


@pytest.mark.parametrize("text", ["1,5", "0,125", "1,50 mg", "1.234,5", "12,34,567", "1,0000"])
def test_a_comma_is_never_guessed(text: str) -> None:
    """A comma that separates no thousands may be a decimal comma or a slip."""
    found = read_number(text)

    assert isinstance(found, Unreadable)
    assert "two ways" in found.sentence


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("0.50", "mg", "0.5 mg"),
        ("1.0", "mg", "1 mg"),
        (".5", None, "0.5"),
        ("100", None, "100"),
        ("1E+3", "mL", "1000 mL"),
        ("-8.0", "mmol/L", "−8 mmol/L"),
        ("0.00", None, "0"),
        ("-0", None, "0"),
        ("0.00000001", None, "0.00000001"),
    ],
)
def test_shown(value: str, unit: str | None, text: str) -> None:
    """A zero before the point, none after the last figure."""
    assert shown(Decimal(value), unit) == text


@given(value=st.decimals("-1e9", "1e9", places=6))
def test_what_is_shown_can_be_read(value: Decimal) -> None:
    """A number that the service shows is one it takes."""
    found = read_number(shown(value, "mg"))

    assert found == Typed(value, "mg")


@given(text=st.text(max_size=80))
def test_anything_typed_is_read_or_asked_again(text: str) -> None:
    """No text breaks the reading."""
    assert isinstance(read_number(text), Typed | Unreadable)


@pytest.mark.parametrize(
    ("value", "figures", "rounded"),
    [("7.355", 3, "7.36"), ("-7.355", 3, "-7.36"), ("0.0125", 2, "0.013"), ("1250", 2, "1300")],
)
def test_figures(value: str, figures: int, rounded: str) -> None:
    """Halves go away from zero, as on paper."""
    assert to_figures(Decimal(value), figures) == Decimal(rounded)

"""Numbers in foreign files, as a bank's file writes them: decimals in text, never floats."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

_DIGITS = re.compile(r"-?\d{1,12}(\.\d{1,12})?")
_POINTS = re.compile(r"\d{1,6}(\.\d{1,6})?")
_PLACES = Decimal("0.000001")


def decimal_text(text: str) -> str | None:
    """Return a number as plain digits ("1,2e3" as "1200"), or None where it is none."""
    number = decimal(text)
    if number is None:
        return None
    plain = _plain(number)
    return plain if _DIGITS.fullmatch(plain) else None


def decimal(text: str) -> Decimal | None:
    """Return a number, a comma being a point as in half of Europe, or None where it is none."""
    plain = text.strip().replace("−", "-").replace(" ", "")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    fits = number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS
    return number if fits else None


def points_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the points of a question ("" is 1), and what was changed to write them."""
    number = decimal(text or "1")
    if number is None or number < 0:
        return "1", (f'"{text}" is no number of points; it is worth 1.',)
    plain = _plain(number)
    if _POINTS.fullmatch(plain):
        return plain, ()
    rounded = _plain(min(number, Decimal(999_999)).quantize(_PLACES))
    return rounded, (f"Its {text} points were rounded to {rounded}.",)


def plain(value: Fraction | Decimal, places: int) -> Decimal:
    """Return a value rounded to decimal places: 100/3 to five is 33.33333."""
    exact = Fraction(value)
    return Decimal(round(exact * 10**places)).scaleb(-places).normalize()


_MOST_DIGITS = 30


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():f}"
    return "0" if text == "-0" else text

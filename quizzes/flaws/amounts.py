"""Amounts and ranges as options write them, read exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_NUMBER = r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d*\.?\d+"
_DIGIT = re.compile(r"\d")
_UNIT = r"[^\d\s<>≤≥–—,][^\d<>≤≥–—]*"
_AMOUNT = re.compile(rf"(?P<low>{_NUMBER})\s*(?P<unit>{_UNIT})?")
_BETWEEN = re.compile(
    rf"(?:from |between )?(?P<low>{_NUMBER})\s*(?P<first>(?:{_UNIT}?)?)\s*"
    r"(?:–|-|—|\bto\b|\band\b)\s*"
    rf"(?P<high>{_NUMBER})\s*(?P<unit>{_UNIT})?"
)
_BELOW = re.compile(
    rf"(?P<sign><|≤|less than|below|under|fewer than|up to|at most|no more than)\s*"
    rf"(?P<high>{_NUMBER})\s*(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    rf"(?P<sign>>|≥|more than|greater than|above|over|at least|exceeding)\s*"
    rf"(?P<low>{_NUMBER})\s*(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?P<unit>(?:{_UNIT}?)?)\s*(?:or|and) "
    r"(?P<sign>more|above|over|older|greater|higher|less|below|younger|fewer|lower|under)"
    rf"(?P<rest> {_UNIT})?",
    re.IGNORECASE,
)
_IN_UNIT = re.compile(r"(?<=[A-Za-z])[23](?=O?\b)")
"""The digit of cm H2O, mm3, kg/m2."""
_CLOSED_BELOW = frozenset({"≤", "up to", "at most", "no more than"})
_CLOSED_ABOVE = frozenset({"≥", "at least"})
_DOWN = frozenset({"less", "below", "younger", "fewer", "lower", "under"})
_ENDLESS = Decimal("Infinity")


class Span(NamedTuple):
    """An amount, or a range of amounts, of a unit; an end that is open does not belong to it."""

    low: Decimal
    high: Decimal
    unit: str
    low_open: bool = False
    high_open: bool = False
    places: int = 0
    """Decimal places of the number as written."""

    @property
    def is_range(self) -> bool:
        """Whether it holds more than one amount."""
        return self.low != self.high

    def meets(self, other: Span) -> bool:
        """Whether an amount belongs to both."""
        first, last = sorted((self, other), key=lambda one: (one.low, one.low_open))
        if first.high == last.low:
            return not first.high_open and not last.low_open
        return first.high > last.low


def span(text: str) -> Span | None:
    """Return the amount or range that an option is, or None if it is anything else."""
    if not _DIGIT.search(text):
        return None
    text = _IN_UNIT.sub("", text)
    return _range(text) or _one_sided(text) or _amount(text)


def _range(text: str) -> Span | None:
    found = _BETWEEN.fullmatch(text)
    if found is None:
        return None
    low, high = _value(found["low"]), _value(found["high"].lstrip("-−"))
    if low >= high:
        return None
    return Span(low, high, _unit(found["unit"] or found["first"]))


def _one_sided(text: str) -> Span | None:
    if found := _BELOW.fullmatch(text):
        is_open = found["sign"].lower() not in _CLOSED_BELOW
        return Span(-_ENDLESS, _value(found["high"]), _unit(found["unit"]), high_open=is_open)
    if found := _ABOVE.fullmatch(text):
        is_open = found["sign"].lower() not in _CLOSED_ABOVE
        return Span(_value(found["low"]), _ENDLESS, _unit(found["unit"]), low_open=is_open)
    if found := _OR_MORE.fullmatch(text):
        unit, value = _unit(found["unit"] or found["rest"]), _value(found["low"])
        down = found["sign"].lower() in _DOWN
        return Span(-_ENDLESS, value, unit) if down else Span(value, _ENDLESS, unit)
    return None


def _amount(text: str) -> Span | None:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    value = _value(found["low"])
    places = len(found["low"].partition(".")[2])
    return Span(value, value, _unit(found["unit"]), places=places)


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))


def _unit(text: str | None) -> str:
    unit = next(iter((text or "").lower().split()), "")
    return unit[:-1] if len(unit) > 3 and unit.endswith("s") else unit  # noqa: PLR2004 - "hours" and "hour" are one unit

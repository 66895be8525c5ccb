"""Amounts of credit and points, counted in whole quarters and never in floats."""

from __future__ import annotations

import re
from fractions import Fraction

_NUMBER = re.compile(r"[+-]?[0-9]{1,6}(\.[0-9]{1,6})?")


class AmountRefused(ValueError):
    """An amount that cannot be claimed; the message is for the physician."""


def quarters(text: str, maximum: int | None = None) -> int:
    """Return "1.25" as 5 quarters, or refuse it in plain words."""
    amount = text.strip()
    if "," in amount:
        raise AmountRefused(_comma(amount))
    if not _NUMBER.fullmatch(amount):
        message = f'"{amount[:40]}" is not an amount. Write a number such as 0.75 or 1.25.'
        raise AmountRefused(message)
    count = Fraction(amount) * 4
    if count.denominator != 1:
        message = f"{amount} is not a whole number of quarter-hours. {_nearest(count)}"
        raise AmountRefused(message)
    return claimable(int(count), maximum)


def in_quarters(text: str) -> int:
    """Return a planned amount in quarters, nothing being 0; the bank's schema vouches for it."""
    return int(Fraction(text) * 4)


def whole(count: object) -> int:
    """Return a count of quarters as it came, or refuse what is none: 2.5, "4", True."""
    if type(count) is not int:
        message = f"{str(count)[:40]} is not a whole number of quarter-hours."
        raise AmountRefused(message)
    return count


def claimable(count: int, maximum: int | None = None) -> int:
    """Return `count` quarters if more than nothing and at most `maximum`, or refuse them."""
    count = whole(count)
    if count < 0:
        message = f"An amount cannot be negative ({as_text(count)}). Claim 0.25 or more."
        raise AmountRefused(message)
    if count == 0:
        message = "An amount of 0 cannot be claimed. Claim 0.25 or more, or make no claim."
        raise AmountRefused(message)
    if maximum is not None and count > maximum:
        message = f"{as_text(count)} is more than the {as_text(maximum)} that can be claimed here."
        raise AmountRefused(message)
    return count


def as_text(count: int) -> str:
    """Return 5 quarters as "1.25"."""
    sign = "-" if count < 0 else ""
    whole, rest = divmod(abs(count), 4)
    return f"{sign}{whole}.{rest * 25:02d}"


def participation_hours(count: int) -> str:
    """Return 3 quarters as "0.75 hours of participation": never credit."""
    return f"{as_text(count)} hours of participation"


def choices(maximum: int) -> tuple[int, ...]:
    """Return every amount that may be claimed, smallest first."""
    return tuple(range(1, maximum + 1))


def _comma(amount: str) -> str:
    pointed = amount.replace(",", ".")
    if _NUMBER.fullmatch(pointed):
        return f'"{amount}" has a comma. Write it with a point: {pointed}.'
    return f'"{amount[:40]}" has a comma. Write the amount with a point, such as 1.25.'


def _nearest(count: Fraction) -> str:
    below = count.numerator // count.denominator
    if below < 1:
        return "The smallest amount is 0.25."
    return f"The nearest are {as_text(below)} and {as_text(below + 1)}."

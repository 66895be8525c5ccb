"""The code in an activity's short link: six letters that nobody misreads or mistypes unnoticed.

It is the activity's own inner number, written so that neighbours look nothing alike, with a letter
that checks the others. It is no secret: whoever guesses one comes to a page that is listed anyway.
"""

from __future__ import annotations

# Twenty-three signs, a prime number, of which none looks like another: no 0, o, 1, i and l, and no
# z, s, b, q and u beside 2, 5, 8, g and v; no vowels, so that no code is a word.
SIGNS = "23456789cdfghjkmnprtvwx"
BASE = len(SIGNS)
LETTERS = 5  # before the letter that checks them
MOST = BASE**LETTERS
SPREAD = 2_654_435  # prime to 23: numbers beside each other end up far apart
BACK = pow(SPREAD, -1, MOST)


def code_of(number: int) -> str:
    """Return the code of an activity.

    Raises:
        ValueError: there is none for six million activities or more, nor for none.
    """
    if not 0 < number < MOST:
        message = f"no code for activity {number}"
        raise ValueError(message)
    rest, digits = number * SPREAD % MOST, list[int]()
    for _ in range(LETTERS):
        rest, digit = divmod(rest, BASE)
        digits.append(digit)
    return "".join(SIGNS[one] for one in (*digits, _check(digits)))


def number_of(code: str) -> int | None:
    """Return the number behind a code as somebody typed it, None for what is no code."""
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    if len(plain) != LETTERS + 1 or not set(plain) <= set(SIGNS):
        return None
    *digits, check = (SIGNS.index(one) for one in plain)
    if check != _check(digits):
        return None
    spread = sum(digit * BASE**place for place, digit in enumerate(digits))
    return spread * BACK % MOST or None


def _check(digits: list[int]) -> int:
    """Return the weighted sum that finds one wrong letter, and two that changed places.

    As ISBN-10 does it (ISO 2108): the weights differ, and the base is prime.
    """
    return sum(weight * digit for weight, digit in enumerate(digits, start=1)) % BASE

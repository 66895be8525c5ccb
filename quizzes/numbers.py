"""Numbers as people type them: read exactly or not at all, and shown without any doubt.

"0.5 mg" is always written with its zero and never as "1.0 mg": a decimal point that is overlooked
makes a dose tenfold (ISMP's list of error-prone abbreviations).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

LONGEST = 60  # characters
_MINUS = str.maketrans(dict.fromkeys("−–‐‑﹣－", "-"))
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t", " "))
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_NUMBER = re.compile(
    r"""(?P<sign>[-+]?)\ ?
    (?P<digits>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?     # 1,000.5
      |[1-9]\d{0,2}(?:\ \d{3})+(?:\.\d*)?            # 1 000.5
      |\d+\.?\d*|\.\d+)                         # 1000.5, .5
    (?:[eE](?P<e>[-+]?\d{1,3})(?!\d)
      |\ ?[x×*·]\ ?10\ ?(?:\^\ ?(?P<power>[-+]?\d{1,3})|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})))?
    (?P<rest>.*)""",
    re.VERBOSE | re.ASCII,
)
_COMMA = re.compile(r"[\d.]*,[\d.,]*")
_NO_UNIT = re.compile(r"[^a-z°%/µμ]|/\d|[x·]\ ?\d|.*(?:\s\d|_)", re.IGNORECASE)
MOST_ZEROS = 30


@dataclass(frozen=True)
class Typed:
    """What was typed: an exact number and the words after it."""

    value: Decimal
    unit: str  # "" where none was written


@dataclass(frozen=True)
class Unreadable:
    """Why a text is no number, in a sentence that says what to write."""

    sentence: str


def read_number(text: str) -> Typed | Unreadable:
    """Read a number with an optional unit behind it.

    Known are thousands separators (comma or space), every usual minus sign, exponents as 1.8e2
    and 1.8 × 10^2. A comma that separates no thousands may be a decimal comma or a slip, so it is
    asked for again and never guessed.
    """
    plain = " ".join(text.translate(_SPACES).translate(_MINUS).split())
    if not plain:
        return Unreadable("Type a number.")
    if len(plain) > LONGEST:
        return Unreadable("This is too long for a number; type the number and its unit.")
    found = _NUMBER.fullmatch(plain)
    if found is None or _NO_UNIT.match(found["rest"].strip()):
        return _unreadable(plain)
    power = int(found["e"] or found["power"] or (found["raised"] or "0").translate(_RAISED))
    if abs(power) > MOST_ZEROS:
        return Unreadable(f"The power of ten in “{plain}” is beyond any measurement.")
    digits = found["digits"].replace(",", "").replace(" ", "")
    return Typed(Decimal(f"{found['sign']}{digits}").scaleb(power), found["rest"].strip())


def _unreadable(plain: str) -> Unreadable:
    if found := _COMMA.search(plain):
        return Unreadable(
            f"The comma in “{found[0]}” can be read in two ways. Write decimals with a point and"
            " thousands without a comma, like 1.5 or 1500."
        )
    return Unreadable(f"“{plain}” cannot be read as one number. Type it like 0.5 or 180.")


def shown(value: Decimal, unit: str | None = None) -> str:
    """Write a number as it is always shown: 0.5, never .5; 1, never 1.0."""
    whole = value.normalize()
    text = f"{whole:f}" if whole else "0"
    return f"{text.replace('-', '−')} {unit}" if unit else text.replace("-", "−")


def to_figures(value: Decimal, figures: int) -> Decimal:
    """Round to a number of significant figures, halves away from zero."""
    return Context(prec=figures, rounding=ROUND_HALF_UP).plus(value)

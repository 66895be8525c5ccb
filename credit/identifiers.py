"""What a physician is known by to boards and states: read kindly, and refused only if impossible.

Each reader returns what is kept, or raises IdentifierRefused with the sentence for the person.
"""

from __future__ import annotations

import re
from types import MappingProxyType

_NPI = re.compile(r"[12][0-9]{9}")
_PREFIX = 24  # what "80840", the issuer that an NPI is checked with, adds to the Luhn sum
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # 29 February is a birthday
_NUMBERS = re.compile(r"([0-9]{1,2})\s*[-/.\s]\s*([0-9]{1,2})")
_TOGETHER = re.compile(r"(0[1-9]|1[0-2])([0-9]{2})")  # no year that anybody was born in
_DAY_LAST = re.compile(r"([a-z]{3,9})\.?\s*([0-9]{1,2})(?:st|nd|rd|th)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?([a-z]{3,9})\.?")
_YEAR = re.compile(r"[0-9]{4}|[0-9]+\s*[-/.,\s]\s*[0-9]+\s*[-/.,\s]\s*[0-9]+|'[0-9]{2}")
LONGEST_LICENSE = 30
# By state: what a physician's license usually looks like. From memory, so it only warns.
_USUAL_LICENSE = MappingProxyType({
    "MI": (re.compile(r"(4301|5101)[0-9]{6}"), "ten digits that begin with 4301 or 5101"),
})  # fmt: skip
_AFTER_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BEFORE_FAMILY = frozenset({
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la",
    "le", "ten", "ter", "van", "von", "zu",
})  # fmt: skip
_SHOWN = 4


class IdentifierRefused(ValueError):
    """Something that cannot be what was meant; the message is for the physician."""


def npi(text: str) -> str:
    """Return a National Provider Identifier without blanks: ten digits, the last one a check.

    The check is Luhn's, over "80840" and the ten digits (CMS, requirements for the NPI).

    Raises:
        IdentifierRefused: it cannot be one.
    """
    digits = _joined(text).replace("-", "")
    if not _NPI.fullmatch(digits):
        message = f'"{text.strip()}" cannot be an NPI: it has ten digits and begins with 1 or 2.'
        raise IdentifierRefused(message)
    if (_luhn(digits) + _PREFIX) % 10:
        message = (
            f'"{text.strip()}" cannot be an NPI: its last digit does not fit the others. Look for'
            " a mistyped digit, or for two that changed places."
        )
        raise IdentifierRefused(message)
    return digits


def _luhn(digits: str) -> int:
    """Add the digits up, every second from the right doubled and its own digits added."""
    doubled = (int(one) * (1 + place % 2) for place, one in enumerate(reversed(digits)))
    return sum(one // 10 + one % 10 for one in doubled)


def birthday(text: str) -> str:
    """Return a birthday, month and day, as MM-DD; a month stands before its day.

    Raises:
        IdentifierRefused: it is no day of the year, or it has a year.
    """
    said = text.strip().casefold()
    if found := _NUMBERS.fullmatch(said) or _TOGETHER.fullmatch(said):
        return _month_day(int(found[1]), int(found[2]))
    if found := _DAY_LAST.fullmatch(said):
        return _month_day(_month(found[1]), int(found[2]))
    if found := _DAY_FIRST.fullmatch(said):
        return _month_day(_month(found[2]), int(found[1]))
    if _YEAR.search(said):
        message = "Enter month and day only, such as 09/10. We never keep the year of birth."
        raise IdentifierRefused(message)
    message = f'"{text.strip()}" is not a birthday. Write month and day, such as 09/10 or Sep 10.'
    raise IdentifierRefused(message)


def _month(name: str) -> int:
    """Return the number of a month by its name or its beginning, 0 if there is none."""
    found = _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
    full = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december")  # fmt: skip
    return found if found and full[found - 1].startswith(name.removesuffix("t")) else 0


def _month_day(month: int, day: int) -> str:
    if not 1 <= month <= len(_DAYS):
        which = f" ({month})" if month else ""
        message = f"There is no such month{which}. Write the month first: 09/10 is September 10."
        raise IdentifierRefused(message)
    if not 1 <= day <= _DAYS[month - 1]:
        message = f"{_MONTHS[month - 1].capitalize()} has no day {day}. Check month and day."
        raise IdentifierRefused(message)
    return f"{month:02d}-{day:02d}"


def birthday_words(held: str) -> str:
    """Return "09-10" as "Sep 10", as the field that asks for it suggests to write it."""
    month, day = held.split("-")
    return f"{_MONTHS[int(month) - 1].capitalize()} {int(day)}"


def license_number(text: str) -> str:
    """Return the number of a state license without blanks; zeros stay, since it is a text.

    Raises:
        IdentifierRefused: there is no letter or digit in it, or far too much.
    """
    number = _joined(text)
    if not any(one.isalnum() for one in number) or len(number) > LONGEST_LICENSE:
        message = (
            f'"{text.strip()[:LONGEST_LICENSE]}" cannot be a license number. Copy it from the'
            " license, letters and zeros included."
        )
        raise IdentifierRefused(message)
    return number


def license_warning(state: str, number: str) -> str | None:
    """Say why a license number looks unusual for its state, or None."""
    if state not in _USUAL_LICENSE or _USUAL_LICENSE[state][0].fullmatch(number):
        return None
    usual = _USUAL_LICENSE[state][1]
    return f'"{number}" is not the usual form of a {state} license ({usual}). Please check it.'


def name(text: str) -> str:
    """Return a given or family name.

    Raises:
        IdentifierRefused: a digit stands in it, or no letter does.
    """
    if any(one.isdecimal() for one in text) or not any(one.isalpha() for one in text):
        message = f'"{text.strip()}" cannot be a name. Write it as your board or license has it.'
        raise IdentifierRefused(message)
    return text


def name_parts(legal_name: str) -> tuple[str, str]:
    """Suggest given and family name from a whole name; a person must look at the suggestion.

    "Ada M. Whitfield" gives Ada and Whitfield, "Anna van der Berg Jr." Anna and van der Berg,
    "Whitfield, Ada M." the same as the first; of one word, nothing is known.
    """
    before, _, after = (part.strip() for part in legal_name.partition(","))
    if _is_turned(before, after):
        return _given(after.split()), before
    words = [one for one in before.split() if not _is_after(one)]
    if len(words) <= 1:
        return "", ""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _BEFORE_FAMILY:
        start -= 1
    return _given(words[:start]), " ".join(words[start:])


def _is_turned(before: str, after: str) -> bool:
    """Whether the family name stands before the comma, and what is given after it."""
    whole = bool(before and after) and " " not in before
    return whole and not _is_after(after.split(maxsplit=1)[0]) and after[1:2].islower()


def _given(words: list[str]) -> str:
    """Leave out middle initials: boards hold them in a field of their own."""
    return " ".join(words[:1] + [one for one in words[1:] if len(one.rstrip(".")) > 1])


def _is_after(word: str) -> bool:
    return word.rstrip(".").casefold() in _AFTER_NAMES


def masked(text: str) -> str:
    """Return an identifier with at most its last four signs, and never more than half of it."""
    shown = min(_SHOWN, len(text) // 2)
    return "•" * (len(text) - shown) + text[len(text) - shown :]


def _joined(text: str) -> str:
    return "".join(text.split())

"""What is wrong with a field, in plain sentences: a table from pydantic's error types."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import ErrorDetails

Words = tuple[str, str]
"""What is wrong, and what to do."""

PATTERNS: dict[str, Words] = {
    r"^[a-z0-9][a-z0-9-]{0,63}$": (
        "may hold only small letters, digits and hyphens, at most 64",
        "Write it like hme-001.",
    ),
    r"^[a-z][a-z0-9]{0,7}$": (
        "must be a small letter, perhaps followed by letters and digits",
        "Write it like a, b, c.",
    ),
    r"^\d{1,6}(\.\d{1,6})?$": ("must be a decimal number", 'Write it in quotes, like "0.75".'),
    r"^-?\d{1,12}(\.\d{1,12})?$": (
        "must be a number, written out",
        'Write it in quotes, like "0.5" or "-8".',
    ),
    r"^[0-9]{9}$": ("must have nine digits", 'Copy it from PARS, in quotes: "202612345".'),
    r"^\d{1,3}(\.\d{1,2})?$": ("must be a number of credits", 'Write it in quotes, like "1.25".'),
}
"""Every pattern in the models, in words."""


def words_for(error: ErrorDetails, known: tuple[str, ...]) -> Words:
    """Return the sentence and the remedy for one of pydantic's errors.

    `known` are all field names of the file, among which an unknown one may have a neighbour.
    """
    if error["type"] == "extra_forbidden":
        return _unknown(str(error["loc"][-1]), known)
    if error["type"] == "missing":
        name = error["loc"][-1]
        return f'The field "{name}" is missing.', f"Add a line `{name}: …`."
    make = _WORDS.get(error["type"])
    says, fix = make(error) if make else (error["msg"], "See the author guide for this field.")
    return says if says.endswith(".") else f"{says}.", fix


def _unknown(name: str, known: tuple[str, ...]) -> Words:
    close = get_close_matches(name, known, n=1)
    if close and close[0] != name:
        return f'There is no field "{name}".', f'Did you mean "{close[0]}"?'
    return f'There is no field "{name}" here.', "Remove it, or see the author guide for its place."


def _text(error: ErrorDetails) -> Words:
    value = error["input"]
    if value is None:
        return (
            "Nothing is written here",
            "Write the text; text that begins with # must be in quotes.",
        )
    if isinstance(value, bool | int):
        written = str(value).lower()
        return f"{written} must be text", f'Put it in quotes: "{written}".'
    return (
        "This must be text, but it is read as a list or a group of fields",
        "Put text that begins with [, { or - in quotes, or in a | block.",
    )


def _pattern(error: ErrorDetails) -> Words:
    says, fix = PATTERNS.get(error["ctx"]["pattern"], (error["msg"], "Write it in another way."))
    if (digits := str(error["input"]).removesuffix("%").strip()).isdecimal():
        fix = f'Write it in quotes and without a sign: "{digits}".'
    return f'"{error["input"]}" {says}', fix


def _choice(error: ErrorDetails) -> Words:
    return f'"{error["input"]}" is not one of the words allowed here', (
        f"Write {error['ctx']['expected']}."
    )


def _length(error: ErrorDetails) -> Words:
    limit = error["ctx"]["max_length"]
    return f"The text is longer than {limit:,} characters", "Shorten it."


def _few(error: ErrorDetails) -> Words:
    least = error["ctx"]["min_length"]
    return f"The list holds fewer than {least}", f"Write at least {least}."


def _many(error: ErrorDetails) -> Words:
    most = error["ctx"]["max_length"]
    return f"The list holds more than {most}", f"Write at most {most}."


def _said(error: ErrorDetails) -> Words:
    # The validators of the models speak plainly: what is wrong; what to do.
    says, _, fix = str(error["ctx"]["error"]).partition("; ")
    return says, f"{fix[:1].upper()}{fix[1:]}."


def _type_of_item(error: ErrorDetails) -> Words:
    tags = error.get("ctx", {}).get("expected_tags", "'single_best_answer', 'multiple_response'")
    return "The type of the question is missing or unknown", f"Write type: with one of {tags}."


def _whole(error: ErrorDetails) -> Words:
    fix = f"Write it like 20{_NO_NUMBER.get(str(error['loc'][-1]), '')}."
    return "This must be a whole number without quotes", fix


def _plain(says: str, fix: str) -> Callable[[ErrorDetails], Words]:
    return lambda _: (says, fix)


_NO_NUMBER = {
    "attempts_max": ", or null if attempts are not limited",
    "time_limit_minutes": ", or null if there is no time limit",
}
_GROUP = _plain("This must be a group of fields", "Write its fields below it, indented.")
_LIST = _plain("This must be a list", 'Write [a, b], or a line with "- " for each element.')
_WORDS: dict[str, Callable[[ErrorDetails], Words]] = {
    "string_type": _text,
    "string_too_short": _plain("The text is empty", "Write it, or leave the whole line out."),
    "string_too_long": _length,
    "string_pattern_mismatch": _pattern,
    "int_type": _whole,
    "bool_type": _plain("This must be true or false", "Write true or false in small letters."),
    "date_type": _plain("This must be a date", "Write year-month-day, for example 2026-12-01."),
    "literal_error": _choice,
    "greater_than_equal": lambda error: (
        f"{error['input']} is less than {error['ctx']['ge']}",
        f"Write {error['ctx']['ge']} or more.",
    ),
    "less_than_equal": lambda error: (
        f"{error['input']} is more than {error['ctx']['le']}",
        f"Write {error['ctx']['le']} or less.",
    ),
    "too_short": _few,
    "too_long": _many,
    "tuple_type": _LIST,
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "dict_type": _GROUP,
    "union_tag_invalid": _type_of_item,
    "union_tag_not_found": _type_of_item,
    "value_error": _said,
}
"""Sentences for pydantic's error types; what is not here keeps pydantic's own words."""

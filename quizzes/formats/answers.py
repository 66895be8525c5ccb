"""What an answer line names: letters, numbers or an option's words, and whether these agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from quizzes.formats.lines import letters_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_BEGUN = re.compile(r"\(?([A-Za-z])\)?\s*[.,):–—-]\s*(?=\S)(.*)", re.DOTALL)
_NUMBERS = re.compile(r"\d+(?:\s*(?:[,;&]|\band\b|\s)\s*\d+)*")
_ALIKE = 80
"""Of 100: from here on words name an option though a letter is mistyped."""


class Named(NamedTuple):
    """What an answer line names."""

    letters: tuple[str, ...] = ()
    fault: str = ""
    """Why it cannot be trusted, in a sentence; empty where it can."""
    rest: str = ""
    """What it says besides the letter."""


def named(said: str, options: Mapping[str, str], *, counted: bool = False) -> Named:
    """Return which options an answer line names, by their letters; none where it names none.

    A value that is an option's text wins over counting options; where a letter and words, or a
    number and a value, name different options, neither is trusted. `counted`: the options have
    numbers in place of letters.
    """
    said = " ".join(said.split())
    labels, same = _labels(said, options), _same(said, options)
    if labels and same and set(labels) != set(same):
        if said.isdigit() and not counted:
            return Named(same)
        return Named(fault=_doubtful(said, labels, same))
    if labels and said.isdigit() and not counted and (begun := _begun(said, options)):
        return Named(labels) if begun == labels else Named(fault=_doubtful(said, labels, begun))
    if labels or same:
        return Named(same or labels)
    return _with_words(said, options)


def _with_words(said: str, options: Mapping[str, str]) -> Named:
    """Return what "C. Adenosine" names, if option C is the one that it words."""
    found = _BEGUN.fullmatch(said)
    if found is None or found[1].casefold() not in options:
        return Named()
    letter, rest = found[1].casefold(), found[2]
    worded = _worded(rest, options)
    if worded and letter not in worded:
        fault = (
            f'The answer line says "{said[:60]}", but these words are those of option '
            f"{_upper(worded)}; let letter and words agree."
        )
        return Named(fault=fault)
    known = _is_said_by(rest, options[letter])
    return Named((letter,), rest="" if known else rest)


def _labels(said: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """Return the options of a line that holds nothing but letters or nothing but numbers."""
    said = re.sub(r"(?i)^(?:options?|choices?)\s+(?=\d)", "", said)
    letters = letters_of(said)
    if letters and all(one in options for one in letters):
        return letters
    if not _NUMBERS.fullmatch(said):
        return ()
    numbers, own = [int(one) for one in re.findall(r"\d+", said)], list(options)
    return tuple(own[one - 1] for one in numbers) if all(0 < n <= len(own) for n in numbers) else ()


def _same(said: str, options: Mapping[str, str]) -> tuple[str, ...]:
    words = _bare(said)
    same = tuple(own for own, text in options.items() if _bare(text) == words)
    truth = {"t": "true", "f": "false"}.get(words)
    return same or tuple(own for own, text in options.items() if _bare(text) == truth)


def _begun(said: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """Return the options whose text begins with a number: "3" with "3 mg"."""
    begins = re.compile(rf"{said}(?![\d.,:/])")
    return tuple(own for own, text in options.items() if begins.match(text))


def _worded(rest: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """Return the options that words are those of: the same, a part of them, or nearly the same."""
    if same := _same(rest, options):
        return same
    words = _bare(rest)
    parts = [own for own, text in options.items() if _holds(words, _bare(text))]
    if parts:
        return tuple(parts)
    alike = {own: fuzz.ratio(words, _bare(text)) for own, text in options.items()}
    most = max(alike.values(), default=0)
    return tuple(own for own, one in alike.items() if one == most and one >= _ALIKE)


def _is_said_by(rest: str, option: str) -> bool:
    """Whether words say no more than an option does."""
    words, own = _bare(rest), _bare(option)
    return own.startswith(words) or fuzz.ratio(words, own) >= _ALIKE


def _holds(one: str, other: str) -> bool:
    """Whether one text begins with the other, or holds it where that is more than a sign."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and re.match(rf"{re.escape(shorter)}\b", longer) is not None


def _doubtful(said: str, labels: tuple[str, ...], words: tuple[str, ...]) -> str:
    return (
        f'The answer line "{said[:60]}" may mean option {_upper(labels)} or the text of option '
        f"{_upper(words)}; write letter and text."
    )


def _bare(text: str) -> str:
    text = re.sub(r"\\(?=[^\w\s])|(?<!\w)[*_]+|[*_]+(?!\w)", "", text)
    return " ".join(text.casefold().split()).strip(" .")


def _upper(letters: tuple[str, ...]) -> str:
    return " and ".join(one.upper() for one in letters)

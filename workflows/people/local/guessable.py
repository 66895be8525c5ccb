"""Whether a password is among the first that anybody tries: by rule, since a list is never whole.

It is, if it can be put together from little: a word or two that are common in passwords, the
person's own name and address, rows of keys, repetitions, and a few more digits or signs. The words
stand in common_words.txt; the last of them are what the service, its subject and its place suggest.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COMMON = frozenset(Path(__file__).with_name("common_words.txt").read_text("utf-8").split())
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "q1w2e3r4t5y6u7i8o9p0",
    "!@#$%^&*()_+",
)
ROWS_BOTH_WAYS = (*ROWS, *(one[::-1] for one in ROWS))
STANDS_FOR = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t",
                            "@": "a", "$": "s", "!": "i"})  # fmt: skip
YEAR = re.compile(r"(19|20)\d\d")
# What each piece adds to how hard a password is to guess; below ENOUGH it is tried early.
WORD, OWN, ROW, LOOSE, ENOUGH = 4, 2, 2, 1, 12
SHORTEST_WORD, SHORTEST_ROW = 3, 3
LONGEST_LOOKED_AT = 64  # characters: what is longer is not made of two words


def is_guessable(password: str, own: Iterable[str] = ()) -> bool:
    """Whether a password can be put together from little; `own` are the person's name, address."""
    text = password.casefold()
    if len(set(text)) < SHORTEST_ROW or _is_repeated(text):
        return True
    if len(text) > LONGEST_LOOKED_AT:
        return False
    words = dict.fromkeys(COMMON, WORD) | {part: OWN for one in own for part in _parts(one)}
    return _least(text, words) < ENOUGH


def _is_repeated(text: str) -> bool:
    """Whether a text is one short piece again and again, like abcabcabcabc."""
    return any(
        len(text) > 2 * size and text == (text[:size] * len(text))[: len(text)]
        for size in range(1, 7)
    )


def _parts(text: str) -> Iterator[str]:
    folded = text.casefold()
    yield from (one for one in re.split(r"[\W_]+", folded) if len(one) >= SHORTEST_WORD)


def _least(text: str, words: Mapping[str, int]) -> int:
    """Return the least that the pieces of a text add up to; letters without a word are much."""
    plain = text.translate(STANDS_FOR)
    longest = max(len(one) for one in words)

    @cache
    def rest(at: int) -> int:
        if at == len(text):
            return 0
        best = (ENOUGH if text[at].isalpha() else LOOSE) + rest(at + 1)
        for end in range(at + SHORTEST_WORD, min(at + longest, len(text)) + 1):
            word = words.get(text[at:end], words.get(plain[at:end]))
            if word is not None:
                best = min(best, word + rest(end))
        if YEAR.match(text, at):
            best = min(best, ROW + rest(at + 4))
        for end in range(at + SHORTEST_ROW, len(text) + 1):
            if not _is_row(text[at:end]):
                break
            best = min(best, ROW + rest(end))
        return best

    return min(rest(0), ENOUGH)


def _is_row(text: str) -> bool:
    return len(set(text)) == 1 or any(text in one for one in ROWS_BOTH_WAYS)

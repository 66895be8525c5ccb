"""Words as the rules compare them: whole tokens, and the content words cut to six letters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = re.compile(r"[a-z0-9α-ω]+")
SHORTEST, STEM = 4, 6

_COMMON = """
    about above according added addition after again also among another answer appropriate
    associated because become been before begin begun being below best beside best better between
    both cause caused causes choice choose clinical comes common consider considered correct could
    daily days describe described describes develops does done during each either establish
    evaluated evaluation examination expected explain explained explains feature features find
    finding findings first following form from further give given gives giving have having help
    high hospital hours immediate immediately include includes indicated initial into kind later
    least less like likely look made make makes management managed method minutes more months most
    much name need needed next none normal obtain obtained often only option order other over
    patient patients performed period possible present presents probable problem receive received
    recommended reduce regarding related result results risk same seen several should show showed
    shown shows since some statement step still such suggest suggests take taken takes taking than
    that their them then there therapy these they thing this those though three through time today
    together treat treated treatment true type under underlying until upon used useful using value
    very weeks well were what when where whether which while will with within without would year
    years your
"""
_MEDICAL = """
    abnormal acute admitted adult baby blood boy care case changes child chronic concentration
    condition department diagnosis disease disorder dose drug drugs effect effects elevated
    emergency female girl group history illness increase increased infant infection intravenous
    intravenously laboratory level levels loss male medical medication medications mother muscle
    onset oral orally pain percent physical physician pressure rate serum severe sign signs
    surgery surgical symptom symptoms syndrome syndromes test testing tests tissue visit woman
    women heart
"""
STOP = frozenset(f"{_COMMON} {_MEDICAL}".split())
"""Words that questions share whatever they ask about."""


def tokens(text: str) -> tuple[str, ...]:
    """Return the whole words of a text in small letters: allopurinol is one, and holds no "all"."""
    return tuple(_TOKEN.findall(text.lower()))


def stems(words: Iterable[str]) -> frozenset[str]:
    """Return the content words among some words, cut to six letters."""
    return frozenset(filter(None, map(_stem, words)))


@cache
def _stem(word: str) -> str:
    """Return a content word cut to six letters, or nothing for another; each word once."""
    if len(word) < SHORTEST or word in STOP or word.isdigit():
        return ""
    return word[:STEM]


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


def listed(words: Iterable[str]) -> str:
    """Return words in quotes, for a message."""
    return ", ".join(f'"{one}"' for one in words)

"""Items of any bank that ask much the same, the likest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.flaws.across import Copy

ALIKE = 60
"""Of 100, by words in any order: below this nothing is the same question."""
MOST = 20
NEAR = 85
"""Of 100: a word that is looked for stands there, but for a letter or its ending."""
PAIR = 70
"""Of 100: what is less alike is seldom the same question, however many there are."""


class Similar(NamedTuple):
    """Another item, and how much of it is the same, of 100."""

    bank: str
    item: str
    likeness: int


def similar(new: Copy, others: Sequence[Copy]) -> tuple[Similar, ...]:
    """Return the items that are like a new one, but not itself."""
    beside = [one for one in others if (one.bank, one.item) != (new.bank, new.item)]
    found = process.extract(
        _text(new),
        [_text(one) for one in beside],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=ALIKE,
        limit=MOST,
    )
    return tuple(Similar(beside[at].bank, beside[at].item, round(alike)) for _, alike, at in found)


def about(words: str, those: Sequence[Copy]) -> tuple[Similar, ...]:
    """Return the items that hold at least half of these words, nearly spelled so; most first."""
    asked = default_process(words).split()
    if not asked:
        return ()
    found = []
    for one in those:
        text = default_process(_text(one))
        held = sum(fuzz.partial_ratio(word, text) >= NEAR for word in asked)
        if 2 * held >= len(asked):
            found.append(Similar(one.bank, one.item, 100 * held // len(asked)))
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.bank, one.item))[:MOST])


def pairs(some: Sequence[Copy], every: Sequence[Copy]) -> tuple[tuple[str, Similar], ...]:
    """Return each item of `some` with each that is like it, the likest first; no pair twice."""
    if not some:
        return ()
    table = process.cdist(
        [_text(one) for one in some],
        [_text(one) for one in every],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=PAIR,
        dtype=np.uint8,
    )
    found: dict[frozenset[tuple[str, str]], tuple[str, Similar]] = {}
    for row, column in zip(*np.nonzero(table), strict=True):
        one, other = some[row], every[column]
        both = frozenset({(one.bank, one.item), (other.bank, other.item)})
        if len(both) > 1:
            like = Similar(other.bank, other.item, int(table[row, column]))
            found.setdefault(both, (one.item, like))
    return tuple(sorted(found.values(), key=lambda one: (-one[1].likeness, one[0])))


def _text(one: Copy) -> str:
    return " ".join((one.asked, *one.options))

"""Items of any bank that ask much the same, the likest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.flaws.across import Copy

ALIKE = 60
"""Of 100, by words in any order: below this nothing is the same question."""
MOST = 8


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


def _text(one: Copy) -> str:
    return " ".join((one.asked, *one.options))

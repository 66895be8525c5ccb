"""One sentence for each sign: what it may mean, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scoring.statistics.flags import Flag

ADVICE: Mapping[Flag, str] = {
    "too_few": "Fewer than 20 people answered it: read the comments, the figures are chance.",
    "probably_miskeyed": "Check the key: those who know the rest choose another option.",
    "look_at_key": "Look at the key: an option goes better with the rest than the keyed one; it"
    " may also be a common misconception.",
    "negative": "Those who know the rest get it wrong more often: look for a second right answer or"
    " a misleading stem.",
    "hard": "Few get it right, and it does not tell who knows: see if it teaches what it asks.",
    "easy": "Nearly everybody gets it right: keep it if the point must be known, else replace it.",
    "unchosen_option": "Nobody chooses one of the options: replace that option.",
}


def advice(flags: Sequence[Flag]) -> str:
    """Return the advice of the gravest sign; nothing where there is no sign."""
    return ADVICE[flags[0]] if flags else ""

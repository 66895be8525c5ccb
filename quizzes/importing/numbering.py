"""The ids of imported items: the bank's letters and a number, never used before."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBERED = re.compile(r"(.+)-(\d+)")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class Numbers:
    """Gives each new item an id."""

    def __init__(self, slug: str, own: Iterable[str], beside: Iterable[str]) -> None:
        """`own` are the ids of the bank, `beside` those of the banks beside it."""
        self._used = set(own)
        self._beside = set(beside)
        self._prefix = _prefix(slug, self._used, self._beside)
        self._next = 1 + max(
            (
                int(found[2])
                for one in self._used
                if (found := _NUMBERED.fullmatch(one)) and found[1] == self._prefix
            ),
            default=0,
        )

    def give(self, wanted: str | None = None) -> str:
        """Return `wanted` where it can be an id and is free, else the next number."""
        if wanted and _SLUG.fullmatch(wanted) and self._is_free(wanted):
            self._used.add(wanted)
            return wanted
        while not self._is_free(one := f"{self._prefix}-{self._next:03}"):
            self._next += 1
        self._used.add(one)
        return one

    def give_back(self, one: str) -> None:
        """Note that an id was not needed."""
        self._used.discard(one)

    def _is_free(self, one: str) -> bool:
        return one not in self._used and one not in self._beside


def _prefix(slug: str, own: set[str], beside: set[str]) -> str:
    """Return the letters that most ids of the bank begin with, or else its initials."""
    begun = Counter(found[1] for one in sorted(own) if (found := _NUMBERED.fullmatch(one)))
    if begun:
        return begun.most_common(1)[0][0]
    taken = {found[1] for one in beside if (found := _NUMBERED.fullmatch(one))}
    words = [one for one in slug.split("-") if one]
    initials = "".join(one[0] for one in words) if len(words) > 1 else slug[:3]
    numbered = (f"{initials}{number}" for number in range(2, 10_000))
    return next(one for one in (initials, slug[:40], *numbered) if one not in taken)

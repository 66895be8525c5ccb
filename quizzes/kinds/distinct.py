"""Ids inside one list of an item: each entry has its own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.kinds.item import Entry


def require_distinct(name: str, entries: Iterable[Entry]) -> None:
    """Refuse a list in which two entries have one id.

    Raises:
        ValueError: what is wrong; what to do.
    """
    counts = Counter(one.id for one in entries)
    twice = sorted(one for one, many in counts.items() if many > 1)
    if twice:
        message = f"two {name} have the id {', '.join(twice)}; give each its own"
        raise ValueError(message)

"""One line of Today: what waits, how pressing it is, and where it is put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["late", "now", "soon", "later"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The order in which things press: a day that passed, what keeps somebody waiting, a day that
comes, and what has no day at all."""
Where = Literal[
    "reporting", "correct", "requests", "confirm", "messages", "problems", "disclosures", "review",
    "approve", "write", "calendar", "halt", "initiative", "statements", "part4",
]  # fmt: skip
"""The screens on which things are put right."""


@dataclass(frozen=True)
class Due:
    """Something that waits, in one plain sentence."""

    level: Level
    said: str
    to: Where  # the screen on which it is put right
    query: Mapping[str, str] = field(default_factory=dict)  # what its address says there
    day: date | None = None  # by which, where there is one


def in_order(found: Iterable[Due]) -> tuple[Due, ...]:
    """Return the most urgent first: by how it presses, then by day; else as it came.

    What has no day comes after what has one.
    """
    return tuple(sorted(found, key=lambda one: (LEVELS.index(one.level), one.day or date.max)))

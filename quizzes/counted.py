"""A number with what it counts, in words."""

from __future__ import annotations


def count(number: int, one: str, many: str | None = None) -> str:
    """Return "1 question" or "2 questions"; `many` where the plural takes more than an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"

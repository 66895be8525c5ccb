"""Numbers and days in the sentences of Today."""

from __future__ import annotations


def count(number: int, one: str, many: str) -> str:
    """Return "1 comment waits" or "2 comments wait"."""
    return f"{number} {one if number == 1 else many}"

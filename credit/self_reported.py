"""Credit that people earned elsewhere and wrote down themselves: what kinds of it there are."""

from __future__ import annotations

from typing import Literal

from credit.statements import AMA_CREDITS

Kind = Literal["category-1", "category-2", "other"]
NAMES: dict[Kind, str] = {
    "category-1": AMA_CREDITS,
    "category-2": "AMA PRA Category 2 Credits",
    "other": "other hours",
}
MOST = 4_000  # quarters: a thousand hours for one activity are a slip of the finger


def not_verified(provider: str) -> str:
    """Return the words that stand over self-reported credit wherever it is shown."""
    return f"Self-reported, not verified by {provider}"

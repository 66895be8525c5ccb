"""An answer as it is sent and stored: an id or a text, a list of ids, or a choice for each part."""

from __future__ import annotations

import json

Answer = str | list[str] | dict[str, str]
"""One id or a text; several ids, ordered where the order is the answer; or part id → choice."""


def canonical_text(value: object) -> str:
    """Return a value as the JSON text that is stored: equal answers are equal texts."""
    return json.dumps(value, sort_keys=True)


def read_answer(text: str) -> Answer | None:
    """Return the answer that a stored text holds; a cleared answer is None."""
    value = json.loads(text)
    return value if isinstance(value, str | list | dict) else None

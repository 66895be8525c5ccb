"""A form on its way: its fields, the file it was opened from, and how both are kept as text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quizzes.editing.opened import Fields

if TYPE_CHECKING:
    from quizzes.notation import Value


@dataclass(frozen=True)
class Form:
    """What an author is writing, and what it began from.

    `seen` is the digest of the file it was opened from and `base` what that file said; both are
    None as long as the item has no file.
    """

    fields: Fields
    seen: str | None
    base: Fields | None


def as_text(form: Form) -> str:
    """Return a form as it is kept in the database."""
    return json.dumps(
        {"fields": form.fields, "seen": form.seen, "base": form.base}, ensure_ascii=False
    )


def from_text(text: str) -> Form:
    """Return a form that was kept."""
    held = json.loads(text)
    base = held["base"]
    return Form(fields_of(held["fields"]), held["seen"], None if base is None else fields_of(base))


def fields_of(held: dict[str, Any]) -> Fields:
    """Return fields in the values that files have: tuples for lists."""
    return {name: _value(one) for name, one in held.items()}


def _value(held: Any) -> Value:  # noqa: ANN401 - whatever JSON holds
    if isinstance(held, dict):
        return fields_of(held)
    if isinstance(held, list | tuple):
        return tuple(_value(one) for one in held)
    value: Value = held
    return value

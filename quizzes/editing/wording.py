"""One fixed text of provider.yaml with another wording: what is wrong with it, and its digest."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from quizzes.models import FixedText
from quizzes.notation import Sheet
from quizzes.rules.prose import is_plain_markdown
from quizzes.rules.provider import placeholders_of
from quizzes.validating import validated

if TYPE_CHECKING:
    from quizzes.editing.opened import Fields
    from quizzes.notation import Value
    from quizzes.problem import Fault

_TEXT = TypeAdapter(FixedText)


def fixed_text(fields: Fields, name: str) -> FixedText | None:
    """Return a fixed text as the file says it, None where there is none that can be read."""
    return validated(_TEXT, Sheet(fields.get(name), {}, ()))[0]


def wording(name: str, said: Fields) -> FixedText | Fault:
    """Return a text of these fields, or what is wrong with it even in a placeholder.

    That is an empty field, HTML, braces that nothing fills, and braces without which nothing could
    be made of it: with any of them the whole file could not be read.
    """
    text, faults = validated(_TEXT, Sheet(said, {}, ()))
    if text is None:
        return faults[0]
    found = (*is_plain_markdown(text), *placeholders_of(name, text.text))
    return found[0] if found else text


def as_fields(text: FixedText) -> Value:
    """Return a text as its file has it."""
    return {
        "text": text.text,
        "source": text.source,
        "dated": text.dated.isoformat(),
        "approved": text.approved,
    }


def digest_of_text(text: FixedText) -> str:
    """Return the SHA-256 of wording, source, day and approval, in hexadecimal."""
    said = json.dumps(as_fields(text), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()

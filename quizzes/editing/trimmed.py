"""A form's fields as a file has them: without what was left empty, in characters files may hold."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from quizzes.files import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.editing.opened import Fields
    from quizzes.notation import Value

_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")
_EMPTY_LINES = re.compile(r"^[^\S\n]+$", re.MULTILINE)
_HALVES = re.compile("[\ud800-\udfff]")


def trimmed(fields: Mapping[str, Value], base: Value = None) -> Fields:
    """Return fields without empty texts, lists and groups; an entry of a list may go with them.

    What `base`, the file, says to be empty in so many words stays as it is there.
    """
    before = base if isinstance(base, dict) else {}
    made: Fields = {}
    for name, value in fields.items():
        one = _trim(value, before.get(name))
        if not _is_empty(one):
            made[name] = one
        elif name in before and _is_empty(before[name]):
            made[name] = before[name]
    return made


def _trim(value: Value, base: Value) -> Value:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return trimmed(value, base)
    if isinstance(value, tuple):
        kept = tuple(_trim(one, _entry(base, one, at)) for at, one in enumerate(value))
        return tuple(one for one in kept if not _says_nothing(one))
    return value


def _entry(base: Value, value: Value, at: int) -> Value:
    """Return what an entry of a list was: the one of its id, else the one at its place."""
    listed = base if isinstance(base, tuple) else ()
    if isinstance(value, dict) and "id" in value:
        same = (one for one in listed if isinstance(one, dict) and one.get("id") == value["id"])
        return next(same, None)
    return listed[at] if at < len(listed) else None


def clean(text: str) -> str:
    """Return a text in the characters that a file may hold, without blanks around it."""
    text = _LINE_ENDS.sub("\n", text)
    text = INVISIBLE.sub("", _HALVES.sub("", text))
    return unicodedata.normalize("NFC", _EMPTY_LINES.sub("", text)).strip()


def _is_empty(value: Value) -> bool:
    return value is None or value in ("", (), {})


def _says_nothing(value: Value) -> bool:
    """Whether an entry holds no more than its id: a line of a form that nobody filled in."""
    if isinstance(value, dict):
        return set(value) <= {"id"}
    return _is_empty(value)

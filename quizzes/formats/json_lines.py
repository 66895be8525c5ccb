"""JSON lines: one question a line, with options and the keys of those that are correct."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quizzes.formats.choices import choice
from quizzes.formats.encoding import decoded
from quizzes.formats.foreign import Format, Question, Rejected
from quizzes.formats.plain import literal
from quizzes.formats.question_text import split

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEM = ("stem", "question", "input")
_OPTIONS = ("options", "choices")
_CORRECT = ("correct", "answer", "target")
_RATIONALE = ("rationale", "explanation", "feedback")
_KNOWN = {"id", "lead_in", *_STEM, *_OPTIONS, *_CORRECT, *_RATIONALE}


def recognises(content: bytes, name: str) -> bool:
    """Whether the first line is a JSON object with a question in it."""
    first = decoded(content, name).lstrip().split("\n", 1)[0]
    try:
        found = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and any(one in found for one in _STEM)


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return the question of each line. Raises UnreadableError where the file is no text."""
    return tuple(_questions(decoded(content, name)))


def _questions(text: str) -> Iterator[Question]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _question(line, f"line {number}")


def _question(line: str, place: str) -> Question:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Rejected(place, "The line is no JSON; each line holds one object in braces.")
    if not isinstance(found, dict):
        return Rejected(place, "The line is no JSON object with the fields of a question.")
    own = found.get("id")
    origin = str(own) if isinstance(own, str | int) and str(own).strip() else None
    try:
        return _taken(found, place, origin)
    except (TypeError, KeyError, ValueError) as error:
        return Rejected(place, f"A field is not as expected: {error}.", origin)


def _taken(found: Mapping[str, Any], place: str, origin: str | None) -> Question:
    stem = str(_first(found, _STEM) or "")
    options = [_option(one, number) for number, one in enumerate(_first(found, _OPTIONS) or ())]
    explanation = _first(found, _RATIONALE)
    lead_in = found.get("lead_in")
    text = {"stem": stem, "lead_in": str(lead_in)} if lead_in else split(literal(stem))
    return choice(
        place=place,
        origin=origin,
        text={name: one for name, one in text.items() if one},
        options=options,
        correct=_keys(_first(found, _CORRECT)),
        more={"explanation": literal(str(explanation))}
        if explanation and str(explanation).strip()
        else {},
        warnings=_left_out(found),
    )


def _first(found: Mapping[str, Any], names: Sequence[str]) -> Any:  # noqa: ANN401 - JSON
    return next((found[name] for name in names if name in found), None)


def _option(value: Any, number: int) -> tuple[str, Mapping[str, object]]:  # noqa: ANN401 - JSON
    """Return an option's key in the file and its fields."""
    if isinstance(value, Mapping):
        own = value.get("key", value.get("id", chr(ord("A") + number)))
        rationale = {name: value[name] for name in ("rationale",) if value.get(name)}
        return str(own), {"text": literal(str(value["text"])), **rationale}
    return chr(ord("A") + number), {"text": literal(str(value))}


def _keys(value: Any) -> set[str]:  # noqa: ANN401 - JSON
    return {str(one) for one in value} if isinstance(value, list) else {str(value)}


def _left_out(found: Mapping[str, Any]) -> tuple[str, ...]:
    names = sorted(name for name in found if name not in _KNOWN)
    return (f"not taken, as an item has no place for it: {', '.join(names)}",) if names else ()


JSON_LINES = Format(
    name="jsonl",
    title="JSON lines",
    endings=(".jsonl", ".ndjson"),
    recognises=recognises,
    read=read,
)

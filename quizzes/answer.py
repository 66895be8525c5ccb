"""An answer as it is sent and stored: an id or a text, a list of ids, or a choice for each part."""

from __future__ import annotations

import json

Answer = str | list[str] | dict[str, str]
"""One id or a text; several ids, ordered where the order is the answer; or part id → choice."""


class NotJson(ValueError):
    """A text that should hold an answer in JSON and does not; the sentence says how it looks."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f'{why} An answer is JSON: "b", ["a", "c"], {{"s1": "a"}}, "0.5 mg", or null.'
        )


def canonical_text(value: object) -> str:
    """Return a value as the JSON text that is stored: equal answers are equal texts."""
    return json.dumps(value, sort_keys=True)


def read_answer(text: str) -> Answer | None:
    """Return the answer that a stored text holds; a cleared answer is None."""
    # Most are an id in quotes. A page reads every answer of an attempt: the parser is for the rest.
    if text.startswith('"') and "\\" not in text:
        return text[1:-1]
    value = json.loads(text)
    return value if isinstance(value, str | list | dict) else None


def typed_answer(text: str) -> Answer | None:
    """Return the answer that somebody typed as JSON; null is no answer.

    A bare number is taken as the text it is written as, so that no digit of it is lost.

    Raises:
        NotJson: the text is no JSON, or no answer could look like it.
    """
    try:
        value = json.loads(
            text, parse_int=str, parse_float=str, parse_constant=_refused, object_pairs_hook=_once
        )
    except (json.JSONDecodeError, RecursionError) as error:
        start = text.strip()[:40] or "nothing"
        why = f"This is no JSON: {start}."
        raise NotJson(why) from error
    if value is None or _is_answer(value):
        return value  # type: ignore[no-any-return] # that is what was just found out
    why = "This is JSON, but no answer."
    raise NotJson(why)


def _is_answer(value: object) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        why = "A line is answered twice."
        raise NotJson(why)
    return found


def _refused(constant: str) -> str:
    why = f"{constant} is no number."
    raise NotJson(why)

"""Numbers as people write them in a draft: 180 mg, 7.4 (7.35 to 7.45), 420 ± 5 mmol, 12 ± 5 %."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"(?:range\s*:?\s*)?({_NUMBER})\s*(?:to|–|-|\.\.)\s*({_NUMBER})")
_AROUND = re.compile(rf"(?:±|\+/-)\s*({_NUMBER})\s*(%?)")
_ANSWER = re.compile(
    rf"(?P<value>{_NUMBER})\s*(?P<inside>(?:±|\+/-)\s*{_NUMBER}\s*%?)?\s*(?P<unit>[^\d\s(±][^(±\d]*)?"
    r"\s*(?:\(?(?P<after>(?:±|\+/-|range\b|accept\w*\b|\d).*?)\)?)?"
)


def tolerance(text: str) -> Mapping[str, str] | None:
    """Return how near is near enough: ± 1, ± 5 %, 7.2 to 7.4; None where that is not said."""
    words = re.sub(r"^accept\w*\s*:?\s*", "", text.strip())
    if found := _RANGE.match(words):
        return {"kind": "range", "low": found[1], "high": found[2]}
    if found := _AROUND.match(words):
        return {"kind": "relative_percent" if found[2] else "absolute", "value": found[1]}
    return None


def quantity(text: str) -> dict[str, object] | None:
    """Return the key of a numeric item from an answer line, or None where it is no number.

    Without a tolerance in the line there is none in the key, and the number alone is right.
    """
    found = _ANSWER.fullmatch(text.strip().rstrip("."))
    if found is None:
        return None
    key: dict[str, object] = {"value": found["value"]}
    if unit := (found["unit"] or "").strip():
        key["unit"] = unit
    said = found["inside"] or found["after"]
    near = tolerance(said) if said else None
    if said and near is None:
        return None
    return key | ({"tolerance": near} if near else {})

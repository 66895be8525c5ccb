"""An item of the bank and the edited question it came from, made one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from quizzes.formats.foreign import Fields

_FROM_SOURCE = (
    "stem", "theme", "select", "options", "stems", "items_in_order", "statements", "answer",
)  # fmt: skip
"""Fields that make the question: where the source has them no more, they go."""
_PARTS = ("options", "items_in_order", "statements", "stems")
"""Lists whose elements have an id and a text."""
_ALIKE = 60
"""Of 100: from here on an edited text is still the same option."""


def merged(old: Fields, new: Fields) -> Fields:
    """Return the fields of an item after its source was edited.

    What the source says is taken; what it does not know (objectives, references, a rationale that
    was written here) stays. Options keep the ids they have in the bank, and an id that is given up
    is not used for another text.
    """
    kept = {name: one for name, one in old.items() if name in new or name not in _FROM_SOURCE}
    whole = kept | {name: _field(name, old.get(name), one) for name, one in new.items()}
    renamed = _renamed(old.get("options"), new.get("options"))
    stems = whole.get("stems")
    if renamed and isinstance(stems, Sequence):
        whole["stems"] = tuple(
            {**one, "correct": renamed.get(one.get("correct"), one.get("correct"))} for one in stems
        )
    return whole


def _field(name: str, old: Any, new: Any) -> object:  # noqa: ANN401 - any field of a file
    if name in _PARTS and old:
        return _parts(old, new)
    if name == "media" and old:
        known = {one["file"]: one for one in old}
        return tuple({**known.get(one["file"], {}), **one} for one in new)
    if isinstance(old, Mapping) and isinstance(new, Mapping) and name != "answer":
        return {**old, **new}
    return new


def _parts(old: Sequence[Any], new: Sequence[Any]) -> tuple[object, ...]:
    ids = _renamed(old, new)
    known = {one["id"]: one for one in old}
    return tuple(_part(known.get(ids[one["id"]], {}), one, ids[one["id"]]) for one in new)


def _part(old: Mapping[str, Any], new: Mapping[str, Any], own_id: str) -> Mapping[str, object]:
    """Return a part with its id; a rationale written here stays where the text and key do."""
    unchanged = all(old.get(name) == new.get(name) for name in ("text", "correct"))
    own = {"rationale": old["rationale"]} if unchanged and "rationale" in old else {}
    return {**own, **new, "id": own_id}


def _renamed(old: Any, new: Any) -> dict[str, str]:  # noqa: ANN401 - lists of parts
    """Return the bank's id of each part of an edited question, by the id that it has there."""
    if not old or not new:
        return {one["id"]: one["id"] for one in new or ()}
    free = {one["id"]: str(one.get("text", "")).strip() for one in old}
    ids: dict[str, str] = {}
    for alike in (100, _ALIKE):
        for one in (one for one in new if one["id"] not in ids):
            text = str(one.get("text", "")).strip()
            best = max(free, key=lambda own: _likeness(own, free, one["id"], text), default=None)
            if best is not None and fuzz.ratio(free[best], text) >= alike:
                ids[one["id"]] = best
                del free[best]
    taken = {one["id"] for one in old} | set(ids.values())
    for one in (one for one in new if one["id"] not in ids):
        ids[one["id"]] = _unused(one["id"], taken)
        taken.add(ids[one["id"]])
    return ids


def _likeness(own: str, texts: Mapping[str, str], other: str, text: str) -> tuple[float, bool]:
    return fuzz.ratio(texts[own], text), own == other


def _unused(wanted: str, taken: set[str]) -> str:
    stem = wanted.rstrip("0123456789")
    numbered = (f"{stem}{number}" for number in range(1, 1_000))
    letters = ascii_lowercase if len(wanted) == 1 else ""
    wishes: tuple[str, ...] = (wanted, *letters, *numbered)
    return next(one for one in wishes if one not in taken)
